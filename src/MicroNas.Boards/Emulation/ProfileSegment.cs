namespace MicroNas.Boards.Emulation;

/// <summary>What ran from one mark of a profile to the next.</summary>
/// <param name="Mark">Address of the instruction that begins it, which counts.</param>
/// <param name="Counts">By address; instructions that did not run are absent.</param>
public sealed record ProfileSegment(uint Mark, IReadOnlyDictionary<uint, InstructionCount> Counts);
