namespace MicroNas.Core.Architectures;

/// <summary>
/// Time-Reduce cell (paper, Fig. 5): one of the kernels k x 1 with stride 2 x 1, SAME padding.
/// </summary>
/// <param name="KernelLengths">The kernels, an option of <paramref name="Kernel"/> each.</param>
/// <param name="Kernel">α1: which kernel.</param>
/// <param name="Filters">α2: which of the output's filter options.</param>
public sealed record TimeReduceCell(
    int Index,
    TensorShape Input,
    TensorShape Output,
    EquatableArray<int> InputFilterOptions,
    EquatableArray<int> OutputFilterOptions,
    EquatableArray<int> KernelLengths,
    DecisionGroup Kernel,
    DecisionGroup Filters) : SearchCell(Index, Input, Output, InputFilterOptions, OutputFilterOptions)
{
    /// <inheritdoc/>
    public override IReadOnlyList<DecisionGroup> Decisions => [Kernel, Filters];
}
