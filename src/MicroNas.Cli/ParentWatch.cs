namespace MicroNas.Cli;

/// <summary>
/// Hears that the build which started this engine wants it to end, or was killed: the standard input that it holds open ends. Only where
/// the engine works for a build; at a terminal the standard input is the user's.
/// </summary>
internal sealed class ParentWatch
{
    // Never disposed: the input may end while the program does.
    private readonly CancellationTokenSource source = new();

    public CancellationToken Token => source.Token;

    /// <param name="patience">What still runs this long after the input's end is abandoned.</param>
    /// <param name="abandon">Ends the process.</param>
    public void Start(TimeSpan patience, Action abandon) =>
        // A thread of its own: a read of the standard input cannot be interrupted.
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }

            source.Cancel();
            Thread.Sleep(patience);
            abandon();
        })
        { IsBackground = true, Name = "micronas parent watch" }.Start();
}
