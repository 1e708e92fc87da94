using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MicroNas.Cli;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">Of the program.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ChildProcess(int ExitCode, byte[] Output, string Error)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public string OutputText => Encoding.UTF8.GetString(Output);

    /// <summary>The first line that it wrote.</summary>
    public string FirstLine => (OutputText + "\n" + Error).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";

    /// <summary>Runs <paramref name="program"/>, found through PATH; null when there is none, or it does not end.</summary>
    /// <param name="folder">Where it runs; null for here.</param>
    public static ChildProcess? TryRun(string program, string[] arguments, string? folder = null)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(info)!;
            process.StandardInput.Close();
            using var output = new MemoryStream();
            var copying = process.StandardOutput.BaseStream.CopyToAsync(output);
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Timeout))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            Task.WaitAll(copying, error);
            return new ChildProcess(process.ExitCode, output.ToArray(), error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
