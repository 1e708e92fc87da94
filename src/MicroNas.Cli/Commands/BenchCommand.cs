using System.CommandLine;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary><c>bench BOARD</c>: builds the firmware that is flashed once and then measures any operator.</summary>
internal static class BenchCommand
{
    private const string Arduino = "arduino";

    public static Command Create(CommandEnvironment environment)
    {
        var board = new Argument<string>("board") { Description = "A board, such as nucleo-f446re, or 'arduino' for a sketch folder." };
        var output = new Option<string?>("--out") { Description = "The program (ELF), or the folder that the sketch is put into; default: the current folder." };
        var model = new Option<DirectoryInfo?>("--model") { Description = "Folder of an emitted model, such as obj/micronas: linked in, so that 'measure --port' runs it whole." };
        var command = new Command("bench", "Build the bench firmware, which 'characterize' and 'measure' talk to.") { board, output, model, environment.Json };
        command.SetAction((result, cancellation) => Task.Run(() => environment.Guard(result, _ =>
        {
            var layout = DefaultFolders.Firmware is { } folder ? new FirmwareLayout(folder) : throw Failure(
                DiagnosticCodes.NothingMeasures, "The C sources of the bench firmware do not lie beside this program. MICRONAS_FIRMWARE can name their folder.");
            var name = result.GetRequiredValue(board);
            var (path, summary) = name == Arduino
                ? (BenchSketch.Write(layout, Path.GetFullPath(result.GetValue(output) ?? ".")), "open it with the Arduino IDE or arduino-cli")
                : Build(layout, name, result.GetValue(output), Model(result.GetValue(model)), cancellation);
            environment.WriteResult(result, new { board = name, path, summary }, console => console.WriteLine($"{path}: {summary}"));
            return ExitCode.Success;
        }), CancellationToken.None));
        return command;
    }

    private static (string Path, string Summary) Build(FirmwareLayout layout, string name, string? output, BenchModel? model, CancellationToken cancellation)
    {
        var boards = FirmwareTarget.Boards.Where(candidate => candidate.Bench is not null).ToList();
        var target = boards.FirstOrDefault(candidate => candidate.Board == name) ?? throw Failure(
            DiagnosticCodes.BenchFirmwareMissing,
            $"There is no bench firmware for '{name}'. It runs on {string.Join(", ", boards.Select(candidate => candidate.Board))} and, as a sketch, on '{Arduino}'; "
            + "for another board write the five functions of firmware/bench/bench_board.h.");
        var path = Path.GetFullPath(output ?? $"micronas-bench-{name}.elf");
        var fit = BenchFirmware.BuildAsync(new FirmwareToolchain(layout), target, path, model, cancellation).GetAwaiter().GetResult();
        return (path, fit.Summary);
    }

    private static BenchModel? Model(DirectoryInfo? folder)
    {
        const string ReportName = "report.json";
        if (folder is null)
        {
            return null;
        }

        var path = Path.Combine(folder.FullName, ReportName);
        return File.Exists(path) && ReportJson.Deserialize<ModelReport>(File.ReadAllBytes(path)) is { Files: { } files } report
            ? new BenchModel(report.Model, folder.FullName, files[ModelMeasurement.TfliteName])
            : throw Failure(
                DiagnosticCodes.UnreadableFile, $"'{folder.FullName}' holds no {ReportName}: name the folder of an emitted model, obj/micronas by default, after 'dotnet micronas build'.");
    }

    private static MicroNasException Failure(string code, string message) => new(Diagnostic.Error(code, message));
}
