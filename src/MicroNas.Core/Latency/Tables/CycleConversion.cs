namespace MicroNas.Core.Latency.Tables;

/// <summary>From measured units to cycles: cycles = Σ over operator kinds of units x cycles per unit of that kind.</summary>
/// <param name="CyclesPerUnit">By kind; 1 where cycles were measured.</param>
/// <param name="RelativeErrorBand">Half-width of the conversion's own error; 0 where cycles were measured.</param>
/// <param name="Origin">Where the figures come from; stands in every report.</param>
public sealed record CycleConversion(IReadOnlyDictionary<OperatorKind, double> CyclesPerUnit, double RelativeErrorBand, string Origin)
{
    /// <summary>Cycles were measured: nothing is converted.</summary>
    public static CycleConversion None { get; } = new(Enum.GetValues<OperatorKind>().ToDictionary(kind => kind, _ => 1.0), 0, "measured in cycles");

    /// <summary>The figure of a profile that counts instructions, for every kind.</summary>
    public static CycleConversion Of(LatencyProfile profile) => new(
        Enum.GetValues<OperatorKind>().ToDictionary(kind => kind, _ => profile.CyclesPerUnit),
        profile.RelativeErrorBand,
        $"profile {profile.Name}: {profile.ErrorBandMeaning}");
}
