using MicroNas.Boards.Bench.Lines;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench.Protocol;

/// <summary>One session with the bench firmware: greets it, measures, and greets it again when it was reset.</summary>
internal sealed class BenchClient
{
    /// <summary>Resets in one measurement after which the board counts as broken.</summary>
    private const int MostResets = 5;

    /// <summary>Of the runtime's slowest kernel on the slowest core, flash wait states included.</summary>
    private const double MostCyclesPerProduct = 40;
    private const double MostCyclesPerElement = 200;

    private readonly IByteLine line;
    private readonly BenchTiming timing;
    private readonly BenchLink link;
    private readonly byte[] session = new byte[4];

    /// <exception cref="MicroNasException">MNAS4101 to MNAS4103, MNAS4107.</exception>
    public BenchClient(IByteLine line, BenchTiming timing, TimeProvider clock, CancellationToken cancellation)
    {
        this.line = line;
        this.timing = timing;
        link = new BenchLink(line, timing, clock);
        Random.Shared.NextBytes(session);
        Identity = Greeting.Ask(link, session, cancellation);
    }

    public BoardIdentity Identity { get; }

    /// <exception cref="MicroNasException">MNAS4101 to MNAS4107.</exception>
    public OperatorReading Measure(OperatorShape shape, CancellationToken cancellation)
    {
        if (shape.Kind == OperatorKind.Reshape)
        {
            return new OperatorReading(shape, 0, 0, 0, null, 0, 0, 0, TimeSpan.Zero, 0);
        }

        var request = OperatorRequest.Of(shape);
        var exchange = Ask(BenchRequestType.Measure, [.. session, .. request.ToBytes(timing.Repetitions)], LongestRun([shape]), cancellation);
        if (exchange.Status == BenchStatus.Ok)
        {
            var (minimum, median) = ReadCounts(shape.ToString(), exchange);
            return new OperatorReading(
                shape, minimum, median, timing.Repetitions, request.Plan?.Kernel, request.Plan?.Rows ?? 0,
                exchange.BytesSent, exchange.BytesReceived, exchange.Elapsed, exchange.Attempts);
        }

        var figures = new AnswerReader(exchange.Answer.Payload);
        throw Refused(shape.ToString(), request.Complaint(exchange.Status, figures.ReadOptionalUInt32(), figures.ReadOptionalUInt32()));
    }

    /// <inheritdoc cref="IOperatorBoard.RunModel"/>
    public long? RunModel(uint model, IReadOnlyList<OperatorShape> operators, CancellationToken cancellation)
    {
        byte[] id = [(byte)model, (byte)(model >> 8), (byte)(model >> 16), (byte)(model >> 24)];
        var exchange = Ask(BenchRequestType.RunModel, [.. session, .. id, checked((byte)timing.Repetitions)], LongestRun(operators), cancellation);
        return exchange.Status switch
        {
            BenchStatus.Ok => ReadCounts("the model", exchange).Minimum,
            BenchStatus.NoModel or BenchStatus.UnknownRequest => null,
            _ => throw Refused("the model", $"the firmware answered {exchange.Status}"),
        };
    }

    private static MicroNasException Nonsense(string what) =>
        new(Diagnostic.Error(DiagnosticCodes.BoardFiguresInvalid, $"The board's figures make no sense: {what}."));

    private static double LargestCycles(OperatorShape shape) =>
        (OperatorFeatures.MultiplyAccumulates(shape) * MostCyclesPerProduct)
        + (((double)shape.Input.Elements + shape.Output.Elements) * MostCyclesPerElement);

    private TimeSpan LongestRun(IReadOnlyList<OperatorShape> operators) =>
        TimeSpan.FromSeconds(operators.Sum(LargestCycles) * timing.Repetitions / Math.Max(1e6, Identity.Clock.Value));

    private MicroNasException Refused(string subject, string reason) => new(Diagnostic.Error(
        DiagnosticCodes.OperatorRefused, $"The board {Identity.Board} on {line.Name} cannot measure {subject}: {reason}."));

    /// <summary>The answer to a request of this session, whatever its status; greets the board again where it was reset.</summary>
    private Exchange Ask(BenchRequestType type, byte[] payload, TimeSpan work, CancellationToken cancellation)
    {
        Exchange? exchange = null;
        for (var resets = 0; resets <= MostResets; resets++)
        {
            exchange = link.Ask(type, payload, work, cancellation).After(exchange);
            switch (exchange.Status)
            {
                case BenchStatus.NoSession:
                    GreetAgain(cancellation);
                    break;
                case BenchStatus.SequenceReused:
                    break;
                default:
                    return exchange;
            }
        }

        throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.LineUnreliable,
            FormattableString.Invariant($"The board on {line.Name} was reset {MostResets + 1} times while it measured once. Check its supply and its watchdog.")));
    }

    private (uint Minimum, uint Median) ReadCounts(string subject, Exchange exchange)
    {
        try
        {
            var reader = new AnswerReader(exchange.Answer.Payload);
            var repetitions = reader.ReadByte();
            var (minimum, median, maximum) = (reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
            if (minimum == 0 || minimum > median || median > maximum || repetitions != timing.Repetitions)
            {
                throw Nonsense(FormattableString.Invariant($"{repetitions} runs of {subject} counted {minimum} at least, {median} in the middle and {maximum} at most; does its counter run?"));
            }

            if (Identity.Counter == CounterKind.Instructions && minimum != maximum)
            {
                throw Nonsense(FormattableString.Invariant($"one run of {subject} took {minimum} instructions and another {maximum}"));
            }

            return (minimum, median);
        }
        catch (InvalidDataException error)
        {
            throw Nonsense(error.Message);
        }
    }

    private void GreetAgain(CancellationToken cancellation)
    {
        var identity = Greeting.Ask(link, session, cancellation);
        if (identity != Identity)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BoardChanged,
                $"The board on {line.Name} changed while it was measured: it was {Identity}, and after a reset it is {identity}. Start again with the board as it is."));
        }
    }
}
