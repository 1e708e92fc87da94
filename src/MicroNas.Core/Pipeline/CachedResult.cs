namespace MicroNas.Core.Pipeline;

/// <summary>An entry of the stage cache, seen from outside.</summary>
/// <param name="Stage">In lower case.</param>
/// <param name="Key">Hash of the inputs that led to it.</param>
/// <param name="Bytes">Of all its files.</param>
/// <param name="LastUsed">When a run last stored or read it.</param>
public sealed record CachedResult(string Stage, string Key, long Bytes, DateTimeOffset LastUsed);
