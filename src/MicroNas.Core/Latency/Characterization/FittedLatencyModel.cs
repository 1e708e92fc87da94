namespace MicroNas.Core.Latency.Characterization;

/// <summary>Coefficients that were fitted to measured operators with a ridge towards a known profile.</summary>
public static class FittedLatencyModel
{
    /// <summary>Coefficients of every form; a form without measurements keeps the prior's, scaled by what the others measured.</summary>
    /// <param name="forms">What is fitted.</param>
    /// <param name="prior">The known profile.</param>
    /// <param name="instructionCacheBytes">Of the core that was measured.</param>
    /// <param name="measured">Distinct operators; those without units are left aside.</param>
    /// <param name="space">Operators of the search space: what a feature that the prior does without may weigh.</param>
    public static IReadOnlyList<OperatorCoefficients> Fit(
        IReadOnlyList<OperatorModelForm> forms, LatencyProfile prior, int instructionCacheBytes, IReadOnlyList<MeasuredOperator> measured,
        IEnumerable<OperatorShape> space)
    {
        var shapes = space.ToLookup(forms.For);
        var priors = forms.ToDictionary(
            form => form, form => new OperatorModelPrior(form, prior, instructionCacheBytes, [.. shapes[form]]));
        var rows = measured.Where(row => row.Units > 0).ToLookup(row => forms.For(row.Shape));
        var common = LatencyModelFit.Ratio(rows.SelectMany(group => group.Select(row => (row, priors[group.Key]))));
        return [.. forms.Select(form =>
        {
            MeasuredOperator[] own = [.. rows[form]];
            var scale = own.Length > 1 ? LatencyModelFit.Ratio(own.Select(row => (row, priors[form]))) : common;
            return Coefficients(form, LatencyModelFit.Fit(priors[form], scale, own));
        })];
    }

    /// <summary>Coefficients from so many measurements that nothing need be believed before.</summary>
    public static IReadOnlyList<OperatorCoefficients> FitAlone(
        IReadOnlyList<OperatorModelForm> forms, LatencyProfile scales, int instructionCacheBytes, IReadOnlyList<MeasuredOperator> measured)
    {
        const double NegligiblePriorWeight = 1e-4;
        var rows = measured.Where(row => row.Units > 0).ToLookup(row => forms.For(row.Shape));
        return [.. forms.Select(form =>
        {
            MeasuredOperator[] own = [.. rows[form]];
            var prior = new OperatorModelPrior(form, scales, instructionCacheBytes, [.. own.Select(row => row.Shape)]);
            return Coefficients(form, LatencyModelFit.Fit(prior, 1, own, NegligiblePriorWeight));
        })];
    }

    private static OperatorCoefficients Coefficients(OperatorModelForm form, double[] values)
    {
        const int Digits = 6;
        return new OperatorCoefficients(
            form.Kind,
            form.When,
            form.Features.Zip(values).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => Math.Round(pair.Second, Digits), StringComparer.Ordinal));
    }
}
