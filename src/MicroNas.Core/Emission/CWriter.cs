using System.Globalization;
using System.Numerics;
using System.Text;

namespace MicroNas.Core.Emission;

/// <summary>Builds one C file: lines end with \n, numbers are invariant, so that equal models give equal bytes.</summary>
internal sealed class CWriter
{
    private const int LineWidth = 120;

    private static readonly (string Type, int Bytes)[] ElementTypes =
        [("int8_t", 1), ("uint8_t", 1), ("int16_t", 2), ("int32_t", 4), ("float", 4)];

    private readonly StringBuilder text = new();

    /// <summary>Bytes of the arrays written so far, as the C compiler lays them out.</summary>
    public long ConstantBytes { get; private set; }

    public CWriter Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Several lines of fixed text, as they stand.</summary>
    public CWriter Lines(string lines) => Line(lines.ReplaceLineEndings("\n"));

    /// <summary><c>static const TYPE NAME[COUNT] = {...};</c> or what <paramref name="declaration"/> says.</summary>
    public CWriter Array<T>(string declaration, ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        ConstantBytes += (long)values.Length * ElementTypes.First(type => declaration.Contains(type.Type + " ", StringComparison.Ordinal)).Bytes;
        Line(declaration + " = {");
        Values(values, "    ");
        return Line("};");
    }

    public CWriter Values<T>(ReadOnlySpan<T> values, string indent)
        where T : INumber<T>
    {
        var column = 0;
        foreach (var value in values)
        {
            var number = value.ToString(null, CultureInfo.InvariantCulture) + ",";
            if (column > 0 && column + number.Length + 1 > LineWidth)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(column == 0 ? indent : " ").Append(number);
            column += number.Length + (column == 0 ? indent.Length : 1);
        }

        if (column > 0)
        {
            text.Append('\n');
        }

        return this;
    }

    public EmittedFile ToFile(string name) => new(name, Encoding.UTF8.GetBytes(text.ToString()));
}
