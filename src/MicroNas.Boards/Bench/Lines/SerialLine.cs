using System.IO.Ports;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Bench.Lines;

/// <summary>A serial port: 8 data bits, no parity, 1 stop bit, no flow control.</summary>
internal sealed class SerialLine : IByteLine
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly SerialPort port;

    /// <exception cref="MicroNasException">MNAS4100.</exception>
    public SerialLine(string name, int baudRate)
    {
        port = new SerialPort(name, baudRate, Parity.None, 8, StopBits.One) { WriteTimeout = 2000 };
        try
        {
            port.Open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            port.Dispose();
            throw new MicroNasException(
                Diagnostic.Error(
                    DiagnosticCodes.SerialPortUnavailable,
                    $"The serial port {name} cannot be opened at {baudRate} baud: {(Path.IsPathRooted(name) && !File.Exists(name) ? "there is no such port." : error.Message)} Ports of this computer: {Ports()}. "
                    + "Plug the board in, close other programs that use the port, and see that this user may open it (on Debian: group dialout)."),
                error);
        }

        SignalReady();
    }

    public string Name => port.PortName;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            port.BaseStream.Write(bytes);
        }
        catch (TimeoutException)
        {
            // A full line is a silent one: the answer that does not come says the rest.
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw new LineClosedException(error.Message, error);
        }
    }

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        try
        {
            port.ReadTimeout = Math.Max(1, (int)timeout.TotalMilliseconds);
            var count = port.BaseStream.Read(buffer);
            return count > 0 ? count : throw new LineClosedException("the end of the line");
        }
        catch (TimeoutException)
        {
            return 0;
        }
        catch (Exception error) when (IsClosed(error))
        {
            throw new LineClosedException(error.Message, error);
        }
    }

    /// <summary>Closing waits for bytes that were never sent, which on a line without a board is for ever.</summary>
    public void Dispose() => Task.Run(port.Dispose).Wait(CloseTimeout);

    private static bool IsClosed(Exception error) => error is IOException or InvalidOperationException or UnauthorizedAccessException;

    private static string Ports()
    {
        var names = SerialPort.GetPortNames();
        return names.Length == 0 ? "none" : string.Join(", ", names.Order(StringComparer.Ordinal));
    }

    /// <summary>Boards with USB of their own wait for DTR before they send. Pseudo-terminals have no such line and refuse it.</summary>
    private void SignalReady()
    {
        try
        {
            port.DtrEnable = true;
        }
        catch (IOException)
        {
        }
    }
}
