using System.Globalization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>Counts the instructions of the runtime's operators in the emulator: one compilation and one run for any number of shapes.</summary>
public sealed class OperatorBench(FirmwareToolchain toolchain, FirmwareTarget target)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    /// <param name="shapes">RESHAPE runs no code: its count is 0 without measuring.</param>
    /// <param name="workFolder">An existing folder for generated sources and the program.</param>
    /// <exception cref="MicroNasException">MNAS71xx: a tool is missing, or the firmware did not answer for every operator.</exception>
    public async Task<IReadOnlyList<OperatorMeasurement>> MeasureAsync(
        IReadOnlyList<OperatorShape> shapes, string workFolder, CancellationToken cancellationToken = default)
    {
        OperatorShape[] measured = [.. shapes.Where(OperatorTable.CanMeasure)];
        var instructions = measured.Length == 0 ? [] : await RunAsync(measured, workFolder, cancellationToken);
        var next = 0;
        return [.. shapes.Select(shape => new OperatorMeasurement(shape, OperatorTable.CanMeasure(shape) ? instructions[next++] : 0))];
    }

    private async Task<long[]> RunAsync(OperatorShape[] shapes, string workFolder, CancellationToken cancellationToken)
    {
        var table = Path.Combine(workFolder, OperatorTable.TableFile);
        var program = Path.Combine(workFolder, "operator_bench.elf");
        var bench = Path.Combine(toolchain.Layout.Root, "bench");
        await File.WriteAllTextAsync(Path.Combine(workFolder, OperatorTable.SizesFile), OperatorTable.Sizes(shapes), cancellationToken);
        await File.WriteAllTextAsync(table, OperatorTable.Table(shapes), cancellationToken);
        await toolchain.CompileAsync(
            target, [Path.Combine(bench, "operator_bench.c"), table], [workFolder, bench], program, cancellationToken: cancellationToken);
        var run = await new EmulatedBoard(target).RunAsync(program, Timeout, cancellationToken);
        return Parse(run, shapes.Length);
    }

    private static long[] Parse(FirmwareRun run, int count)
    {
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var instructions = new long[count];
        var complete = run.ExitCode == 0 && lines.Length == count + 1 && lines[^1] == FormattableString.Invariant($"end {count}");
        for (var i = 0; complete && i < count; i++)
        {
            var parts = lines[i].Split(' ');
            complete = parts.Length == 2 && parts[0] == i.ToString(CultureInfo.InvariantCulture)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out instructions[i]) && instructions[i] > 0;
        }

        return complete ? instructions : throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.FirmwareOutputInvalid,
            FormattableString.Invariant($"The bench firmware ended with {run.ExitCode} and {lines.Length} lines; expected 0 and {count + 1}. Last line: {lines.LastOrDefault() ?? "none"}")));
    }
}
