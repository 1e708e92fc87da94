using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>Time-Reduce cell (paper, Fig. 5): the kernels' outputs weighted by α1, masked by α2.</summary>
internal sealed class TimeReduceBlock : ISearchBlock
{
    private readonly TimeReduceCell cell;
    private readonly ConvolutionBlock[] kernels;
    private readonly WidthMask mask;
    private readonly BranchFactors factors;

    public TimeReduceBlock(TimeReduceCell cell, RandomSource random)
    {
        this.cell = cell;
        kernels = [.. cell.KernelLengths.Select(length => new ConvolutionBlock(
            new ConvolutionShape(cell.Input, cell.Output.Channels, length, 1, 2, 1), random))];
        mask = new WidthMask(cell.OutputFilterOptions);
        factors = new BranchFactors(
            mask, cell.Filters.Index, kernels.Select((_, i) => new BranchFactors.Row([(cell.Kernel.Index, i)], Masked: true)));
    }

    public IEnumerable<ConvolutionBlock> Convolutions => kernels;

    public Tensor Forward(Tensor input, SampledDecisions decisions, DropoutMask dropout) => FusedNormalization.Apply(
        [.. kernels.Select(kernel => kernel.Branch(input, decisions.WeightsTrainable))],
        decisions.Factors(factors),
        identity: null,
        dropout);

    public Activation AddTo(DirectGraph graph, Activation input, DirectDecisions decisions) => graph.Sum(
        [.. kernels.Select(kernel => graph.Convolve(kernel, input))], decisions.Add(factors), dropsOut: true);

    public Tensor ForwardPlain(Tensor input, IReadOnlyList<Tensor> probabilities)
    {
        var kernel = probabilities[cell.Kernel.Index];
        var filters = mask.Of(probabilities[cell.Filters.Index]);
        return BranchSum.Of(kernels.Select((convolution, i) => convolution.Forward(input, kernel[i] * filters)));
    }

    public void Dispose()
    {
        foreach (var kernel in kernels)
        {
            kernel.Dispose();
        }

        mask.Dispose();
    }
}
