using System.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Boards.Bench.Protocol;

/// <summary>Opens a session and reads what the board says of itself, piece by piece: short frames get through bad lines.</summary>
internal static class Greeting
{
    private const int MostTries = 6;
    private const int Lines = 6;

    /// <param name="link">To the board.</param>
    /// <param name="session">Four bytes that the board will know this program by.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="MicroNasException">MNAS4101 to MNAS4103, MNAS4106, MNAS4107.</exception>
    public static BoardIdentity Ask(BenchLink link, byte[] session, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var answer = link.Ask(BenchRequestType.Hello, session, TimeSpan.Zero, cancellation).Answer;
            try
            {
                var reader = new AnswerReader(answer.Payload);
                var counter = reader.ReadByte() == 1 ? CounterKind.Instructions : CounterKind.Cycles;
                var clock = new Hertz(reader.ReadUInt32());
                var arena = new ByteSize(reader.ReadUInt32());
                _ = reader.ReadUInt32();
                if (Describe(link, session, reader.ReadUInt16(), cancellation) is { } text)
                {
                    return text.Length == Lines
                        ? new BoardIdentity(text[0], text[1], clock, counter, text[2], text[3], text[4], text[5], arena, answer.Version)
                        : throw new InvalidDataException(FormattableString.Invariant($"a description of {text.Length} lines instead of {Lines}"));
                }
            }
            catch (InvalidDataException error)
            {
                throw new MicroNasException(Diagnostic.Error(
                    DiagnosticCodes.BoardFiguresInvalid, $"The board's greeting makes no sense: {error.Message}. Flash the bench firmware again."));
            }
        }

        throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.LineUnreliable,
            FormattableString.Invariant($"The board was reset {MostTries} times while it was greeted. Check its supply and its watchdog.")));
    }

    /// <summary>Null where the board was reset meanwhile.</summary>
    private static string[]? Describe(BenchLink link, byte[] session, int length, CancellationToken cancellation)
    {
        var text = new List<byte>(length);
        while (text.Count < length)
        {
            byte[] request = [.. session, (byte)text.Count, (byte)(text.Count >> 8)];
            var exchange = link.Ask(BenchRequestType.Describe, request, TimeSpan.Zero, cancellation);
            if (exchange.Status is BenchStatus.NoSession or BenchStatus.SequenceReused)
            {
                return null;
            }

            var piece = new AnswerReader(exchange.Answer.Payload).ReadRest();
            if (piece.Length == 0 || exchange.Status != BenchStatus.Ok)
            {
                throw new InvalidDataException($"it ends after {text.Count} of {length} bytes");
            }

            text.AddRange(piece);
        }

        return Encoding.UTF8.GetString([.. text]).TrimEnd('\n').Split('\n');
    }
}
