using System.Globalization;

namespace MicroNas.Core.Configuration;

/// <summary>A kind of quantity, with the units that it can be written in and their size in the base unit.</summary>
public sealed class Quantity
{
    public static readonly Quantity Time = new(
        "a time", "25 ms", decimal.Zero, ("us", 0.001m), ("µs", 0.001m), ("ms", 1m), ("s", 1000m));

    public static readonly Quantity Size = new(
        "an amount of memory", "32 kB", 1m, ("B", 1m), ("kB", 1000m), ("KB", 1000m), ("KiB", 1024m), ("MB", 1_000_000m), ("MiB", 1_048_576m));

    public static readonly Quantity Storage = new(
        "an amount of storage", "2 GB", 1m, ("B", 1m), ("kB", 1000m), ("MB", 1_000_000m), ("MiB", 1_048_576m), ("GB", 1_000_000_000m), ("GiB", 1_073_741_824m));

    public static readonly Quantity Frequency = new(
        "a frequency", "50 Hz", decimal.Zero, ("Hz", 1m), ("kHz", 1000m), ("MHz", 1_000_000m));

    private readonly decimal step;
    private readonly (string Name, decimal Factor)[] units;

    private Quantity(string name, string example, decimal step, params (string Name, decimal Factor)[] units)
    {
        this.step = step;
        this.units = units;
        Name = name;
        Example = example;
    }

    public string Name { get; }

    public string Example { get; }

    public string UnitList => string.Join(", ", units.Select(unit => unit.Name));

    /// <summary>A JSON schema's (ECMA 262) pattern of what <see cref="TryParse"/> reads.</summary>
    public string Pattern => $@"^[0-9]+(\.[0-9]+)?\s*({string.Join('|', units.Select(unit => unit.Name))})$";

    /// <summary>Reads a positive number and a unit.</summary>
    /// <param name="text">For example <c>25 ms</c>.</param>
    /// <param name="value">In the base unit: milliseconds, bytes or hertz.</param>
    /// <param name="problem">What is wrong with the text, without a full stop; empty on success.</param>
    /// <param name="isUnitProblem">Whether it is the unit that is missing or wrong.</param>
    /// <returns>Whether the text is such an amount.</returns>
    public bool TryParse(string text, out double value, out string problem, out bool isUnitProblem)
    {
        value = 0;
        isUnitProblem = true;
        var trimmed = text.Trim();
        var numberLength = trimmed.TakeWhile(character => char.IsAsciiDigit(character) || character is '.' or '-' or '+').Count();
        var unit = trimmed[numberLength..].Trim();
        if (!decimal.TryParse(
            trimmed[..numberLength], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            problem = $"expected {Name} with its unit, such as {Example}";
            return false;
        }

        if (unit.Length == 0)
        {
            problem = $"the unit is missing; expected {Name} with one of {UnitList}, such as {Example}";
            return false;
        }

        var index = Array.FindIndex(units, candidate => candidate.Name == unit);
        if (index < 0)
        {
            var near = units.FirstOrDefault(candidate => candidate.Name.Equals(unit, StringComparison.OrdinalIgnoreCase)).Name;
            problem = $"'{unit}' is no unit of {Name}; expected one of {UnitList}{(near is null ? "" : $"; did you mean '{near}'?")}";
            return false;
        }

        isUnitProblem = false;
        var limit = (decimal)long.MaxValue / 2;
        if (number <= 0 || number > limit / units[index].Factor)
        {
            problem = number <= 0 ? "expected more than zero" : "far more than any device has";
            return false;
        }

        var scaled = number * units[index].Factor;
        if (step > 0 && scaled % step != 0)
        {
            problem = "not a whole number of bytes";
            return false;
        }

        value = (double)scaled;
        problem = "";
        return true;
    }
}
