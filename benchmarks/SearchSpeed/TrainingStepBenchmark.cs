namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>A float training step of found networks (batch 64, two threads) by libtorch's own operators and by the product's, in turns in one process.</summary>
public sealed class TrainingStepBenchmark : IBenchmark
{
    private const int Turns = 40;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly string[] Architectures =
    [
        "TR(k3,f4) TR(k3,f8) TR(k3,f16) SF(f8>f24,k{5}) SF(identity) SF(identity)",
        "TR(k3,f12) TR(k5,f8) TR(k3,f12) SF(f32>f16,k{3,5,7}) SF(identity) SF(f40>f16,k{3})",
        "TR(k5,f16) TR(k5,f16) TR(k5,f16) SF(f64>f64,k{3,5,7}) SF(f64>f64,k{3,5,7},skip) SF(f64>f64,k{3,5,7},skip)",
    ];

    public string Name => "training-step";

    public string Description => "A float training step of a small, a middle and the largest network by libtorch's own operators and without libtorch.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var problem = new SpeedProblem(1024, 128, 9);
        var (figures, rows) = (new List<Figure>(), new List<SortedDictionary<string, object>>());
        foreach (var architecture in Architectures)
        {
            TrainingStepVariant[] variants = [new(problem, architecture, isDirect: false), new(problem, architecture, isDirect: true)];
            var medians = StepComparison.Run(variants, Turns, Limit, log);
            var size = FormattableString.Invariant($"{variants[0].MegaMultiplyAccumulates:0.0} MMAC");
            figures.Add(new Figure($"step of {size}, libtorch's operators / without libtorch", medians[0].Wall / medians[1].Wall, "x"));
            rows.AddRange(variants.Zip(medians, (variant, median) => new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["formulation"] = $"{size}, {variant.Name}",
                ["ms a step"] = Math.Round(median.Wall, 2),
                ["processor ms a step"] = Math.Round(median.Processor, 2),
            }));
            Array.ForEach(variants, variant => variant.Dispose());
        }

        return new BenchmarkResult(Name, figures, [.. rows]);
    }
}
