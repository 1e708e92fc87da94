using MicroNas.Boards.Emulation;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>The benchmark's rows: models, and where their instructions and cycles go.</summary>
internal static class RuntimeTable
{
    private static readonly string[] ModelColumns =
    [
        "variant", "model", "MMAC", "instructions", "per MAC", "of TFLM", "cycles", "cycles per MAC", "arena", "lower bound", "TFLM arena",
        "code bytes", "model bytes", "weights+biases",
    ];

    private static readonly string[] FunctionColumns = ["variant", "function", "instructions", "cycles", "cycles %", "cycles per instruction"];

    private static readonly string[] OperatorColumns =
    [
        "variant", "model", "index", "operator", "shape", "function", "MAC", "instructions", "per MAC", "cycles", "cycles per MAC", "cycles %",
    ];

    public static SortedDictionary<string, object> Model(RuntimeMeasurement row) => Row(
        ModelColumns,
        row.Variant.Name,
        row.Model.Number,
        Math.Round(row.Model.MultiplyAccumulates / 1e6, 3),
        row.Instructions,
        Math.Round(row.PerMultiplyAccumulate, 3),
        Math.Round(row.Ratio, 3),
        row.Estimate is { } estimate ? estimate.Cycles : "",
        row.Estimate is { } cycles ? Math.Round(cycles.Cycles / (double)row.Model.MultiplyAccumulates, 3) : "",
        row.Model.Arena.Size,
        row.Model.Arena.LowerBound,
        row.Model.Tflm.ArenaBytes,
        row.CodeBytes,
        row.ModelBytes,
        row.Model.WeightBytes);

    /// <summary>The functions that the cycles of one inference of each model go to, by variant; nothing without an estimate.</summary>
    public static IEnumerable<SortedDictionary<string, object>> Functions(IEnumerable<RuntimeMeasurement> rows) => rows
        .Where(row => row.Estimate is not null)
        .GroupBy(row => row.Variant)
        .SelectMany(group =>
        {
            var all = group.Sum(row => row.Estimate!.Cycles);
            return group
                .SelectMany(row => row.Estimate!.Functions)
                .GroupBy(function => function.Name)
                .Select(same => new FunctionCost(same.Key, same.Sum(function => function.Instructions), same.Sum(function => function.Cycles)))
                .OrderByDescending(function => function.Cycles)
                .Select(function => Row(
                    FunctionColumns,
                    group.Key.Name,
                    function.Name,
                    function.Instructions,
                    function.Cycles,
                    Math.Round(100.0 * function.Cycles / all, 2),
                    Math.Round(function.Cycles / (double)function.Instructions, 3)));
        });

    /// <summary>The operators of each model in execution order; nothing without an estimate.</summary>
    public static IEnumerable<SortedDictionary<string, object>> Operators(RuntimeMeasurement row) => row.Operators.Select(cost =>
    {
        var multiplyAccumulates = cost.Operator?.MultiplyAccumulates ?? 0;
        object PerMultiplyAccumulate(long count) => multiplyAccumulates > 0 ? Math.Round(count / (double)multiplyAccumulates, 3) : "";
        return Row(
            OperatorColumns,
            row.Variant.Name,
            row.Model.Number,
            cost.Operator?.Index ?? (object)"",
            cost.Operator is { } node ? $"{node.Operator} {node.Detail}" : "",
            cost.Operator is { } shapes ? string.Join('x', shapes.Inputs[0].Shape.Skip(1)) + " > " + string.Join('x', shapes.Output.Shape.Skip(1)) : "",
            cost.Function,
            multiplyAccumulates,
            cost.Instructions,
            PerMultiplyAccumulate(cost.Instructions),
            cost.Cycles,
            PerMultiplyAccumulate(cost.Cycles),
            Math.Round(100.0 * cost.Cycles / row.Estimate!.Cycles, 2));
    });

    /// <summary>A row whose columns come in the order of <paramref name="columns"/>.</summary>
    private static SortedDictionary<string, object> Row(string[] columns, params object[] values)
    {
        var row = new SortedDictionary<string, object>(Comparer<string>.Create((left, right) =>
            Array.IndexOf(columns, left).CompareTo(Array.IndexOf(columns, right))));
        foreach (var (column, value) in columns.Zip(values))
        {
            row.Add(column, value);
        }

        return row;
    }
}
