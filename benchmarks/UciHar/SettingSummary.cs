using MathNet.Numerics.Statistics;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>The seeds of one setting that have been measured.</summary>
/// <param name="Case">Any of them; only the seeds differ.</param>
/// <param name="Seeds">How many the grid asks for.</param>
/// <param name="Results">Those that led to a model.</param>
/// <param name="Failed">Those that led to an error, such as a budget that no network keeps.</param>
/// <param name="Older">How many of all are of another version or configuration than would be run now.</param>
internal sealed record SettingSummary(UciHarCase Case, int Seeds, IReadOnlyList<CaseResult> Results, IReadOnlyList<CaseResult> Failed, int Older)
{
    /// <summary>Every seed led to a model, by what would be run now: what a goal can be judged by.</summary>
    public bool IsComplete => Results.Count == Seeds && Older == 0;

    /// <summary>Mean over the seeds; NaN without any.</summary>
    public double Accuracy => Mean(result => result.AccuracyPercent);

    /// <summary>Sample deviation between the seeds; NaN for fewer than two.</summary>
    public double AccuracyDeviation => Results.Select(result => result.AccuracyPercent!.Value).StandardDeviation();

    /// <summary>Points that int8 loses against the same network in float, mean over the seeds.</summary>
    public double Int8Cost => Mean(result => result.FloatAccuracyPercent - result.AccuracyPercent);

    public double Mean(Func<CaseResult, double?> value) => Values(value).Average();

    public double Highest(Func<CaseResult, double?> value) => Values(value).Max();

    private IEnumerable<double> Values(Func<CaseResult, double?> value) => Results.Select(value).OfType<double>().DefaultIfEmpty(double.NaN);

    /// <param name="isCurrent">Whether a result is that of the version and the configuration that would be run now.</param>
    public static IReadOnlyList<SettingSummary> Of(
        IReadOnlyList<UciHarCase> cases, CaseStore store, Func<CaseResult, bool> isCurrent) =>
    [
        .. cases.GroupBy(entry => entry.Setting).Select(group =>
        {
            var results = group.Select(store.TryRead).OfType<CaseResult>().ToList();
            return new SettingSummary(
                group.First(),
                group.Count(),
                [.. results.Where(result => result.Error is null)],
                [.. results.Where(result => result.Error is not null)],
                results.Count(result => !isCurrent(result)));
        }),
    ];
}
