using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Units;

namespace MicroNas.Core.Latency;

/// <summary>A latency table that answers from a profile's fitted model: coefficients times loop counts, plus dispatch.</summary>
/// <param name="profile">The model.</param>
/// <param name="id">Name and content hash.</param>
/// <param name="clock">The core's clock; cycles do not depend on it.</param>
public sealed class ProfileLatencyTable(LatencyProfile profile, string id, Hertz clock) : ILatencyTable
{
    public LatencyProfile Profile => profile;

    public string Id => id;

    public string Provenance => FormattableString.Invariant(
        $"fitted profile {profile.Name} ({profile.RuntimeVersion}; {profile.Core}; {profile.Source}; {profile.Date}; {profile.Unit} x {profile.CyclesPerUnit} cycles; band ±{profile.RelativeErrorBand * 100:0.#} %: {profile.ErrorBandMeaning})");

    public Hertz Clock => clock;

    public double RelativeErrorBand => profile.RelativeErrorBand;

    public double CountErrorBand => profile.CountErrorBand ?? profile.RelativeErrorBand;

    public bool CountsInstructions => profile.Unit == TableProvenance.Instructions;

    public CycleConversion Conversion { get; } = profile.Unit == TableProvenance.Instructions ? CycleConversion.Of(profile) : CycleConversion.None;

    public Cycles Estimate(OperatorShape shape) =>
        new((profile.Dispatch + profile.Operators.Units(shape, profile.InstructionCacheBytes)) * profile.CyclesPerUnit);
}
