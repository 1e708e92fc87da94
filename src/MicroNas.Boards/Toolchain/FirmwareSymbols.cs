using System.Globalization;

namespace MicroNas.Boards.Toolchain;

/// <summary>Reads the symbol table of a linked firmware through <c>arm-none-eabi-readelf</c>.</summary>
public static class FirmwareSymbols
{
    private const int ValueColumn = 1;
    private const int SizeColumn = 2;
    private const int TypeColumn = 3;
    private const int BindingColumn = 4;
    private const int NameColumn = 7;

    /// <exception cref="Core.Diagnostics.MicroNasException">MNAS7101 or MNAS7102: no binutils, or not an ELF file.</exception>
    public static async Task<IReadOnlyList<FirmwareSymbol>> ReadAsync(string program, CancellationToken cancellationToken = default) =>
        Parse(await BinaryTool.RunAsync("arm-none-eabi-readelf", ["--syms", "--wide", program], cancellationToken));

    /// <summary>Understands the text of <c>readelf --syms --wide</c>: local symbols follow the file that they come from.</summary>
    private static List<FirmwareSymbol> Parse(string text)
    {
        var symbols = new List<FirmwareSymbol>();
        string? file = null;
        foreach (var line in text.Split('\n'))
        {
            var columns = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length <= NameColumn || !columns[0].EndsWith(':') || !char.IsAsciiDigit(columns[0][0]))
            {
                continue;
            }

            switch (columns[TypeColumn])
            {
                case "FILE":
                    file = columns[NameColumn];
                    break;
                case "FUNC" or "OBJECT":
                    var isFunction = columns[TypeColumn] == "FUNC";
                    var address = uint.Parse(columns[ValueColumn], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    symbols.Add(new FirmwareSymbol(
                        columns[NameColumn], isFunction ? address & ~1u : address, Size(columns[SizeColumn]), isFunction,
                        columns[BindingColumn] == "LOCAL" ? file : null));
                    break;
                default:
                    break;
            }
        }

        return symbols;
    }

    /// <summary>readelf writes large sizes in hexadecimal.</summary>
    private static long Size(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(text, CultureInfo.InvariantCulture);
}
