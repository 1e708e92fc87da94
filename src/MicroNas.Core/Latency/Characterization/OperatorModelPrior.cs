namespace MicroNas.Core.Latency.Characterization;

/// <summary>
/// What is believed of one form's coefficients before anything is measured: those of a known profile, each uncertain by itself. A feature that the
/// profile does without is expected to be absent, and may still come to a twentieth of the cost.
/// </summary>
internal sealed class OperatorModelPrior
{
    private const double ShareOfAbsentFeature = 0.05;

    private readonly int instructionCacheBytes;
    private readonly double[] coefficients;

    /// <param name="profile">The known profile; its unit may be another: fits scale it.</param>
    /// <param name="candidates">Operators of the form: what the features weigh in practice.</param>
    public OperatorModelPrior(OperatorModelForm form, LatencyProfile profile, int instructionCacheBytes, IReadOnlyList<OperatorShape> candidates)
    {
        Form = form;
        this.instructionCacheBytes = instructionCacheBytes;
        var known = profile.Operators.First(set => set.Kind == form.Kind && set.When == form.When).Coefficients;
        coefficients = [.. form.Features.Select(name => known.GetValueOrDefault(name))];
        Mean = [.. coefficients.Select(value => value > 0 ? 1.0 : 0.0)];
        Scale = [.. coefficients];
        foreach (var index in Enumerable.Range(0, Scale.Length).Where(index => Scale[index] == 0))
        {
            var weights = candidates.Select(shape => Values(shape)[index] / Predict(shape)).Where(double.IsFinite).DefaultIfEmpty(0).Average();
            Scale[index] = weights > 0 ? ShareOfAbsentFeature / weights : 1;
        }
    }

    public OperatorModelForm Form { get; }

    /// <summary>[feature]: how large a coefficient is thought to be.</summary>
    public double[] Scale { get; }

    /// <summary>[feature]: 1 where the profile has the feature, 0 where it does without: the expected coefficient in units of its scale.</summary>
    public double[] Mean { get; }

    public double[] Values(OperatorShape shape) => Form.Values(shape, instructionCacheBytes);

    /// <summary>Units by the profile's own coefficients.</summary>
    public double Predict(OperatorShape shape) => Values(shape).Zip(coefficients, (value, coefficient) => value * coefficient).Sum();

    /// <summary>[feature]: what each contributes to the predicted cost, relative to it. The fit's relative errors are linear in the scaled coefficients.</summary>
    public double[] Shares(OperatorShape shape)
    {
        var predicted = Predict(shape);
        return [.. Values(shape).Zip(Scale, (value, scale) => value * scale / predicted)];
    }
}
