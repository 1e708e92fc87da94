using System.CommandLine;
using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
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
        var command = new Command("bench", "Build the bench firmware, which 'characterize' and 'measure' talk to.") { board, output, environment.Json };
        command.SetAction((result, cancellation) => Task.Run(() => environment.Guard(result, _ =>
        {
            var layout = DefaultFolders.Firmware is { } folder ? new FirmwareLayout(folder) : throw Failure(
                DiagnosticCodes.NothingMeasures, "The C sources of the bench firmware do not lie beside this program. MICRONAS_FIRMWARE can name their folder.");
            var name = result.GetRequiredValue(board);
            var (path, summary) = name == Arduino
                ? (BenchSketch.Write(layout, Path.GetFullPath(result.GetValue(output) ?? ".")), "open it with the Arduino IDE or arduino-cli")
                : Build(layout, name, result.GetValue(output), cancellation);
            environment.WriteResult(result, new { board = name, path, summary }, console => console.WriteLine($"{path}: {summary}"));
            return ExitCode.Success;
        }), CancellationToken.None));
        return command;
    }

    private static (string Path, string Summary) Build(FirmwareLayout layout, string name, string? output, CancellationToken cancellation)
    {
        var boards = FirmwareTarget.Boards.Where(candidate => candidate.Bench is not null).ToList();
        var target = boards.FirstOrDefault(candidate => candidate.Board == name) ?? throw Failure(
            DiagnosticCodes.BenchFirmwareMissing,
            $"There is no bench firmware for '{name}'. It runs on {string.Join(", ", boards.Select(candidate => candidate.Board))} and, as a sketch, on '{Arduino}'; "
            + "for another board write the five functions of firmware/bench/bench_board.h.");
        var path = Path.GetFullPath(output ?? $"micronas-bench-{name}.elf");
        var fit = BenchFirmware.BuildAsync(new FirmwareToolchain(layout), target, path, cancellation).GetAwaiter().GetResult();
        return (path, fit.Summary);
    }

    private static MicroNasException Failure(string code, string message) => new(Diagnostic.Error(code, message));
}
