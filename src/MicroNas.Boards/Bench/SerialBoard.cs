using MicroNas.Boards.Bench.Lines;
using MicroNas.Boards.Bench.Protocol;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>A board on a serial port that runs the bench firmware.</summary>
public sealed class SerialBoard : IOperatorBoard
{
    private readonly IByteLine line;
    private readonly BenchClient client;

    private SerialBoard(IByteLine line, BenchTiming timing, CancellationToken cancellation)
    {
        this.line = line;
        try
        {
            client = new BenchClient(line, timing, TimeProvider.System, cancellation);
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    public BoardIdentity Identity => client.Identity;

    /// <summary>Opens a port and greets the board.</summary>
    /// <param name="port">For example <c>/dev/ttyACM0</c> or <c>COM3</c>.</param>
    /// <param name="baudRate">Of the firmware; boards with USB of their own ignore it.</param>
    /// <param name="cancellation">Ends the waiting for an answer.</param>
    /// <exception cref="MicroNasException">MNAS4100: no such port; MNAS4101 to MNAS4103, MNAS4107: no bench firmware of this version answers.</exception>
    public static SerialBoard Open(string port, int baudRate = 115200, CancellationToken cancellation = default) =>
        Open(port, baudRate, BenchTiming.Serial, cancellation);

    /// <summary>The same with another patience.</summary>
    public static SerialBoard Open(string port, int baudRate, BenchTiming timing, CancellationToken cancellation = default) =>
        new(new SerialLine(port, baudRate), timing, cancellation);

    public OperatorReading Measure(OperatorShape shape, CancellationToken cancellation = default) => client.Measure(shape, cancellation);

    public long? RunModel(uint model, IReadOnlyList<OperatorShape> operators, CancellationToken cancellation = default) => client.RunModel(model, operators, cancellation);

    public void Dispose() => line.Dispose();
}
