using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MicroNas.Boards.Bench.Lines;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Emulation;

/// <summary>A running emulator, or a program like it, whose UART is a line of this process. Ends with its disposal, or with this process.</summary>
internal sealed class SerialProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder complaints = new();

    private SerialProcess(Process process, string name)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += End;
        Line = new StreamLine(name, process.StandardOutput.BaseStream, process.StandardInput.BaseStream, LastWords);
    }

    public IByteLine Line { get; }

    /// <exception cref="MicroNasException">MNAS7103: no emulator.</exception>
    public static SerialProcess Start(string emulator, FirmwareTarget target, string program)
    {
        try
        {
            return Start(emulator, EmulatedBoard.Arguments(target, program, "stdio"), $"{target.Board} in {emulator}");
        }
        catch (Win32Exception)
        {
            throw new MicroNasException(EmulatedBoard.Missing(emulator, target));
        }
    }

    /// <summary>Any program that talks over standard input and output.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static SerialProcess Start(string program, IReadOnlyList<string> arguments, string name)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new SerialProcess(Process.Start(start)!, name);
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
