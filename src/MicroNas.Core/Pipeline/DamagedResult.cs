namespace MicroNas.Core.Pipeline;

/// <summary>An entry of the stage cache that was damaged, and is gone.</summary>
/// <param name="Stage">In lower case.</param>
/// <param name="Key">Hash of the inputs that led to it.</param>
/// <param name="Damage">What was wrong with it.</param>
public sealed record DamagedResult(string Stage, string Key, string Damage);
