using System.Text.RegularExpressions;
using MicroNas.Boards.Toolchain;

namespace MicroNas.Boards.Emulation;

/// <summary>
/// Cycles of Cortex-M4 instructions at zero wait states, after the instruction set summary and the load and store timings of Arm's Cortex-M4
/// technical reference manual (DDI 0439). An estimate: a data-dependent division counts as 6 of its 2 to 12 cycles, the refill of the
/// pipeline, 1 to 3 cycles, as 2 for branches and 3 for addresses from memory; memory, bus and write buffer never stall; an instruction is
/// timed against the one before it in the code, also where a branch leads to it, and counts in full where its IT block skips it.
/// </summary>
public static partial class CortexM4Timing
{
    private const int BranchRefill = 2;
    private const int LoadedAddressRefill = 3;
    private const int Division = 6;
    private const int FloatDivision = 14;
    private const int FloatMultiplyAccumulate = 3;
    private const string Condition = "(eq|ne|cs|cc|hs|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|al)?";

    /// <param name="previous">The instruction before it in the code; null at the start of a function.</param>
    public static InstructionCycles Of(DisassembledInstruction? previous, DisassembledInstruction instruction)
    {
        var (mnemonic, operands) = (instruction.Mnemonic, instruction.Operands);
        if (Branch().IsMatch(mnemonic))
        {
            return new(1, BranchRefill);
        }

        if (TableBranch().IsMatch(mnemonic))
        {
            // Two cycles for the load, one for the sum.
            return new(3, LoadedAddressRefill);
        }

        var stall = previous is not null && FeedsAddress(previous, operands) ? 1 : 0;
        if (Multiple().IsMatch(mnemonic))
        {
            return new(1 + Words(operands) + stall, RegisterList().Match(operands).Value.Contains("pc", StringComparison.Ordinal) ? LoadedAddressRefill : 0);
        }

        if (Double().IsMatch(mnemonic))
        {
            // Two words, pipelined with each other but with no neighbour.
            return new(3 + stall, 0);
        }

        if (Load().IsMatch(mnemonic))
        {
            var cycles = (previous is not null && IsPipelinedAfter(previous, operands) ? 1 : 2) + stall;
            return new(cycles, Destination(operands) == "pc" ? LoadedAddressRefill : 0);
        }

        if (Store().IsMatch(mnemonic))
        {
            // The data leaves while the next instruction runs; an index register takes the cycle back, unless a load came before.
            var hasIndex = AddressRegisters(operands).Count > 1;
            return new((hasIndex && !(previous is not null && IsPipelinedAfter(previous, operands)) ? 2 : 1) + stall, 0);
        }

        if (FloatLoadStore().IsMatch(mnemonic))
        {
            return new((operands.StartsWith('d') ? 3 : 2) + stall, 0);
        }

        return new(
            IntegerDivision().IsMatch(mnemonic) ? Division
            : FloatLong().IsMatch(mnemonic) ? FloatDivision
            : FloatAccumulate().IsMatch(mnemonic) ? FloatMultiplyAccumulate
            : 1,
            Destination(operands) == "pc" && !NoDestination().IsMatch(mnemonic) ? BranchRefill : 0);
    }

    /// <summary>A load directly after a load hides its address cycle, unless it needs what the first one fetches.</summary>
    private static bool IsPipelinedAfter(DisassembledInstruction previous, string operands) =>
        Load().IsMatch(previous.Mnemonic) && !AddressRegisters(operands).Contains(Destination(previous.Operands));

    /// <summary>There is no forwarding from a data processing instruction to the address of the next one.</summary>
    private static bool FeedsAddress(DisassembledInstruction previous, string operands)
    {
        var mnemonic = previous.Mnemonic;
        if (Branch().IsMatch(mnemonic) || TableBranch().IsMatch(mnemonic) || Multiple().IsMatch(mnemonic) || Double().IsMatch(mnemonic)
            || Load().IsMatch(mnemonic) || Store().IsMatch(mnemonic) || FloatLoadStore().IsMatch(mnemonic) || NoDestination().IsMatch(mnemonic))
        {
            return false;
        }

        var address = AddressRegisters(operands);
        var results = previous.Operands.Split(',', StringSplitOptions.TrimEntries);
        return address.Contains(results[0]) || (LongMultiply().IsMatch(mnemonic) && address.Contains(results[1]));
    }

    private static string Destination(string operands) => operands.Split(',')[0].Trim();

    /// <summary>Base and index in brackets; the base alone before a list of registers, the stack pointer without one (PUSH, POP).</summary>
    private static List<string> AddressRegisters(string operands)
    {
        if (Address().Match(operands) is { Success: true } address)
        {
            return [.. address.Groups["register"].Captures.Select(capture => capture.Value)];
        }

        return [operands.StartsWith('{') ? "sp" : Destination(operands).TrimEnd('!')];
    }

    /// <summary>32-bit words of a list of registers such as <c>{r4, r6-r8, pc}</c> or <c>{d8-d15}</c>.</summary>
    private static int Words(string operands)
    {
        var words = 0;
        foreach (var item in RegisterList().Match(operands).Value.Trim('{', '}').Split(',', StringSplitOptions.TrimEntries))
        {
            var range = item.Split('-').Select(register => int.TryParse(register.AsSpan(1), out var number) ? number : 0).ToArray();
            words += (range[^1] - range[0] + 1) * (item.StartsWith('d') ? 2 : 1);
        }

        return words;
    }

    [GeneratedRegex($"^(b{Condition}|bl{Condition}|bx{Condition}|blx{Condition}|cbn?z)$")]
    private static partial Regex Branch();

    [GeneratedRegex("^tb[bh]$")]
    private static partial Regex TableBranch();

    [GeneratedRegex($"^((ldm|stm|vldm|vstm)(ia|db|fd|ea)?|push|pop|vpush|vpop){Condition}$")]
    private static partial Regex Multiple();

    [GeneratedRegex($"^(ldrd|strd){Condition}$")]
    private static partial Regex Double();

    [GeneratedRegex($"^ldr(b|h|sb|sh)?(t|ex)?{Condition}$")]
    private static partial Regex Load();

    [GeneratedRegex($"^str(b|h)?(t|ex)?{Condition}$")]
    private static partial Regex Store();

    [GeneratedRegex($@"^v(ldr|str){Condition}(\.\d+)?$")]
    private static partial Regex FloatLoadStore();

    [GeneratedRegex($"^[su]div{Condition}$")]
    private static partial Regex IntegerDivision();

    [GeneratedRegex(@"^v(div|sqrt)[a-z]*\.f32$")]
    private static partial Regex FloatLong();

    [GeneratedRegex(@"^vf?n?m(la|ls|a|s)[a-z]*\.f32$")]
    private static partial Regex FloatAccumulate();

    [GeneratedRegex("^([su]mull|[su]mlal|umaal|smlal|smlsl)")]
    private static partial Regex LongMultiply();

    [GeneratedRegex($"^((cmp|cmn|tst|teq){Condition}|it[te]*|nop|dsb|dmb|isb|bkpt|vcmpe?.*|vmsr)$")]
    private static partial Regex NoDestination();

    [GeneratedRegex(@"\[(?<register>\w+)(,\s*(?<register>[a-z]\w*))?")]
    private static partial Regex Address();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex RegisterList();
}
