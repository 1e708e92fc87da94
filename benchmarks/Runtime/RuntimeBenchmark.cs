using System.Globalization;
using MicroNas.Boards.Toolchain;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>
/// Counts one inference of each of ten models in the emulator and sets instructions, cycles, memory and code beside what
/// TensorFlow Lite Micro with CMSIS-NN needs for the same model and bytes.
/// </summary>
/// <remarks>
/// <c>MICRONAS_BENCH_MODELS=0,8</c> and <c>MICRONAS_BENCH_VARIANTS=cortex-m4</c> narrow a run while a kernel is tuned; the figures are then those
/// of the models that ran, and a table of their operators is added.
/// </remarks>
public sealed class RuntimeBenchmark : IBenchmark
{
    private const string ModelsVariable = "MICRONAS_BENCH_MODELS";
    private const string VariantsVariable = "MICRONAS_BENCH_VARIANTS";

    public string Name => "runtime";

    public string Description =>
        $"Instructions, estimated cycles, arena and code of ten models in the emulator, beside TFLM's. {ModelsVariable} and {VariantsVariable} name some of them.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var folder = Path.Combine(data, "..", "models");
        var numbers = Choose(ModelsVariable, TflmFigures.All, figures => figures.Model.ToString(CultureInfo.InvariantCulture));
        var variants = Choose(VariantsVariable, RuntimeVariant.All, variant => variant.Name);
        BenchModel[] models = [.. numbers.Select(figures => BenchModel.Read(folder, figures))];
        var toolchain = new FirmwareToolchain(new FirmwareLayout(Path.Combine(RepositoryFolder.Find(), "firmware")));
        var rows = new List<RuntimeMeasurement>();
        foreach (var variant in variants)
        {
            foreach (var model in models)
            {
                var row = Measure(toolchain, variant, model);
                log(FormattableString.Invariant($"{variant.Name}, model {model.Number}: {row.Instructions} instructions, {row.Ratio:0.000} of TFLM's, bytes equal"));
                rows.Add(row);
            }
        }

        var tables = new Dictionary<string, IReadOnlyList<SortedDictionary<string, object>>> { ["functions"] = [.. RuntimeTable.Functions(rows)] };
        if (numbers.Count < TflmFigures.All.Count)
        {
            tables.Add("operators", [.. rows.SelectMany(RuntimeTable.Operators)]);
        }

        return new BenchmarkResult(Name, [.. RuntimeFigures.Of(rows)], [.. rows.Select(RuntimeTable.Model)]) { Tables = tables };
    }

    private static RuntimeMeasurement Measure(FirmwareToolchain toolchain, RuntimeVariant variant, BenchModel model)
    {
        var folder = Directory.CreateTempSubdirectory("micronas-runtime-bench");
        try
        {
            return new RuntimeProgram(toolchain, variant, folder.FullName).MeasureAsync(model).GetAwaiter().GetResult();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Those that the variable names, separated by commas; all where it is not set.</summary>
    private static List<T> Choose<T>(string variable, IReadOnlyList<T> all, Func<T, string> name)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text)
        {
            return [.. all];
        }

        return [.. text.Split(',', StringSplitOptions.TrimEntries).Select(wanted => all.FirstOrDefault(item => name(item) == wanted)
            ?? throw new MissingDataException($"{variable} names '{wanted}'; there are {string.Join(", ", all.Select(name))}."))];
    }
}
