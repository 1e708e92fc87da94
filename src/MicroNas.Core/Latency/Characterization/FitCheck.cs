using MicroNas.Core.Latency.Tables;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>How far operators that a fit had not seen are from its prediction.</summary>
public static class FitCheck
{
    private const int Folds = 5;
    private const int Seed = 1;

    /// <summary>Of the held-out operators; where they are too few, of all, each predicted by a fit to the other folds.</summary>
    /// <param name="model">The fit to the operators that are not held out.</param>
    /// <param name="entries">Distinct operators.</param>
    /// <param name="leastHeldOut">Fewer say too little of the fit's error.</param>
    /// <param name="forms">What is fitted.</param>
    /// <param name="prior">The nearest known profile.</param>
    /// <param name="instructionCacheBytes">Of the core that was measured.</param>
    /// <param name="space">Operators of the search space.</param>
    /// <returns><see cref="TableErrors.Unknown"/> where there are not even two operators above 0 units.</returns>
    public static TableErrors Of(
        IReadOnlyList<OperatorCoefficients> model, IReadOnlyList<TableEntry> entries, int leastHeldOut, IReadOnlyList<OperatorModelForm> forms, LatencyProfile prior,
        int instructionCacheBytes, IReadOnlyList<OperatorShape> space)
    {
        double[] heldOut = [.. entries.Where(entry => entry.HeldOut && entry.Measured.Units > 0).Select(entry => model.RelativeError(entry.Measured, instructionCacheBytes))];
        return heldOut.Length >= leastHeldOut
            ? TableErrors.Of(heldOut)
            : InFolds(forms, prior, instructionCacheBytes, entries.Select(entry => entry.Measured), space);
    }

    private static TableErrors InFolds(
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
