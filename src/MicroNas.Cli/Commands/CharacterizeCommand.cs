using System.CommandLine;
using MicroNas.Cli.Output;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;

namespace MicroNas.Cli.Commands;

/// <summary><c>characterize micronas.yaml</c>: measures operators of the search space and writes the latency table.</summary>
internal static class CharacterizeCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var configuration = new Argument<FileInfo>("configuration")
        {
            Description = "The micronas.yaml.",
            DefaultValueFactory = _ => new FileInfo("micronas.yaml"),
        };
        var port = new Option<string?>("--port") { Description = "Serial port of a board that runs the bench firmware, such as /dev/ttyACM0; default: target.port." };
        var emulator = new Option<bool>("--emulator") { Description = "Count instructions in the emulator." };
        var full = new Option<bool>("--full") { Description = "Measure every operator of the search space, in every way." };
        var table = new Option<FileInfo?>("--out") { Description = "The latency table; default: target.latencyFile." };
        var command = new Command("characterize", "Measure operators of the search space on a board or in the emulator, and write the latency table.")
        {
            configuration, port, emulator, full, table, environment.Output, environment.Cache, environment.Json, environment.Events,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(emulator) && result.GetValue(port) is not null)
            {
                result.AddError("--port and --emulator exclude each other: give one of them.");
            }
        });
        command.SetAction((result, cancellation) => Task.Run(() => environment.Guard(result, observer =>
        {
            var yaml = result.GetRequiredValue(configuration);
            var pipeline = PipelineFactory.Create(environment.WritableCacheFolder(result), observer);
            var (options, space) = pipeline.Space(new PipelineRequest(yaml.FullName, environment.OutputFolder(result, yaml)), cancellation);
            var path = result.GetValue(table)?.FullName ?? Path.GetFullPath(Path.Combine(yaml.DirectoryName!, options.Options.Target.LatencyFile));
            var line = result.GetValue(emulator) ? null : result.GetValue(port) ?? Port(options);
            ContinuousIntegration.RequireNoBoard(line);
            var measured = Run(observer, options, space, line, new CharacterizationOptions(Full: result.GetValue(full)), path, cancellation);
            environment.WriteResult(result, LatencyTableText.ToJson(path, measured), console => LatencyTableText.Write(console, path, measured), inBuild: true);
            return ExitCode.Success;
        }), CancellationToken.None));
        return command;
    }

    private static string Port(ConfigurationResult configuration) => configuration.Options.Target.Port ?? throw new MicroNasException(Diagnostic.Error(
        DiagnosticCodes.NothingMeasures,
        "Nothing says what shall measure: give --port PORT for a board that runs the bench firmware, or --emulator, or write 'port' into the target.",
        configuration.LocationOf("target")));

    private static LatencyTableFile Run(
        IPipelineObserver observer, ConfigurationResult configuration, Core.Architectures.SearchSpace space, string? port, CharacterizationOptions options,
        string path, CancellationToken cancellation)
    {
        var target = configuration.Options.Target;
        if (target.Runtime != InferenceRuntime.Micronas || PipelineFactory.CreateMeasurer() is not { } measurer)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.NothingMeasures,
                target.Runtime != InferenceRuntime.Micronas
                    ? "The bench firmware measures the kernels of runtime micronas, not TensorFlow Lite Micro's. Choose that runtime, or 'latency: profile'."
                    : "The C sources of the bench firmware do not lie beside this program. MICRONAS_FIRMWARE can name their folder.",
                configuration.LocationOf("target")));
        }

        _ = MicrocontrollerCatalog.TryFind(target.Mcu, out var microcontroller);
        var journal = path + ".part";
        var notes = new CharacterizationNotes(observer);
        notes.Say(port ?? "emulator");
        var table = measurer.Measure(
            microcontroller!, space, port, journal, options, notes.Measured, notes.Say, cancellation);
        AtomicFile.Write(path, LatencyTableWriter.Write(table));
        File.Delete(journal);
        if (!table.Errors.Converged)
        {
            observer.Report(CharacterizationDiagnostics.Inexact(table));
        }

        return table;
    }
}
