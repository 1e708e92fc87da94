namespace MicroNas.Core.Units;

/// <summary>A frequency: a core's clock or a sensor's sampling rate.</summary>
public readonly record struct Hertz(double Value)
{
    public override string ToString() => Value switch
    {
        >= 1e6 => FormattableString.Invariant($"{Value / 1e6:0.###} MHz"),
        >= 1e3 => FormattableString.Invariant($"{Value / 1e3:0.###} kHz"),
        _ => FormattableString.Invariant($"{Value:0.###} Hz"),
    };
}
