using MicroNas.Core;

namespace MicroNas.Boards.Toolchain;

/// <summary>What firmware is compiled for: a core in the emulator, a real board, or the host.</summary>
/// <param name="Name">An emulated board goes by its core, for example <c>cortex-m4</c>; a real one by its own name; the host is <c>host</c>.</param>
/// <param name="Board">For example <c>mps2-an386</c>, the emulator's machine if it has one; null for the host.</param>
/// <param name="CompilerFlags">Core and floating point.</param>
/// <param name="LinkerScript">File in <c>firmware/boards/cortex-m</c>; null for the host.</param>
/// <param name="Interrupts">Interrupt lines of peripherals.</param>
/// <param name="Clock">Source of the timer in <c>firmware/boards/cortex-m</c>; null for the host.</param>
/// <param name="Console">Source of text and exit in <c>firmware/boards/cortex-m</c>; null for the host.</param>
/// <param name="TimerBase">Address of the timer, where the clock asks for it.</param>
/// <param name="TimerHertz">Its clock.</param>
/// <param name="IsEmulated">Whether the emulator has the board.</param>
public sealed record FirmwareTarget(
    string Name,
    string? Board,
    EquatableArray<string> CompilerFlags,
    string? LinkerScript,
    int Interrupts,
    string? Clock,
    string? Console,
    uint TimerBase,
    int TimerHertz,
    bool IsEmulated)
{
    public static FirmwareTarget Host { get; } = new("host", null, [], null, 0, null, null, 0, 0, false);

    /// <summary>Every board, in the order of their names.</summary>
    public static IReadOnlyList<FirmwareTarget> Boards { get; } = BoardDefinitions.ReadTargets();

    public static FirmwareTarget CortexM0 { get; } = Emulated("cortex-m0");

    public static FirmwareTarget CortexM3 { get; } = Emulated("cortex-m3");

    public static FirmwareTarget CortexM4 { get; } = Emulated("cortex-m4");

    public static FirmwareTarget CortexM7 { get; } = Emulated("cortex-m7");

    public static FirmwareTarget CortexM33 { get; } = Emulated("cortex-m33");

    public static FirmwareTarget CortexM55 { get; } = Emulated("cortex-m55");

    /// <summary>Every target that runs here: the emulated boards, and the host last.</summary>
    public static IReadOnlyList<FirmwareTarget> All { get; } = [.. Boards.Where(target => target.IsEmulated), Host];

    /// <summary>What the bench firmware needs to know of the board; null where it does not run there.</summary>
    public BenchSettings? Bench { get; init; }

    /// <summary>The board's name in the catalog of <c>target.mcu</c>; null where it does not stand there.</summary>
    public string? Microcontroller { get; init; }

    public bool IsHost => Board is null;

    /// <summary>The machine of qemu-system-arm; null where there is none.</summary>
    public string? EmulatorMachine => IsEmulated ? Board : null;

    private static FirmwareTarget Emulated(string core) => Boards.Single(target => target.IsEmulated && target.Name == core);
}
