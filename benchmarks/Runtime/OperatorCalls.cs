using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>Finds the calls by which a generated model runs its operators, and parts a profile at them.</summary>
internal static partial class OperatorCalls
{
    private const string ModelSource = "bench_model.c";
    private const string Run = "bench_run_quantized";

    /// <summary>Addresses of the calls of the runtime's functions from the model's code, ascending, with the function's name.</summary>
    public static IReadOnlyList<(uint Address, string Function)> Find(
        IReadOnlyList<DisassembledInstruction> disassembly, IReadOnlyList<FirmwareSymbol> symbols)
    {
        var callers = symbols.Where(symbol => symbol.IsFunction && (symbol.SourceFile == ModelSource || symbol.Name == Run))
            .Select(symbol => symbol.Name).ToHashSet(StringComparer.Ordinal);
        var runtime = symbols.Where(symbol => symbol.IsFunction && symbol.Name.StartsWith("micronas_", StringComparison.Ordinal))
            .GroupBy(symbol => symbol.Address).ToDictionary(group => group.Key, group => group.First().Name);
        return [.. disassembly
            .Where(instruction => callers.Contains(instruction.Function) && instruction.Mnemonic is "bl" or "b")
            .Select(instruction => (
                instruction.Address,
                Function: uint.TryParse(instruction.Operands, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var target)
                    ? runtime.GetValueOrDefault(target, "") : ""))
            .Where(call => call.Function.Length > 0)];
    }

    /// <summary>The cost of each segment of a profile that was parted at <paramref name="calls"/>, named after the generated source.</summary>
    public static IReadOnlyList<OperatorCost> Costs(
        BenchModel model, InstructionProfile profile, IReadOnlyList<DisassembledInstruction> disassembly, IReadOnlyList<(uint Address, string Function)> calls)
    {
        var source = Encoding.UTF8.GetString(model.Files.Single(file => file.Name == ModelSource).Content.Span);
        var written = new Queue<Match>(Call().Matches(source));
        var functions = calls.ToDictionary(call => call.Address, call => call.Function);
        return [.. profile.Segments.Select(segment =>
        {
            var estimate = CycleEstimate.Of(disassembly, segment.Counts);
            var function = functions.GetValueOrDefault(segment.Mark, "");
            var call = written.TryPeek(out var next) && next.Groups["function"].Value == function ? written.Dequeue() : null;
            return new OperatorCost(
                call is null ? null : model.Operators[int.Parse(call.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)],
                function,
                segment.Counts.Values.Sum(count => count.Executions),
                estimate.Cycles);
        })];
    }

    [GeneratedRegex(@"^ {4}(?<function>micronas_\w+)\(&operator(?<index>\d+),", RegexOptions.Multiline)]
    private static partial Regex Call();
}
