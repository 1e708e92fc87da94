using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MicroNas.Boards.Bench.Lines;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Emulation;

/// <summary>A running emulator whose first UART is a line of this process. Ends with its disposal, or with this process.</summary>
internal sealed class EmulatedSerialProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder complaints = new();

    private EmulatedSerialProcess(Process process, string name)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += End;
        Line = new StreamLine(name, process.StandardOutput.BaseStream, process.StandardInput.BaseStream, LastWords);
    }

    public IByteLine Line { get; }

    /// <summary>For tests that end it from outside.</summary>
    public int Id => process.Id;

    /// <exception cref="MicroNasException">MNAS7103: no emulator.</exception>
    public static EmulatedSerialProcess Start(string emulator, FirmwareTarget target, string program)
    {
        var start = new ProcessStartInfo(emulator, EmulatedBoard.Arguments(target, program, "stdio"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new EmulatedSerialProcess(Process.Start(start)!, $"{target.Board} in {emulator}");
        }
        catch (Win32Exception)
        {
            throw new MicroNasException(EmulatedBoard.Missing(emulator, target));
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        Line.Dispose();
        End(null, EventArgs.Empty);
        process.Dispose();
    }

    private void End(object? sender, EventArgs arguments)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void Complain(string? line)
    {
        lock (complaints)
        {
            complaints.AppendLine(line);
        }
    }

    private string LastWords()
    {
        lock (complaints)
        {
            var words = complaints.ToString().Trim();
            return words.Length == 0 ? "the emulator ended" : $"the emulator ended with: {words.Split('\n')[^1]}";
        }
    }
}
