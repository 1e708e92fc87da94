namespace MicroNas.Core.Units;

/// <summary>A duration on the microcontroller, in milliseconds.</summary>
public readonly record struct Milliseconds(double Value) : IComparable<Milliseconds>
{
    public static Milliseconds operator +(Milliseconds left, Milliseconds right) => new(left.Value + right.Value);

    public static bool operator <(Milliseconds left, Milliseconds right) => left.Value < right.Value;

    public static bool operator >(Milliseconds left, Milliseconds right) => left.Value > right.Value;

    public static bool operator <=(Milliseconds left, Milliseconds right) => left.Value <= right.Value;

    public static bool operator >=(Milliseconds left, Milliseconds right) => left.Value >= right.Value;

    /// <summary>The cycles that a core at <paramref name="clock"/> runs through in this time.</summary>
    public Cycles At(Hertz clock) => new(Value / 1000.0 * clock.Value);

    public int CompareTo(Milliseconds other) => Value.CompareTo(other.Value);

    public override string ToString() => Value >= 0.1
        ? FormattableString.Invariant($"{Value:0.##} ms")
        : FormattableString.Invariant($"{Value:G6} ms");
}
