using System.Diagnostics;
using System.Text;

namespace MicroNas.Build;

/// <summary>
/// The engine as a child process. Its standard input stays open as long as the build lives: when the build cancels it, or is killed, the input ends, and the engine
/// saves its state and ends too.
/// </summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process process;

    /// <param name="host">The <c>dotnet</c> host.</param>
    /// <param name="arguments">Its arguments; each may hold any character.</param>
    /// <param name="workingDirectory">Where NuGet looks for its configuration.</param>
    /// <param name="environment">Variables to add.</param>
    /// <param name="onOutput">Receives lines of standard output.</param>
    /// <param name="onError">Receives lines of standard error.</param>
    public EngineProcess(
        string host,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        Action<string> onOutput,
        Action<string> onError)
    {
        var start = new ProcessStartInfo(host, string.Join(" ", arguments.Select(Quote)))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = workingDirectory,
        };
        foreach (var variable in environment)
        {
            start.EnvironmentVariables[variable.Key] = variable.Value;
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Forward(line.Data, onOutput);
        process.ErrorDataReceived += (_, line) => Forward(line.Data, onError);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits for the end, and for the last line of output.</summary>
    /// <returns>The exit code.</returns>
    public int WaitForExit()
    {
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Asks the engine to save its state and end.</summary>
    /// <param name="patience">When this has passed it is killed.</param>
    public void Stop(TimeSpan patience)
    {
        try
        {
            process.StandardInput.Close();
            if (!process.WaitForExit((int)patience.TotalMilliseconds))
            {
                process.Kill();
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose() => process.Dispose();

    private static void Forward(string? line, Action<string> receiver)
    {
        if (line is not null)
        {
            receiver(line);
        }
    }

    /// <summary>As the C runtime of Windows, and .NET everywhere, splits a command line: backslashes count only before a quotation mark.</summary>
    private static string Quote(string argument)
    {
        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in argument)
        {
            if (character == '"')
            {
                text.Append('\\', backslashes + 1);
            }

            backslashes = character == '\\' ? backslashes + 1 : 0;
            text.Append(character);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
}
