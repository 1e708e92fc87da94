using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>A list.</summary>
internal sealed record SequenceNode(IReadOnlyList<ConfigurationNode> Items, SourceLocation Location, long Size, int Depth)
    : ConfigurationNode(Location, Size, Depth)
{
    public override string Kind => "a list";
}
