using MicroNas.Core.Latency.Tables;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>What a fit would have said of operators that it had not seen, where none are held out: each is predicted by a fit to the other folds.</summary>
public static class CrossValidation
{
    private const int Folds = 5;
    private const int Seed = 1;

    /// <param name="forms">What is fitted.</param>
    /// <param name="prior">The nearest known profile.</param>
    /// <param name="instructionCacheBytes">Of the core that was measured.</param>
    /// <param name="measured">Distinct operators.</param>
    /// <param name="space">Operators of the search space.</param>
    /// <returns><see cref="TableErrors.Unknown"/> with fewer than two operators above 0 units.</returns>
    public static TableErrors Of(
        IReadOnlyList<OperatorModelForm> forms, LatencyProfile prior, int instructionCacheBytes, IEnumerable<MeasuredOperator> measured,
        IReadOnlyList<OperatorShape> space)
    {
        MeasuredOperator[] rows = [.. measured.Where(row => row.Units > 0)];
        new Random(Seed).Shuffle(rows);
        var folds = Math.Min(Folds, rows.Length);
        var errors = TableErrors.Of(folds < 2 ? [] : Enumerable.Range(0, folds).SelectMany(fold =>
        {
            var model = FittedLatencyModel.Fit(forms, prior, instructionCacheBytes, [.. rows.Where((_, index) => index % folds != fold)], space);
            return rows.Where((_, index) => index % folds == fold).Select(row => model.RelativeError(row, instructionCacheBytes));
        }));
        return errors with { InFolds = true };
    }
}
