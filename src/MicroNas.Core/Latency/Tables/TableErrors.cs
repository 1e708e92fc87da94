namespace MicroNas.Core.Latency.Tables;

/// <summary>How far operators that the fitted model had not seen, held out or in another fold, were from its prediction: measured over predicted, minus 1.</summary>
/// <param name="Operators">That it was checked on.</param>
/// <param name="Converged">Whether the 95th percentile kept the goal.</param>
public sealed record TableErrors(int Operators, double Median, double Percentile95, double Largest, bool Converged)
{
    /// <summary>Whether each operator was predicted by a fit to the other folds, because too few could be held out.</summary>
    public bool InFolds { get; init; }

    /// <summary>For people: what the errors were found on.</summary>
    public string Description => InFolds ? $"{Operators} checked in folds" : $"{Operators} held out";

    /// <summary>The goal for <see cref="Percentile95"/>.</summary>
    public const double Goal = 0.05;

    /// <summary>Nothing checked the fit: an estimate may be off by as much as itself.</summary>
    public static TableErrors Unknown { get; } = new(0, 1, 1, 1, false);

    /// <param name="relativeErrors">Measured over predicted, minus 1.</param>
    public static TableErrors Of(IEnumerable<double> relativeErrors)
    {
        var errors = relativeErrors.Select(Math.Abs).Order().ToArray();
        if (errors.Length == 0)
        {
            return Unknown;
        }

        var high = errors[(int)(0.95 * (errors.Length - 1) + 0.5)];
        return new TableErrors(errors.Length, errors[errors.Length / 2], high, errors[^1], high <= Goal);
    }
}
