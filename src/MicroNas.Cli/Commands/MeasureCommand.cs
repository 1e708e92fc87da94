using System.CommandLine;
using System.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Reporting;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary><c>measure micronas.yaml</c>: what the whole emitted model takes, against what was predicted.</summary>
internal static class MeasureCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var configuration = new Argument<FileInfo>("configuration")
        {
            Description = "The micronas.yaml.",
            DefaultValueFactory = _ => new FileInfo("micronas.yaml"),
        };
        var port = new Option<string?>("--port") { Description = "Serial port of a board that runs the bench firmware: every operator of the model in the way that was emitted." };
        var emulator = new Option<bool>("--emulator") { Description = "Run the whole emitted model in the emulator; this is the default without --port and target.port." };
        var command = new Command("measure", "Run the whole emitted model on a board or in the emulator, and compare with the prediction.")
        {
            configuration, port, emulator, environment.Output, environment.Cache, environment.Json, environment.Events,
        };
        var lockOptions = new LockOptions();
        lockOptions.AddTo(command);
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
            var folder = environment.OutputFolder(result, yaml);
            var asked = result.GetValue(port);
            ContinuousIntegration.RequireNoBoard(asked);
            var request = new PipelineRequest(yaml.FullName, folder, lockOptions.Mode(result));
            var pipeline = PipelineFactory.Create(environment.WritableCacheFolder(result), observer);
            var report = pipeline.Run(request, StageName.Verify, cancellation).Report!;
            var (options, space) = pipeline.Space(request, cancellation);
            var table = pipeline.Latency(request, cancellation);
            var line = result.GetValue(emulator) ? null : asked ?? (ContinuousIntegration.IsOn ? null : options.Options.Target.Port);
            var comparison = new ModelMeasurement(options, space, table, report, folder).Run(line, cancellation);
            var measured = comparison.Measured;
            AtomicFile.Write(Path.Combine(folder, "report.json"), Encoding.UTF8.GetBytes(ReportJson.Serialize(report with { Measured = measured })));
            if (!measured.InsideBand)
            {
                Warn(observer, measured, comparison.Record is { } record ? Widen(yaml.DirectoryName!, record) : null);
            }

            environment.WriteResult(result, measured, console => console.WriteLine(FormattableString.Invariant(
                $"{measured.Source}: {measured.LatencyMilliseconds:0.###} ms ({measured.Units:N0} {measured.Unit}); predicted {measured.PredictedMilliseconds:0.###} ms as emitted, {report.Predicted.LatencyMilliseconds:0.###} ms by the search; difference {measured.RelativeDifference * 100:+0.00;-0.00} %, band of this comparison ±{measured.RelativeErrorBand * 100:0.#} %")
                + (measured.ConversionErrorBand == 0 ? "" : FormattableString.Invariant($"; milliseconds converted from instructions are good to ±{measured.ConversionErrorBand * 100:0.#} %, a board measurement replaces them"))), inBuild: true);
            return ExitCode.Success;
        }), CancellationToken.None));
        return command;
    }

    /// <returns>The file that records it.</returns>
    private static string Widen(string folder, WholeModelRecord record)
    {
        var path = WholeModelRecords.PathBeside(folder);
        AtomicFile.Write(path, WholeModelRecords.With(WholeModelRecords.Read(path), record));
        return path;
    }

    private static void Warn(IPipelineObserver observer, MeasuredReport measured, string? record) => observer.Report(Diagnostic.Warning(
        DiagnosticCodes.PredictionOutsideBand,
        FormattableString.Invariant($"The model took {measured.LatencyMilliseconds:0.###} ms where {measured.PredictedMilliseconds:0.###} ms were predicted: {measured.RelativeDifference * 100:+0.0;-0.0} %, outside the band of ±{measured.RelativeErrorBand * 100:0.#} %. ")
        + (record is null
            ? "It was counted in instructions and the table in cycles, so that the table's band stays as it is: measure on the board with --port."
            : $"{record} records it, and the band is that wide from now on: commit the file, and characterize the board if it was not.")));
}
