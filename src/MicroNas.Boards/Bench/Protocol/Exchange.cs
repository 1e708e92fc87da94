namespace MicroNas.Boards.Bench.Protocol;

/// <summary>A request that was answered, and what it took.</summary>
/// <param name="Answer">Its payload begins with status and the request's CRC.</param>
/// <param name="BytesSent">Repetitions included.</param>
/// <param name="BytesReceived">Noise included.</param>
/// <param name="Elapsed">From the first byte out to the last one in.</param>
/// <param name="Attempts">Requests sent.</param>
internal sealed record Exchange(BenchFrame Answer, int BytesSent, int BytesReceived, TimeSpan Elapsed, int Attempts)
{
    public BenchStatus Status => AnswerReader.StatusOf(Answer);

    /// <summary>Both together; the answer is the later one's.</summary>
    public Exchange After(Exchange? earlier) => earlier is null ? this : this with
    {
        BytesSent = BytesSent + earlier.BytesSent,
        BytesReceived = BytesReceived + earlier.BytesReceived,
        Elapsed = Elapsed + earlier.Elapsed,
        Attempts = Attempts + earlier.Attempts,
    };
}
