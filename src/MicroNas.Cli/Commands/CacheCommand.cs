using System.CommandLine;
using MicroNas.Cli.Output;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Units;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary><c>cache list|prune|verify</c>: looks after the stage cache; builds may run meanwhile.</summary>
internal sealed class CacheCommand(CommandEnvironment environment)
{
    private readonly Option<ByteSize?> limit = new("--limit")
    {
        Description = "What the entries that stay may take, in bytes or with a unit (500MB, 2GB); 0 removes all. Default: MICRONAS_CACHE_LIMIT, else 2 GB.",
        CustomParser = OptionParsers.Storage,
    };

    public static Command Create(CommandEnvironment environment)
    {
        var cache = new CacheCommand(environment);
        return new Command("cache", "Look after the stage cache.")
        {
            cache.Verb("list", "Show the entries, the longest unused first, and what they take.", cache.List),
            cache.Verb("prune", "Remove the longest unused entries above a limit, and what killed runs left behind.", cache.Prune, cache.limit),
            cache.Verb("verify", "Read every entry and remove those that are damaged; they are made again when needed.", cache.Verify),
        };
    }

    private Command Verb(string name, string description, Action<ParseResult, IPipelineObserver, CacheMaintenance> action, params Option[] options)
    {
        var command = new Command(name, description) { environment.Cache, environment.Json };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(result => environment.Guard(result, observer =>
        {
            action(result, observer, new CacheMaintenance(environment.CacheFolder(result), TimeProvider.System));
            return ExitCode.Success;
        }));
        return command;
    }

    private void List(ParseResult result, IPipelineObserver observer, CacheMaintenance cache)
    {
        var entries = cache.Entries();
        var unfinished = cache.UnfinishedBytes();
        var total = entries.Sum(entry => entry.Bytes) + unfinished;
        var most = CacheLimit.Default;
        environment.WriteResult(
            result,
            new { folder = environment.CacheFolder(result), totalBytes = total, unfinishedBytes = unfinished, limitBytes = most.Bytes, entries },
            console =>
            {
                CacheText.Write(console, entries);
                console.WriteLine($"{environment.CacheFolder(result)}: {entries.Count} entries, {CacheText.Size(total)}{Interrupted(unfinished)} of {CacheText.Size(most.Bytes)}");
            });
    }

    private void Prune(ParseResult result, IPipelineObserver observer, CacheMaintenance cache)
    {
        var pruning = cache.Prune(result.GetValue(limit) ?? CacheLimit.Default);
        environment.WriteResult(result, pruning, console =>
        {
            CacheText.Write(console, pruning.Removed);
            console.WriteLine(
                $"{environment.CacheFolder(result)}: {pruning.Removed.Count} entries removed ({CacheText.Size(pruning.Removed.Sum(entry => entry.Bytes))}), {pruning.Leftovers} leftovers; "
                + $"{CacheText.Size(pruning.RemainingBytes)} remain{Interrupted(pruning.UnfinishedBytes)}");
        });
    }

    private void Verify(ParseResult result, IPipelineObserver observer, CacheMaintenance cache)
    {
        var damaged = cache.RemoveDamaged();
        foreach (var entry in damaged)
        {
            observer.Report(Diagnostic.Warning(
                DiagnosticCodes.CacheEntryDamaged,
                $"The {entry.Stage} entry {entry.Key} was damaged ({entry.Damage}) and is gone; it is made again when it is needed.",
                new SourceLocation(environment.CacheFolder(result))));
        }

        var sound = cache.Entries().Count;
        environment.WriteResult(
            result,
            new { folder = environment.CacheFolder(result), sound, damaged },
            console => console.WriteLine($"{environment.CacheFolder(result)}: entries: {sound} sound; {damaged.Count} damaged, now removed"));
    }

    private static string Interrupted(long bytes) => bytes == 0 ? "" : $" ({CacheText.Size(bytes)} for interrupted work, which goes after 30 days)";
}
