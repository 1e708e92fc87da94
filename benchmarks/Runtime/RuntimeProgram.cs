using System.Globalization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>Compiles one model for one variant, runs it in the emulator and reads its sizes from the linked firmware.</summary>
internal sealed class RuntimeProgram(FirmwareToolchain toolchain, RuntimeVariant variant, string workFolder)
{
    /// <summary>
    /// The timer is read around the marks of the profile, so that it counts more: the calls of the marks and the reading itself.
    /// </summary>
    private const int MostInstructionsAroundMarks = 64;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    /// <exception cref="MicroNasException">A tool is missing, a byte differs from the golden outputs, or the two counts contradict each other.</exception>
    public async Task<RuntimeMeasurement> MeasureAsync(BenchModel model)
    {
        foreach (var file in model.Files)
        {
            await File.WriteAllBytesAsync(Path.Combine(workFolder, file.Name), file.Content);
        }

        var program = await CompileAsync("runtime_bench.c", "bench_model.c", "bench_golden.c");
        var (run, estimate, operators) = variant.Cycles
            ? await ProfileAsync(program, model)
            : (await FirmwareProgram.RunAsync(variant.Target, program, Timeout), null, []);
        var instructions = Parse(model, run);
        if (estimate is not null)
        {
            var profiled = estimate.Functions.Sum(function => function.Instructions);
            if (instructions < profiled || instructions > profiled + MostInstructionsAroundMarks)
            {
                throw Invalid(model, FormattableString.Invariant($"the timer counts {instructions} instructions, the profile {profiled}"));
            }
        }

        var (code, constants) = await SizesAsync(await CompileAsync("runtime_size.c", "bench_model.c"), model);
        return new RuntimeMeasurement(model, variant, instructions, estimate, operators, code, constants);
    }

    private async Task<string> CompileAsync(string main, params string[] generated)
    {
        var program = Path.Combine(workFolder, Path.ChangeExtension(main, ".elf"));
        await toolchain.CompileAsync(
            variant.Target, [Path.Combine(toolchain.Layout.Root, "bench", main), .. generated.Select(name => Path.Combine(workFolder, name))],
            [workFolder], program, variant.Flags);
        return program;
    }

    private async Task<(FirmwareRun Run, CycleEstimate? Estimate, IReadOnlyList<OperatorCost> Operators)> ProfileAsync(string program, BenchModel model)
    {
        var disassembly = await Disassembly.ReadAsync(program);
        var symbols = await FirmwareSymbols.ReadAsync(program);
        uint Mark(string name) => symbols.Single(symbol => symbol.Name == name).Address;
        var calls = OperatorCalls.Find(disassembly, symbols);
        var profile = await new InstructionProfiler(toolchain.Layout, variant.Target).RunAsync(
            program, disassembly, Mark("profile_begin"), Mark("profile_end"), [.. calls.Select(call => call.Address)], workFolder, Timeout);
        return (profile.Run, CycleEstimate.Of(disassembly, profile.Counts), OperatorCalls.Costs(model, profile, disassembly, calls));
    }

    private async Task<(long Code, long Constants)> SizesAsync(string program, BenchModel model)
    {
        var generated = model.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var size = await toolchain.SizeAsync(variant.Target, program);
        var constants = (await FirmwareSymbols.ReadAsync(program))
            .Where(symbol => !symbol.IsFunction && symbol.SourceFile is not null && generated.Contains(symbol.SourceFile))
            .Sum(symbol => symbol.Size);
        return (size.Flash.Bytes - constants, constants);
    }

    private long Parse(BenchModel model, FirmwareRun run)
    {
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var windows = model.Windows;
        var equal = lines.Length == windows + 2 && lines.Take(windows).Select((line, i) => line == FormattableString.Invariant($"window {i} equal")).All(holds => holds);
        return run.ExitCode == 0 && equal && lines[^1] == FormattableString.Invariant($"end {windows}")
            && lines[^2].Split(' ') is ["instructions", var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Invalid(model, $"the firmware ended with {run.ExitCode} and printed: {string.Join("; ", lines)}; expected {windows} windows equal to the golden outputs");
    }

    private MicroNasException Invalid(BenchModel model, string message) => new(Diagnostic.Error(
        DiagnosticCodes.FirmwareOutputInvalid, FormattableString.Invariant($"Model {model.Number} on {variant.Name}: {message}.")));
}
