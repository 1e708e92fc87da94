using System.Globalization;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Emulation;

/// <summary>
/// Counts how often each instruction of a firmware runs in the emulator, by a plugin that is compiled for this machine at run time.
/// The counts are the emulator's own: they repeat exactly.
/// </summary>
public sealed class InstructionProfiler(FirmwareLayout layout, FirmwareTarget target)
{
    /// <param name="program">A linked firmware.</param>
    /// <param name="disassembly">Its instructions; where code lies.</param>
    /// <param name="begin">Address of the instruction that begins the profile, which counts.</param>
    /// <param name="end">Address of the instruction that ends it, which does not count.</param>
    /// <param name="marks">Addresses of instructions between them that part the profile; may be empty.</param>
    /// <param name="workFolder">An existing folder for the plugin and its counts.</param>
    /// <param name="timeout">For the whole run.</param>
    /// <exception cref="MicroNasException">MNAS71xx: a tool is missing, the firmware did not end, or it did not pass both marks.</exception>
    public async Task<InstructionProfile> RunAsync(
        string program, IReadOnlyList<DisassembledInstruction> disassembly, uint begin, uint end, IReadOnlyList<uint> marks, string workFolder,
        TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var plugin = await CompileAsync(workFolder, cancellationToken);
        var counts = Path.Combine(workFolder, "instruction_counts.txt");
        File.Delete(counts);
        var lowest = disassembly.Min(instruction => instruction.Address);
        var size = disassembly.Max(instruction => instruction.Address) + sizeof(uint) - lowest;
        var between = string.Concat(marks.Select(mark => FormattableString.Invariant($",mark=0x{mark:x}")));
        var run = await new EmulatedBoard(target).RunAsync(
            program, timeout,
            [
                "-plugin",
                FormattableString.Invariant($"file={Escape(plugin)},base=0x{lowest:x},size=0x{size:x},begin=0x{begin:x}{between},end=0x{end:x},out={Escape(counts)}"),
            ],
            cancellationToken);
        return File.Exists(counts)
            ? new InstructionProfile(run, Parse(await File.ReadAllLinesAsync(counts, cancellationToken)))
            : throw Invalid($"{Path.GetFileName(program)} ended with {run.ExitCode} and did not pass both marks of the profile; it printed: {run.Output.Trim()}");
    }

    private async Task<string> CompileAsync(string workFolder, CancellationToken cancellationToken)
    {
        var plugin = Path.Combine(workFolder, "instruction_profile.so");
        await BinaryTool.RunAsync(
            FirmwareToolchain.CompilerOf(FirmwareTarget.Host),
            [
                "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", plugin,
                Path.Combine(layout.Root, "profile", "instruction_profile.c"),
            ],
            cancellationToken);
        return plugin;
    }

    private static List<ProfileSegment> Parse(string[] lines)
    {
        static uint Address(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        var segments = new List<ProfileSegment>();
        var counts = new Dictionary<uint, InstructionCount>();
        foreach (var line in lines)
        {
            switch (line.Split(' '))
            {
                case ["mark", var mark]:
                    counts = [];
                    segments.Add(new ProfileSegment(Address(mark), counts));
                    break;
                case ["outside", var outside]:
                    return outside == "0" ? segments : throw Invalid($"{outside} instructions ran outside the code of the firmware.");
                case [var address, var executions, var taken]:
                    counts.Add(Address(address), new InstructionCount(
                        long.Parse(executions, CultureInfo.InvariantCulture), long.Parse(taken, CultureInfo.InvariantCulture)));
                    break;
                default:
                    throw Invalid($"The counts hold a line that is none: '{line}'.");
            }
        }

        throw Invalid("The counts end without their last line.");
    }

    /// <summary>In an option of the emulator a comma separates, two stand for one.</summary>
    private static string Escape(string path) => path.Replace(",", ",,", StringComparison.Ordinal);

    private static MicroNasException Invalid(string message) => new(Diagnostic.Error(DiagnosticCodes.FirmwareOutputInvalid, message));
}
