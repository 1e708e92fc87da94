using MathNet.Numerics.Statistics;
using MicroNas.Benchmarks.UciHar;

namespace MicroNas.Benchmarks.Retraining;

/// <summary>What the trainings of each network, and of all networks of each setting, come to.</summary>
/// <param name="networks">In the order that they are shown in.</param>
internal sealed class RetrainingSummary(IReadOnlyList<CaseResult> networks, IReadOnlyList<RetrainingResult> results)
{
    private static readonly string[] Columns = ["network", "trainings", "int8 %", "spread", "float %", "loss"];

    /// <summary>One a network, means over its trainings.</summary>
    public IReadOnlyList<SortedDictionary<string, object>> Rows() => [.. networks.Select(network =>
    {
        var own = Of(network);
        return TableRow.Of(
            Columns,
            [
                network.Case.Id,
                own.Count,
                Round(own.Average(result => result.Accuracy), 2),
                own.Count > 1 ? Round(own.Select(result => result.Accuracy).StandardDeviation(), 2) : "",
                Round(own.Average(result => result.FloatAccuracy), 2),
                Round(own.Average(result => result.Loss), 4),
            ]);
    })];

    /// <summary>
    /// Means over the networks of each setting, and how far the first setting is above each other one, with the standard error by the
    /// spread between networks.
    /// </summary>
    public IReadOnlyList<Figure> Figures()
    {
        var settings = networks.GroupBy(network => network.Case.Setting)
            .Select(group => (Name: group.Key, Means: group.Select(network => Of(network).Average(result => result.Accuracy)).ToList()))
            .ToList();
        return
        [
            .. settings.Select(setting => new Figure(FormattableString.Invariant($"{setting.Name}: int8 accuracy, mean of {setting.Means.Count} networks"), setting.Means.Average(), "%")),
            .. settings.Skip(1).Select(other => new Figure(
                $"{settings[0].Name} above {other.Name}{Evidence(settings[0].Means, other.Means)}",
                settings[0].Means.Average() - other.Means.Average(),
                "points")),
        ];
    }

    private static string Evidence(IReadOnlyList<double> left, IReadOnlyList<double> right) => left.Count > 1 && right.Count > 1
        ? FormattableString.Invariant($" (standard error {Math.Sqrt((left.Variance() / left.Count) + (right.Variance() / right.Count)):0.00})")
        : "";

    private static double Round(double value, int digits) => Math.Round(value, digits);

    private List<RetrainingResult> Of(CaseResult network) => [.. results.Where(result => result.CaseId == network.Case.Id)];
}
