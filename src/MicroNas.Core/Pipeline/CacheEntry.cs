namespace MicroNas.Core.Pipeline;

/// <summary>What one run of a stage made: small files by name, read and checked as a whole.</summary>
public sealed record CacheEntry(IReadOnlyDictionary<string, byte[]> Files)
{
    public byte[] this[string name] => Files[name];
}
