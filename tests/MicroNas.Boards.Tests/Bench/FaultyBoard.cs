using System.Diagnostics;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;

namespace MicroNas.Boards.Tests.Bench;

/// <summary>
/// The bench firmware in the emulator behind a serial port whose line makes mistakes; the board can be reset, exchanged and killed at a byte
/// of its answers. Seeded: which bytes are hit does not depend on time, but which attempt they belong to may.
/// </summary>
internal sealed class FaultyBoard : IDisposable
{
    private readonly PseudoTerminal terminal = new();
    private readonly Lock gate = new();
    private readonly LineFaults faults;
    private readonly int seed;
    private Process? emulator;
    private int answered;
    private bool disposed;

    public FaultyBoard(FirmwareTarget target, string program, LineFaults faults, int seed)
    {
        (this.faults, this.seed) = (faults, seed);
        Boot(target, program);
        new Thread(Forward) { IsBackground = true }.Start();
    }

    public string Port => terminal.Port;

    /// <summary>What happens when so many bytes have come from the board; then it is forgotten.</summary>
    public (int Bytes, Action Event)? At { get; set; }

    /// <summary>Starts the board, anew where it runs.</summary>
    public void Boot(FirmwareTarget target, string program)
    {
        lock (gate)
        {
            Kill();
            var start = new ProcessStartInfo("qemu-system-arm", EmulatedBoard.Arguments(target, program, "stdio"))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            var process = Process.Start(start)!;
            emulator = process;
            new Thread(() => Return(process.StandardOutput.BaseStream)) { IsBackground = true }.Start();
        }
    }

    /// <summary>The board is there no more; the port is.</summary>
    public void Kill()
    {
        lock (gate)
        {
            emulator?.Kill();
            emulator?.WaitForExit();
            emulator?.Dispose();
            emulator = null;
        }
    }

    public void Dispose()
    {
        disposed = true;
        Kill();
        terminal.Dispose();
    }

    private void Forward() => Pump(terminal.Stream, new Random(seed), bytes =>
    {
        lock (gate)
        {
            var input = emulator?.StandardInput.BaseStream;
            input?.Write(bytes);
            input?.Flush();
        }
    });

    private void Return(Stream output) => Pump(output, new Random(seed + 1000), bytes =>
    {
        terminal.Stream.Write(bytes);
        answered += bytes.Length;
        if (At is { } at && answered >= at.Bytes)
        {
            At = null;
            Task.Run(at.Event);
        }
    });

    private void Pump(Stream input, Random random, Action<byte[]> send)
    {
        var buffer = new byte[256];
        while (!disposed)
        {
            try
            {
                var count = input.Read(buffer);
                if (count == 0)
                {
                    return;
                }

                send(faults.Apply(buffer.AsSpan(0, count), random));
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The board was killed or the port closed: the test knows.
                if (input != terminal.Stream || disposed)
                {
                    return;
                }
            }
        }
    }
}
