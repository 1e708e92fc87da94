namespace MicroNas.Boards.Emulation;

/// <summary>What ran between two marks of a firmware.</summary>
/// <param name="Run">What the whole firmware said, and how it ended.</param>
/// <param name="Counts">By address; instructions that did not run are absent.</param>
public sealed record InstructionProfile(FirmwareRun Run, IReadOnlyDictionary<uint, InstructionCount> Counts)
{
    /// <summary>Instructions between the marks.</summary>
    public long Instructions => Counts.Values.Sum(count => count.Executions);
}
