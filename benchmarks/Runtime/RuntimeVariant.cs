using MicroNas.Boards.Toolchain;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>What the runtime is compiled for.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Flags">Added to the product's own.</param>
/// <param name="Cycles">Whether Cortex-M4 cycles are estimated.</param>
internal sealed record RuntimeVariant(string Name, FirmwareTarget Target, IReadOnlyList<string> Flags, bool Cycles)
{
    public static RuntimeVariant CortexM4 { get; } = new("cortex-m4", FirmwareTarget.CortexM4, [], Cycles: true);

    /// <summary>The flavour for the smallest code.</summary>
    public static RuntimeVariant Size { get; } = new("cortex-m4 size", FirmwareTarget.CortexM4, ["-DMICRONAS_SIZE=1", "-Os"], Cycles: true);

    public static RuntimeVariant CortexM7 { get; } = new("cortex-m7", FirmwareTarget.CortexM7, [], Cycles: false);

    public static RuntimeVariant CortexM33 { get; } = new("cortex-m33", FirmwareTarget.CortexM33, [], Cycles: false);

    /// <summary>No DSP extension: the portable flavour.</summary>
    public static RuntimeVariant CortexM3 { get; } = new("cortex-m3", FirmwareTarget.CortexM3, [], Cycles: false);

    public static IReadOnlyList<RuntimeVariant> All { get; } = [CortexM4, Size, CortexM7, CortexM33, CortexM3];
}
