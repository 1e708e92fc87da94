namespace MicroNas.Core.Units;

/// <summary>A number of clock cycles of a core; fractional where it is an estimate.</summary>
public readonly record struct Cycles(double Count) : IComparable<Cycles>
{
    public static Cycles operator +(Cycles left, Cycles right) => new(left.Count + right.Count);

    public static Cycles operator *(Cycles cycles, double factor) => new(cycles.Count * factor);

    public int CompareTo(Cycles other) => Count.CompareTo(other.Count);

    /// <summary>The time that these cycles take at <paramref name="clock"/>.</summary>
    public Milliseconds At(Hertz clock) => new(Count / clock.Value * 1000.0);

    public override string ToString() => FormattableString.Invariant($"{Count:N0} cycles");
}
