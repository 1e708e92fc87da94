namespace MicroNas.Core.Pipeline;

/// <summary>The file <c>manifest.json</c> of a cache entry: the inputs that led to it and the SHA-256 of each file.</summary>
internal sealed record CacheManifest(
    string Stage,
    SortedDictionary<string, string> Inputs,
    SortedDictionary<string, string> Files);
