namespace MicroNas.Core.Architectures;

/// <summary>
/// Sensor-Fusion cell (paper, Fig. 6). Main path: 1 x S convolution with stride 1 x s, then any subset of k x 1
/// convolutions, summed. Skip path: 1 x s convolution with stride 1 x s, added. A stride-1 cell can be the identity.
/// </summary>
/// <param name="Stride">s: 2, or 1 for the cells that keep their shape.</param>
/// <param name="KernelLengths">Time kernels of the main path; the i-th is switched by the i-th of <paramref name="Kernels"/>.</param>
/// <param name="Skip">α1: option 0 = no skip path, 1 = skip path.</param>
/// <param name="Kernels">α2, α3, α4: option 0 = off, 1 = on.</param>
/// <param name="FusionFilters">α5: filters of the 1 x S convolution, an option for each of <paramref name="FusionFilterOptions"/>.</param>
/// <param name="OutputFilters">α6: filters of the output, an option for each of the output's filter options.</param>
/// <param name="Identity">Option 0 = the cell, 1 = identity; null where stride or filters make the identity impossible.</param>
/// <param name="FusionFilterOptions">Filters that the 1 x S convolution can have, ascending.</param>
public sealed record SensorFusionCell(
    int Index,
    TensorShape Input,
    TensorShape Output,
    EquatableArray<int> InputFilterOptions,
    EquatableArray<int> OutputFilterOptions,
    int Stride,
    EquatableArray<int> KernelLengths,
    EquatableArray<int> FusionFilterOptions,
    DecisionGroup Skip,
    EquatableArray<DecisionGroup> Kernels,
    DecisionGroup FusionFilters,
    DecisionGroup OutputFilters,
    DecisionGroup? Identity) : SearchCell(Index, Input, Output, InputFilterOptions, OutputFilterOptions)
{
    /// <inheritdoc/>
    public override IReadOnlyList<DecisionGroup> Decisions => Identity is { } identity
        ? [identity, Skip, .. Kernels, FusionFilters, OutputFilters]
        : [Skip, .. Kernels, FusionFilters, OutputFilters];
}
