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
        byte[] payload = [.. session, .. request.ToBytes(timing.Repetitions)];
        var work = LongestRun(shape) * timing.Repetitions;
        Exchange? exchange = null;
        for (var resets = 0; resets <= MostResets; resets++)
        {
            exchange = link.Ask(BenchRequestType.Measure, payload, work, cancellation).After(exchange);
            switch (exchange.Status)
            {
                case BenchStatus.Ok:
                    return ReadCounts(request, exchange);
                case BenchStatus.NoSession:
                    GreetAgain(cancellation);
                    break;
                case BenchStatus.SequenceReused:
                    break;
                default:
                    var figures = new AnswerReader(exchange.Answer.Payload);
                    throw new MicroNasException(Diagnostic.Error(
                        DiagnosticCodes.OperatorRefused,
                        $"The board {Identity.Board} on {line.Name} cannot measure {shape}: "
                        + request.Complaint(exchange.Status, figures.ReadOptionalUInt32(), figures.ReadOptionalUInt32()) + "."));
            }
        }

        throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.LineUnreliable,
            FormattableString.Invariant($"The board on {line.Name} was reset {MostResets + 1} times while it measured one operator. Check its supply and its watchdog.")));
    }

    private static MicroNasException Nonsense(string what) =>
        new(Diagnostic.Error(DiagnosticCodes.BoardFiguresInvalid, $"The board's figures make no sense: {what}."));

    private static double LargestCycles(OperatorShape shape) =>
        (OperatorFeatures.MultiplyAccumulates(shape) * MostCyclesPerProduct)
        + (((double)shape.Input.Elements + shape.Output.Elements) * MostCyclesPerElement);

    private TimeSpan LongestRun(OperatorShape shape) => TimeSpan.FromSeconds(LargestCycles(shape) / Math.Max(1e6, Identity.Clock.Value));

    private OperatorReading ReadCounts(OperatorRequest request, Exchange exchange)
    {
        try
        {
            var reader = new AnswerReader(exchange.Answer.Payload);
            var repetitions = reader.ReadByte();
            var (minimum, median, maximum) = (reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
            if (minimum == 0 || minimum > median || median > maximum || repetitions != timing.Repetitions)
            {
                throw Nonsense(FormattableString.Invariant($"{repetitions} runs of {request.Shape} counted {minimum} at least, {median} in the middle and {maximum} at most; does its counter run?"));
            }

            if (Identity.Counter == CounterKind.Instructions && minimum != maximum)
            {
                throw Nonsense(FormattableString.Invariant($"one run of {request.Shape} took {minimum} instructions and another {maximum}"));
            }

            return new OperatorReading(
                request.Shape, minimum, median, repetitions, request.Plan?.Kernel, request.Plan?.Rows ?? 0,
                exchange.BytesSent, exchange.BytesReceived, exchange.Elapsed, exchange.Attempts);
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
