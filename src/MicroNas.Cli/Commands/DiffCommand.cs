using System.CommandLine;
using MicroNas.Cli.Output;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline.Locks;

namespace MicroNas.Cli.Commands;

/// <summary><c>diff micronas.yaml</c>: what the lock file in the working tree says otherwise than a committed one.</summary>
internal static class DiffCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var configuration = new Argument<FileInfo>("configuration")
        {
            Description = "The micronas.yaml whose lock file is compared.",
            DefaultValueFactory = _ => new FileInfo("micronas.yaml"),
        };
        var from = new Option<string>("--base")
        {
            Description = "What to compare with: a lock file, or a commit, branch or tag of git.",
            DefaultValueFactory = _ => "HEAD",
        };
        var markdown = new Option<bool>("--markdown") { Description = "Write Markdown, for a comment on a pull request." };
        var command = new Command("diff", "Show what changes between two lock files: architecture, accuracy, latency, memory, flash, inputs.")
        {
            configuration, from, markdown, environment.Json,
        };
        command.SetAction(result => environment.Guard(result, _ =>
        {
            var paths = new LockPaths(result.GetRequiredValue(configuration).FullName);
            var source = result.GetRequiredValue(from);
            if (!File.Exists(paths.LockFile))
            {
                throw Missing($"There is no {paths.LockName} beside the yaml: nothing to compare. Run '{paths.MendingCommand}' first.", paths);
            }

            var comparison = LockComparison.Of(ReadBase(source, paths), LockFile.Parse(InputFile.Read(paths.LockFile), paths.LockFile));
            environment.WriteResult(result, comparison, console =>
            {
                if (result.GetValue(markdown))
                {
                    console.Profile.Out.Writer.Write(LockDiffText.Markdown(comparison, source));
                }
                else
                {
                    LockDiffText.Write(console, comparison, source);
                }
            });
            return ExitCode.Success;
        }));
        return command;
    }

    /// <returns>Null: the commit does not have the lock file yet.</returns>
    private static LockFile? ReadBase(string source, LockPaths paths)
    {
        if (File.Exists(source))
        {
            return LockFile.Parse(InputFile.Read(source), source);
        }

        var repository = new GitRepository(Path.GetDirectoryName(paths.LockFile)!);
        if (!repository.Knows(source))
        {
            throw Missing($"'{source}' is neither a file nor a commit that git knows here. Name a lock file, or a commit, branch or tag with --base (a shallow clone may lack it).", paths);
        }

        return repository.Read(source, paths.LockName) is { } json ? LockFile.Parse(json, $"{source}:{paths.LockName}") : null;
    }

    private static MicroNasException Missing(string message, LockPaths paths) =>
        new(Diagnostic.Error(DiagnosticCodes.NothingToCompare, message, new SourceLocation(paths.LockFile)));
}
