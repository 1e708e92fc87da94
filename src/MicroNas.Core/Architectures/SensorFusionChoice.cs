namespace MicroNas.Core.Architectures;

/// <summary>
/// The decisions of one Sensor-Fusion cell. When <see cref="Identity"/> is true the cell is skipped whole and the other
/// members hold their canonical values (no kernels, no skip, 0 filters). Without kernels the main path is absent and
/// <see cref="FusionFilters"/> is 0. At least one of kernels, skip and identity is present.
/// </summary>
/// <param name="Identity">The cell is left out: output = input (stride-1 cells only).</param>
/// <param name="KernelLengths">The time kernels of the main path that are on, ascending: a subset of 3, 5, 7 (α2, α3, α4).</param>
/// <param name="Skip">Whether the 1 x stride skip convolution is on (α1).</param>
/// <param name="FusionFilters">Filters of the 1 x S convolution of the main path (α5).</param>
/// <param name="OutputFilters">Filters of the cell's output (α6).</param>
public sealed record SensorFusionChoice(
    bool Identity,
    EquatableArray<int> KernelLengths,
    bool Skip,
    int FusionFilters,
    int OutputFilters) : CellChoice
{
    public static SensorFusionChoice Skipped { get; } = new(true, EquatableArray<int>.Empty, false, 0, 0);

    public override string ToString() => Identity
        ? "SF(identity)"
        : FormattableString.Invariant($"SF(f{FusionFilters}>f{OutputFilters},k{{{string.Join(',', KernelLengths)}}}{(Skip ? ",skip" : "")})");
}
