using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>Keys with values, duplicates removed and merge keys written out.</summary>
internal sealed record MappingNode(IReadOnlyList<MappingEntry> Entries, SourceLocation Location, long Size, int Depth)
    : ConfigurationNode(Location, Size, Depth)
{
    public override string Kind => "a group of keys";

    public MappingEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}
