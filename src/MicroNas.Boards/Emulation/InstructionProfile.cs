namespace MicroNas.Boards.Emulation;

/// <summary>What ran between two marks of a firmware.</summary>
/// <param name="Run">What the whole firmware said, and how it ended.</param>
/// <param name="Segments">In the order in which control passed the marks between them; the first starts at the beginning.</param>
public sealed record InstructionProfile(FirmwareRun Run, IReadOnlyList<ProfileSegment> Segments)
{
    /// <summary>Of all segments together, by address; instructions that did not run are absent.</summary>
    public IReadOnlyDictionary<uint, InstructionCount> Counts { get; } = Segments
        .SelectMany(segment => segment.Counts)
        .GroupBy(pair => pair.Key, pair => pair.Value)
        .ToDictionary(group => group.Key, group => new InstructionCount(group.Sum(count => count.Executions), group.Sum(count => count.Taken)));

    /// <summary>Instructions from the first mark to the last.</summary>
    public long Instructions => Counts.Values.Sum(count => count.Executions);
}
