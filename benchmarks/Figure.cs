namespace MicroNas.Benchmarks;

/// <summary>One measured figure beside its goal.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure; null where it has not been measured.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Goal">The goal as text, for example <c>&gt;= 96</c>; empty where there is none.</param>
/// <param name="Met">Whether the goal is met; null where there is none, or where that is not known.</param>
public sealed record Figure(string Name, double? Value, string Unit, string Goal = "", bool? Met = null)
{
    public static Figure AtLeast(string name, double value, string unit, double goal) =>
        new(name, value, unit, FormattableString.Invariant($">= {goal}"), value >= goal);

    public static Figure AtMost(string name, double value, string unit, double goal) =>
        new(name, value, unit, FormattableString.Invariant($"<= {goal}"), value <= goal);
}
