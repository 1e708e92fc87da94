namespace MicroNas.Boards.Bench;

/// <summary>How patiently a board is asked. A request is repeated when no answer comes; asking again never measures again.</summary>
/// <param name="FirstTimeout">For the first answer, beside what the operator may take; every attempt waits twice as long as the one before.</param>
/// <param name="LongestTimeout">Where doubling ends.</param>
/// <param name="Attempts">After so many without an answer the board counts as silent.</param>
/// <param name="Repetitions">How often the board runs an operator, 1 to 15.</param>
public sealed record BenchTiming(TimeSpan FirstTimeout, TimeSpan LongestTimeout, int Attempts, int Repetitions)
{
    /// <summary>A board on a line: answers come within milliseconds, and other work disturbs the counts.</summary>
    public static BenchTiming Serial { get; } = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), 8, 5);

    /// <summary>The emulator on a busy computer; every count is exact, the second one proves it.</summary>
    public static BenchTiming Emulated { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), 5, 2);
}
