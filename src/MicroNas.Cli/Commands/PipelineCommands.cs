using System.CommandLine;
using MicroNas.Cli.Output;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Units;

namespace MicroNas.Cli.Commands;

/// <summary>The verbs that run the pipeline up to a stage: <c>build</c>, <c>search</c>, <c>train</c>, <c>emit</c>, <c>verify</c>.</summary>
internal static class PipelineCommands
{
    public static IEnumerable<Command> Create(CommandEnvironment environment) =>
    [
        Create(environment, "build", "Run every stage that is stale: search, training, emission, verification.", StageName.Verify),
        Create(environment, "search", "Find the architecture that keeps the budget.", StageName.Search),
        Create(environment, "train", "Search, and train what was found to an int8 model.", StageName.Train),
        Create(environment, "emit", "Search, train and write model, C sources, headers and golden vectors.", StageName.Emit),
        Create(environment, "verify", "Run every stage and report the int8 accuracy on the test windows.", StageName.Verify),
    ];

    private static Command Create(CommandEnvironment environment, string name, string description, StageName last)
    {
        var configuration = new Argument<FileInfo>("configuration")
        {
            Description = "The micronas.yaml.",
            DefaultValueFactory = _ => new FileInfo("micronas.yaml"),
        };
        var cacheLimit = new Option<ByteSize?>("--cache-limit")
        {
            Description = "What the stage cache may take, in bytes or with a unit (500MB, 2GB); what was not used for longest goes. Default: MICRONAS_CACHE_LIMIT, else 2 GB.",
            CustomParser = OptionParsers.Storage,
        };
        var command = new Command(name, description) { configuration, environment.Output, environment.Cache, cacheLimit, environment.Json, environment.Events };
        var lockOptions = new LockOptions();
        lockOptions.AddTo(command);

        // On a thread of its own: the command line can hear Ctrl-C only after this call has returned.
        command.SetAction((result, cancellation) => Task.Run(() => environment.Guard(result, observer =>
        {
            var yaml = result.GetRequiredValue(configuration);
            var request = new PipelineRequest(yaml.FullName, environment.OutputFolder(result, yaml), lockOptions.Mode(result));
            var outcome = LiveObserver.Run(observer, ContinuousIntegration.IsOn, TimeProvider.System, live =>
                PipelineFactory.Create(environment.WritableCacheFolder(result), live, result.GetValue(cacheLimit)).Run(request, last, cancellation));
            environment.WriteResult(result, PipelineSummary.ToJson(outcome), console => PipelineSummary.Write(console, outcome));
            return ExitCode.Success;
        }), CancellationToken.None));
        return command;
    }
}
