using MicroNas.Core;

namespace MicroNas.Boards.Toolchain;

/// <summary>What firmware is compiled for: a core in the emulator, or the host.</summary>
/// <param name="Name">For example <c>cortex-m4</c>; the host is <c>host</c>.</param>
/// <param name="CompilerFlags">Core and floating point.</param>
/// <param name="LinkerScript">File in <c>firmware/boards/cortex-m</c>; null for the host.</param>
/// <param name="EmulatorMachine">The machine of qemu-system-arm; null for the host.</param>
/// <param name="TimerBase">Address of CMSDK timer 0.</param>
/// <param name="TimerHertz">Its clock.</param>
public sealed record FirmwareTarget(
    string Name,
    EquatableArray<string> CompilerFlags,
    string? LinkerScript,
    string? EmulatorMachine,
    uint TimerBase,
    int TimerHertz)
{
    public static FirmwareTarget Host { get; } = new("host", [], null, null, 0, 0);

    public static FirmwareTarget CortexM3 { get; } = new(
        "cortex-m3", ["-mcpu=cortex-m3", "-mthumb", "-mfloat-abi=soft"], "memory_an386.ld", "mps2-an385", 0x40000000, 25_000_000);

    public static FirmwareTarget CortexM4 { get; } = new(
        "cortex-m4", ["-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"], "memory_an386.ld", "mps2-an386", 0x40000000, 25_000_000);

    public static FirmwareTarget CortexM7 { get; } = new(
        "cortex-m7", ["-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"], "memory_an386.ld", "mps2-an500", 0x40000000, 25_000_000);

    public static FirmwareTarget CortexM33 { get; } = new(
        "cortex-m33", ["-mcpu=cortex-m33", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"], "memory_an505.ld", "mps2-an505", 0x50000000, 20_000_000);

    /// <summary>Every target, the host last.</summary>
    public static IReadOnlyList<FirmwareTarget> All { get; } = [CortexM3, CortexM4, CortexM7, CortexM33, Host];

    public bool IsHost => EmulatorMachine is null;
}
