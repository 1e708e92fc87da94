using System.CommandLine;
using MicroNas.Cli.Output;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Reporting;
using Spectre.Console;

namespace MicroNas.Cli;

/// <summary>What every verb shares: options, the two output streams, and the way from exceptions to exit codes.</summary>
internal sealed class CommandEnvironment(TextWriter standardOutput, TextWriter standardError)
{
    private const int UnboundedWidth = 10_000;

    public Option<bool> Json { get; } = new("--json") { Description = "Write the result as JSON on standard output." };

    public Option<bool> Events { get; } = new("--events")
    {
        Description = "Write events as JSON lines on standard output (for the build).",
        Hidden = true,
    };

    public Option<DirectoryInfo?> Cache { get; } = new("--cache") { Description = "Folder of the stage cache; default: micronas in the user's cache folder." };

    public Option<DirectoryInfo?> Output { get; } = new("--output")
    {
        Description = "Folder for generated files; default: obj/micronas beside micronas.yaml, obj/micronas/NAME beside a NAME.yaml.",
    };

    /// <summary>The stage cache of a command line; the default one where the verb has no <see cref="Cache"/> too.</summary>
    public string CacheFolder(ParseResult result) => result.GetValue(Cache)?.FullName ?? DefaultFolders.Cache;

    /// <summary>The same, for work that writes to it.</summary>
    /// <exception cref="MicroNasException">MNAS7054: it, or a folder above it, is a file.</exception>
    public string WritableCacheFolder(ParseResult result) => RequireNoFile(Cache.Name, CacheFolder(result));

    /// <summary>Where a command line puts the generated files of <paramref name="yaml"/>.</summary>
    /// <exception cref="MicroNasException">MNAS7054: it, or a folder above it, is a file.</exception>
    public string OutputFolder(ParseResult result, FileInfo yaml) => RequireNoFile(Output.Name, result.GetValue(Output)?.FullName ?? DefaultFolders.Output(yaml));

    /// <summary>Full path of a folder that need not be there yet.</summary>
    /// <param name="option">What named it.</param>
    /// <exception cref="MicroNasException">MNAS7054: it, or a folder above it, is a file.</exception>
    public static string RequireNoFile(string option, string folder)
    {
        for (var level = new DirectoryInfo(folder); level is not null; level = level.Parent)
        {
            if (File.Exists(level.FullName))
            {
                throw new MicroNasException(Diagnostic.Error(
                    DiagnosticCodes.UnwritableFolder,
                    $"{option} is '{folder}', but '{level.FullName}' is an existing file; expected a folder, which is made when it is missing. Name another."));
            }
        }

        return folder;
    }

    /// <summary>Runs a verb; every failure becomes coded diagnostics and an exit code.</summary>
    public int Guard(ParseResult result, Func<IPipelineObserver, ExitCode> action)
    {
        var observer = CreateObserver(result);
        try
        {
            return (int)action(observer);
        }
        catch (MicroNasException exception)
        {
            return Fail(result, observer, exception.Diagnostics);
        }
        catch (TypeInitializationException exception) when (exception.GetBaseException() is MicroNasException cause)
        {
            // A native library that a package holds is first missed where a type of its wrapper is initialised.
            return Fail(result, observer, cause.Diagnostics);
        }
        catch (OperationCanceledException)
        {
            return Cancelled(observer);
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return Fail(result, observer, [Diagnostic.Error(
                DiagnosticCodes.DiskFull,
                $"A disk is full: {exception.Message} Free space, then run again: finished stages are kept, and nothing is half-written.")]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(result, observer, [Diagnostic.Error(
                DiagnosticCodes.UnwritableFolder,
                $"A file or folder cannot be used: {exception.Message} Check permissions and free space, then run again: finished stages are kept.")]);
        }
        catch (Exception exception)
        {
            observer.Report(Diagnostic.Error(
                DiagnosticCodes.InternalError,
                $"Unexpected {exception.GetType().Name}: {exception.Message.Split('\n')[0].Trim()} This is a defect of MicroNas; please report it with the trace that follows."));
            standardError.WriteLine(exception);
            return (int)ExitCode.InternalError;
        }
    }

    /// <summary>Says that a verb was ended from outside because it took too long to hear of it. What it drew stays, but not a hidden cursor.</summary>
    public int Abandoned(ParseResult result)
    {
        var observer = CreateObserver(result);
        if (observer is TextObserver { Console: { Profile.Capabilities: { Ansi: true, Interactive: true } } console })
        {
            console.Cursor.Show();
        }

        return Cancelled(observer);
    }

    /// <summary>Writes a result as JSON or as text, as the user asked.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="value">The result.</param>
    /// <param name="writeText">Writes it for people.</param>
    /// <param name="inBuild">Whether a build shows the text too; where the stages' lines tell everything, it does not.</param>
    public void WriteResult<T>(ParseResult result, T value, Action<IAnsiConsole> writeText, bool inBuild = false)
    {
        if (result.GetValue(Json))
        {
            standardOutput.Write(ReportJson.Serialize(value));
        }
        else if (!result.GetValue(Events))
        {
            writeText(CreateConsole(standardOutput));
        }
        else if (inBuild)
        {
            using var text = new StringWriter();
            writeText(CreateConsole(text));
            var events = new EngineEventWriter(standardOutput);
            foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                events.Announce(line.TrimEnd());
            }
        }
    }

    private static int Cancelled(IPipelineObserver observer)
    {
        observer.Announce("Cancelled. Where its state was kept, the next run with the same inputs goes on from there.");
        return (int)ExitCode.Cancelled;
    }

    private IPipelineObserver CreateObserver(ParseResult result) => result.GetValue(Events)
        ? new EngineEventWriter(standardOutput)
        : new TextObserver(CreateConsole(standardError));

    private int Fail(ParseResult result, IPipelineObserver observer, IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            observer.Report(diagnostic);
        }

        if (result.GetValue(Json))
        {
            standardOutput.Write(ReportJson.Serialize(new { diagnostics }));
        }

        return (int)ExitCode.Failed;
    }

    private IAnsiConsole CreateConsole(TextWriter writer)
    {
        var isTerminal = writer == standardOutput ? !Console.IsOutputRedirected : writer == standardError && !Console.IsErrorRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!isTerminal)
        {
            // A build log or a file has no width: never wrap a message in the middle.
            console.Profile.Width = UnboundedWidth;
        }

        return console;
    }
}
