namespace MicroNas.Core.Pipeline.Locks;

/// <summary>One stage in a lock file.</summary>
/// <param name="Inputs">What its result depends on, as in <see cref="StageInputs"/>, without what is true of one machine only.</param>
/// <param name="Outputs">SHA-256 of each of its files, lower-case hex.</param>
public sealed record LockedStage(SortedDictionary<string, string> Inputs, SortedDictionary<string, string> Outputs);
