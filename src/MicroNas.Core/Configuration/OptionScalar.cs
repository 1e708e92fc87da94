using System.Globalization;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Configuration;

/// <summary>Reads single values. Quotes make text of a number, as everywhere in YAML.</summary>
internal static class OptionScalar
{
    /// <summary>What a value of the type looks like, for messages.</summary>
    public static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when QuantityOf(type) is { } quantity => $"{quantity.Name} with its unit, such as {quantity.Example}",
        _ => $"one of {ChoiceList(type)}",
    };

    /// <summary>The kind of quantity that a unit type measures, or null for other types.</summary>
    public static Quantity? QuantityOf(Type type) => type switch
    {
        _ when type == typeof(Milliseconds) => Quantity.Time,
        _ when type == typeof(ByteSize) => Quantity.Size,
        _ when type == typeof(Hertz) => Quantity.Frequency,
        _ => null,
    };

    /// <summary>The value, or null with the code and the text of the problem (without a full stop).</summary>
    public static object? Convert(Type type, ScalarNode scalar, out string code, out string problem)
    {
        code = DiagnosticCodes.WrongType;
        problem = $"expected {Expected(type)}";
        if (scalar.IsNull)
        {
            return null;
        }

        if (type == typeof(string))
        {
            return scalar.Value;
        }

        if (QuantityOf(type) is { } quantity)
        {
            return ConvertQuantity(type, quantity, scalar.Value, ref code, ref problem);
        }

        if (type.IsEnum)
        {
            var choice = OptionDescription.Choices(type).FirstOrDefault(candidate => candidate.Name == scalar.Value);
            code = DiagnosticCodes.UnknownChoice;
            problem += NearestName.Hint(scalar.Value, OptionDescription.Choices(type).Select(candidate => candidate.Name)).TrimEnd('.');
            return choice.Value;
        }

        return scalar.IsPlain ? ConvertPlain(type, scalar.Value, ref code, ref problem) : null;
    }

    private static string ChoiceList(Type type) => string.Join(", ", OptionDescription.Choices(type).Select(choice => choice.Name));

    private static object? ConvertPlain(Type type, string text, ref string code, ref string problem)
    {
        if (type == typeof(bool))
        {
            return text switch { "true" => true, "false" => false, _ => null };
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return null;
        }

        if (type == typeof(double))
        {
            return number;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        if (Math.Abs(number) > int.MaxValue)
        {
            (code, problem) = (DiagnosticCodes.OutOfRange, $"expected a whole number up to {int.MaxValue}");
        }

        return null;
    }

    private static object? ConvertQuantity(Type type, Quantity quantity, string text, ref string code, ref string problem)
    {
        if (!quantity.TryParse(text, out var value, out problem, out var isUnitProblem))
        {
            code = isUnitProblem ? DiagnosticCodes.WrongUnit : DiagnosticCodes.OutOfRange;
            return null;
        }

        return type switch
        {
            _ when type == typeof(Milliseconds) => new Milliseconds(value),
            _ when type == typeof(ByteSize) => new ByteSize((long)value),
            _ => new Hertz(value),
        };
    }
}
