using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;

namespace MicroNas.Benchmarks.LatencyModel;

/// <summary>
/// Reproduces three boards that others measured: from 30 designed operators of a board and another board's profile all of its other operators are
/// predicted; and by five-fold cross-validation over all of them. The design sees shapes alone.
/// </summary>
public sealed class LatencyModelBenchmark : IBenchmark
{
    private const int Designed = 30;
    private const int Folds = 5;

    /// <summary>Goals in percent; no fold goal was set for the L552, whose operators differ by up to 9 % between builds of one firmware.</summary>
    private static readonly (string Microcontroller, int CacheBytes, double Median, double High, (double Median, double High)? Folds)[] Boards =
    [
        ("stm32f446re", 0, 0.3, 2.5, (0.2, 2)),
        ("nrf52832", 0, 0.3, 2.5, (0.2, 2)),
        ("stm32l552ze", 8192, 1, 6, null),
    ];

    public string Name => "latency-model";

    public string Description => "Predicts three measured boards from 30 designed operators each and another board's profile; five-fold errors.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var folder = Path.Combine(data, "..", "latency");
        BoardLatencies[] boards = [.. Boards.Select(board => BoardLatencies.Read(folder, board.Microcontroller, board.CacheBytes))];
        var figures = new List<Figure>();
        var rows = new List<SortedDictionary<string, object>>();
        foreach (var (board, goal) in boards.Zip(Boards))
        {
            foreach (var other in boards.Where(other => other != board))
            {
                var (measured, errors) = FromDesign(board, other.Profile);
                var name = $"{board.Microcontroller} from {measured} operators and the profile of {other.Microcontroller}";
                Add(name, errors, goal.Median, goal.High);
                log(FormattableString.Invariant($"{name}: {errors.Median:0.00} % / {errors.Percentile95:0.00} %"));
            }

            Add($"{board.Microcontroller}, {Folds}-fold", FiveFold(board, boards.First(other => other != board).Profile), goal.Folds?.Median, goal.Folds?.High);
        }

        return new BenchmarkResult(Name, figures, rows);

        void Add(string name, PredictionErrors errors, double? median, double? high)
        {
            figures.Add(Goal($"{name}, median error", errors.Median, median));
            figures.Add(Goal($"{name}, 95th percentile", errors.Percentile95, high));
            rows.Add(new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["board and fit"] = name,
                ["held out"] = errors.Count,
                ["median %"] = Math.Round(errors.Median, 3),
                ["p95 %"] = Math.Round(errors.Percentile95, 3),
                ["largest %"] = Math.Round(errors.Largest, 2),
            });
        }
    }

    private static Figure Goal(string name, double value, double? goal) =>
        goal is { } limit ? Figure.AtMost(name, value, "%", limit) : new Figure(name, value, "%");

    private static (int Measured, PredictionErrors Errors) FromDesign(BoardLatencies board, LatencyProfile prior)
    {
        OperatorShape[] shapes = [.. board.Operators.Select(row => row.Shape)];
        var design = new OperatorDesign(LatencyModelForms.Tflm, prior, board.InstructionCacheBytes, shapes);
        design.Extend(Designed);
        var chosen = design.Chosen.ToHashSet();
        var model = FittedLatencyModel.Fit(
            LatencyModelForms.Tflm, prior, board.InstructionCacheBytes, [.. board.Operators.Where(row => chosen.Contains(row.Shape))], shapes);
        return (chosen.Count, new PredictionErrors(PredictionErrors.Of(
            model, board.InstructionCacheBytes, board.Operators.Where(row => !chosen.Contains(row.Shape)))));
    }

    /// <summary>Folds inside each form: two softmaxes in one fold would leave none to learn from.</summary>
    private static PredictionErrors FiveFold(BoardLatencies board, LatencyProfile scales)
    {
        var shuffled = board.Operators.ToArray();
        new Random(1).Shuffle(shuffled);
        var folds = shuffled.GroupBy(row => LatencyModelForms.Tflm.For(row.Shape))
            .SelectMany(group => group.Select((row, i) => (Row: row, Fold: i % Folds))).ToList();
        return new PredictionErrors(Enumerable.Range(0, Folds).SelectMany(fold => PredictionErrors.Of(
            FittedLatencyModel.FitAlone(
                LatencyModelForms.Tflm, scales, board.InstructionCacheBytes, [.. folds.Where(item => item.Fold != fold).Select(item => item.Row)]),
            board.InstructionCacheBytes,
            folds.Where(item => item.Fold == fold).Select(item => item.Row))));
    }
}
