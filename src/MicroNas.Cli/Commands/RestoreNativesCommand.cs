using System.CommandLine;
using MicroNas.Learning.Native;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary>The verb <c>restore-natives</c>: fetches libtorch through NuGet ahead of the first search, for machines that lose their network later.</summary>
internal static class RestoreNativesCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("restore-natives", "Restore libtorch through NuGet, so that a later search or training needs no network.")
        {
            environment.Cache, environment.Json, environment.Events,
        };
        command.SetAction((result, cancellation) => Task.Run(() => environment.Guard(result, observer =>
        {
            var roots = NativeLibraries.Restore(environment.WritableCacheFolder(result), observer.Note, cancellation);
            environment.WriteResult(result, new { packageFolders = roots }, console => console.WriteLine($"libtorch is in {string.Join(", ", roots)}"));
            return ExitCode.Success;
        }), CancellationToken.None));
        return command;
    }
}
