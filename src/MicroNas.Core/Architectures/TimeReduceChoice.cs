namespace MicroNas.Core.Architectures;

/// <summary>The decisions of one Time-Reduce cell: kernel <c>KernelLength</c> x 1 with stride 2 x 1 (α1) and its filters (α2).</summary>
public sealed record TimeReduceChoice(int KernelLength, int Filters) : CellChoice
{
    public override string ToString() => FormattableString.Invariant($"TR(k{KernelLength},f{Filters})");
}
