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

    public Cycles Estimate(OperatorShape shape)
    {
        var units = profile.Dispatch;
        foreach (var (name, coefficient) in CoefficientsFor(shape).Coefficients)
        {
            units += coefficient * OperatorFeatures.Evaluate(name, shape, profile.InstructionCacheBytes);
        }

        return new Cycles(units * profile.CyclesPerUnit);
    }

    private OperatorCoefficients CoefficientsFor(OperatorShape shape)
    {
        foreach (var set in profile.Operators)
        {
            if (set.Kind == shape.Kind && set.When.Holds(shape))
            {
                return set;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(shape), shape.Kind, "The profile does not know this kind of operator.");
    }
}
