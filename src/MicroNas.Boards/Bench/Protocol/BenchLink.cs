using MicroNas.Boards.Bench.Lines;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Bench.Protocol;

/// <summary>
/// Sends requests and waits for their answers. A request that is not answered is sent again under the same number, and the firmware gives the
/// same answer again: nothing is measured twice. An answer counts when its number, its type and the CRC of the request in it are right.
/// </summary>
internal sealed class BenchLink(IByteLine line, BenchTiming timing, TimeProvider clock)
{
    private const byte AnswerBit = 0x80;

    /// <summary>How long a cancellation waits at most.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly FrameReader reader = new();
    private readonly byte[] buffer = new byte[1024];

    /// <summary>A board that was not reset may remember the numbers of whoever asked it before.</summary>
    private ushort sequence = (ushort)Random.Shared.Next(ushort.MaxValue + 1);

    /// <param name="type">Of the request.</param>
    /// <param name="payload">Of the request.</param>
    /// <param name="work">How long the board may take for it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="MicroNasException">MNAS4101 to MNAS4103, MNAS4107.</exception>
    public Exchange Ask(BenchRequestType type, byte[] payload, TimeSpan work, CancellationToken cancellation)
    {
        var request = BenchFrame.Create((byte)type, sequence++, payload);
        var bytes = request.ToLine();
        var (sent, received, begin) = (0, 0, clock.GetTimestamp());
        try
        {
            for (var attempt = 1; attempt <= timing.Attempts; attempt++)
            {
                line.Write(bytes);
                sent += bytes.Length;
                var answer = Await(request, Timeout(attempt) + work, ref received, cancellation);
                if (answer is not null)
                {
                    return new Exchange(answer, sent, received, clock.GetElapsedTime(begin), attempt);
                }
            }
        }
        catch (LineClosedException error)
        {
            throw new MicroNasException(
                Diagnostic.Error(
                    DiagnosticCodes.BoardGone,
                    $"The board on {line.Name} is gone: {error.Message.TrimEnd('.')}. Plug it in and start again; what was measured before is good."),
                error);
        }

        throw new MicroNasException(received == 0
            ? Diagnostic.Error(
                DiagnosticCodes.BoardSilent,
                FormattableString.Invariant($"The board on {line.Name} does not answer: {timing.Attempts} requests in {clock.GetElapsedTime(begin).TotalSeconds:0.#} s brought no byte back. ")
                + "Flash the bench firmware, reset the board, and check port and speed.")
            : Diagnostic.Error(
                DiagnosticCodes.LineUnreliable,
                FormattableString.Invariant($"The line to the board on {line.Name} is unreliable: {timing.Attempts} requests brought {received} bytes back, and no right answer among them. ")
                + "Check speed, cable and clock, and close other programs that read from the port."));
    }

    private TimeSpan Timeout(int attempt)
    {
        var doubled = timing.FirstTimeout * Math.Pow(2, Math.Min(attempt - 1, 16));
        return doubled < timing.LongestTimeout ? doubled : timing.LongestTimeout;
    }

    private BenchFrame? Await(BenchFrame request, TimeSpan timeout, ref int received, CancellationToken cancellation)
    {
        for (var begin = clock.GetTimestamp(); clock.GetElapsedTime(begin) < timeout;)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = line.Read(buffer, timeout < Patience ? timeout : Patience);
            received += count;
            foreach (var value in buffer.AsSpan(0, count))
            {
                // Bytes behind the answer are noise or copies of it; the reader's rest takes part in the next frame's resynchronisation.
                if (reader.Take(value) is { } frame && Answers(frame, request))
                {
                    return frame;
                }
            }
        }

        return null;
    }

    private bool Answers(BenchFrame frame, BenchFrame request)
    {
        if (frame.Sequence != request.Sequence || frame.Type != (request.Type | AnswerBit)
            || frame.Payload.Length < AnswerReader.HeadBytes || AnswerReader.RequestOf(frame) != request.Checksum)
        {
            return false;
        }

        return frame.Version == request.Version ? true : throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.BenchProtocolMismatch,
            FormattableString.Invariant($"The bench firmware on {line.Name} speaks version {frame.Version} of the protocol, this tool version {request.Version}. Flash the bench firmware that belongs to this tool.")));
    }
}
