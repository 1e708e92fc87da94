using System.CommandLine;
using System.Text;
using MicroNas.Cli.Commands;

namespace MicroNas.Cli;

/// <summary>The tool <c>dotnet micronas</c>, and the engine that the build starts.</summary>
internal static class Program
{
    // The engine stops a step within a second or two; what still runs after this long is abandoned. Nothing is lost by
    // that but the work since the last checkpoint: whatever is written appears whole or not at all.
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(4);

    // What System.CommandLine answers for a command that it had to abandon: 128 and the number of the signal.
    private static readonly int[] AbandonedCodes = [128 + 2, 128 + 15];

    public static async Task<int> Main(string[] arguments)
    {
        // The build reads UTF-8 whatever the terminal's code page is.
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var standardOutput = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        var standardError = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        var environment = new CommandEnvironment(standardOutput, standardError);

        var root = new RootCommand("Finds, trains and emits neural networks that keep a microcontroller's limits.");
        foreach (var command in PipelineCommands.Create(environment))
        {
            root.Add(command);
        }

        root.Add(InspectCommand.Create(environment));
        root.Add(RunCommand.Create(environment));
        root.Add(CompileCommand.Create(environment));
        root.Add(BenchCommand.Create(environment));
        root.Add(CharacterizeCommand.Create(environment));
        root.Add(LatencyTableCommand.Create(environment));
        root.Add(MeasureCommand.Create(environment));
        root.Add(CacheCommand.Create(environment));
        root.Add(DoctorCommand.Create(environment));
        root.Add(DiffCommand.Create(environment));
        root.Add(RestoreNativesCommand.Create(environment));
        root.Add(SourcesCommand.Create(environment));

        OptionParsers.RefuseMistyped(root);
        root.Options.OfType<VersionOption>().Single().Recursive = true;
        var result = root.Parse(arguments);
        PackagedLibraries.Register(() => environment.CacheFolder(result));
        var parent = new ParentWatch();
        if (arguments.Contains(environment.Events.Name))
        {
            parent.Start(TerminationTimeout, () => Environment.Exit(environment.Abandoned(result)));
        }

        var exitCode = await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TerminationTimeout }, parent.Token);
        if (AbandonedCodes.Contains(exitCode))
        {
            return environment.Abandoned(result);
        }

        return result.Errors.Count > 0 ? (int)ExitCode.Usage : exitCode;
    }
}
