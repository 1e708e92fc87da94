namespace MicroNas.Boards.Elf;

/// <summary>
/// Whether a linked firmware fits its board, read from the program itself: its sections, and the symbols <c>board_*</c> of
/// <c>firmware/boards</c>' linker scripts, which say what the board has.
/// </summary>
public sealed class FirmwareFit
{
    private const int NumberOfLargest = 5;

    private FirmwareFit(MemoryUse flash, MemoryUse ram, long stackBytes)
    {
        Flash = flash;
        Ram = ram;
        StackBytes = stackBytes;
    }

    public MemoryUse Flash { get; }

    /// <summary>Variables and the stack's reserve.</summary>
    public MemoryUse Ram { get; }

    /// <summary>What the linker script reserves for the stack.</summary>
    public long StackBytes { get; }

    public bool Fits => Flash.Fits && Ram.Fits;

    /// <summary>One line: what is needed of what is there.</summary>
    public string Summary => FormattableString.Invariant($"flash {Flash}, RAM {Ram}, of which stack {StackBytes:N0} B");

    /// <exception cref="InvalidDataException">The program was not linked by the boards' scripts; the message continues "FILE cannot be read: ".</exception>
    public static FirmwareFit Of(ElfProgram program)
    {
        long Value(string name) => program.Symbols.FirstOrDefault(symbol => symbol.Name == name)?.Value
            ?? throw new InvalidDataException($"it has no symbol {name}; it was not linked by a script of firmware/boards");

        var (flashStart, ramStart, stack) = (Value("board_flash_start"), Value("board_ram_start"), Value("board_stack_size"));
        // RAM lies above flash on every board.
        var loaded = program.Sections
            .Where(section => section.Content is not null && section.LoadAddress >= flashStart && section.LoadAddress < ramStart)
            .ToList();
        var variables = program.Sections.Where(section => section.Address >= ramStart).ToList();
        return new FirmwareFit(
            Use(program, loaded, loaded.Select(section => section.LoadEnd - flashStart), Value("board_flash_size")),
            Use(program, variables, variables.Select(section => section.End - ramStart + stack).Append(stack), Value("board_ram_size")),
            stack);
    }

    /// <summary>Why it does not fit: for each memory that is too small what is needed, what is there, and the largest symbols.</summary>
    /// <param name="board">Its name.</param>
    public string Complaint(string board)
    {
        var parts = new List<string>();
        if (!Flash.Fits)
        {
            parts.Add(FormattableString.Invariant($"it needs {Flash.NeededBytes:N0} B of flash and there are {Flash.AvailableBytes:N0} B; the largest there: {Names(Flash)}"));
        }

        if (!Ram.Fits)
        {
            parts.Add(FormattableString.Invariant(
                $"it needs {Ram.NeededBytes:N0} B of RAM ({Ram.NeededBytes - StackBytes:N0} B of variables and {StackBytes:N0} B for the stack) and there are {Ram.AvailableBytes:N0} B; the largest there: {Names(Ram)}"));
        }

        return $"The firmware does not fit {board}: {string.Join("; ", parts)}. Make the model smaller (budget.memory), leave constants out, or choose a larger board.";
    }

    private static MemoryUse Use(ElfProgram program, List<ElfSection> sections, IEnumerable<long> ends, long available) => new(
        ends.DefaultIfEmpty(0).Max(),
        available,
        [.. program.Symbols
            .Where(symbol => symbol.Size > 0 && symbol.Section is not null && sections.Contains(symbol.Section))
            .OrderByDescending(symbol => symbol.Size)
            .ThenBy(symbol => symbol.Name, StringComparer.Ordinal)
            .Take(NumberOfLargest)]);

    private static string Names(MemoryUse use) => use.Largest.Count == 0
        ? "nothing that has a name"
        : string.Join(", ", use.Largest.Select(symbol => FormattableString.Invariant($"{symbol.Name} {symbol.Size:N0} B ({symbol.Section!.Name})")));
}
