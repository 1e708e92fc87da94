using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroNas.Boards.Toolchain;

/// <summary>The instructions of a linked firmware, in the order of their addresses, through <c>arm-none-eabi-objdump</c>.</summary>
public static partial class Disassembly
{
    /// <exception cref="Core.Diagnostics.MicroNasException">MNAS7101 or MNAS7102: no binutils, or not an ELF file.</exception>
    public static async Task<IReadOnlyList<DisassembledInstruction>> ReadAsync(string program, CancellationToken cancellationToken = default) =>
        Parse(await BinaryTool.RunAsync("arm-none-eabi-objdump", ["-d", "--no-show-raw-insn", program], cancellationToken));

    /// <summary>Understands the text of <c>objdump -d --no-show-raw-insn</c>; constants between the code (<c>.word</c>) are left out.</summary>
    private static List<DisassembledInstruction> Parse(string text)
    {
        var instructions = new List<DisassembledInstruction>();
        var function = "";
        foreach (var line in text.Split('\n'))
        {
            if (FunctionLine().Match(line) is { Success: true } heading)
            {
                function = heading.Groups["name"].Value;
            }
            else if (InstructionLine().Match(line) is { Success: true } match)
            {
                instructions.Add(new DisassembledInstruction(
                    uint.Parse(match.Groups["address"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                    function,
                    WidthSuffix().Replace(match.Groups["mnemonic"].Value, ""),
                    Remark().Replace(match.Groups["operands"].Value, "").Trim()));
            }
        }

        return instructions;
    }

    [GeneratedRegex(@"^[0-9a-f]+ <(?<name>.*)>:\s*$")]
    private static partial Regex FunctionLine();

    [GeneratedRegex(@"^\s*(?<address>[0-9a-f]+):\t(?<mnemonic>[a-z][^\s]*)(?<operands>.*)$")]
    private static partial Regex InstructionLine();

    [GeneratedRegex(@"\.[nw]$")]
    private static partial Regex WidthSuffix();

    // "; 0x80" and "@ (adr ...)" differ between versions of binutils; "<symbol+0x10>" follows a branch's target.
    [GeneratedRegex(@"\s*(;|@|<).*$")]
    private static partial Regex Remark();
}
