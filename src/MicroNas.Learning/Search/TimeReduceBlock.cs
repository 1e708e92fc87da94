using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>Time-Reduce cell (paper, Fig. 5): the kernels' outputs weighted by α1, masked by α2.</summary>
internal sealed class TimeReduceBlock : ISearchBlock
{
    private readonly TimeReduceCell cell;
    private readonly ConvolutionBlock[] kernels;
    private readonly WidthMask mask;

    public TimeReduceBlock(TimeReduceCell cell, RandomSource random)
    {
        this.cell = cell;
        kernels = [.. cell.KernelLengths.Select(length => new ConvolutionBlock(
            new ConvolutionShape(cell.Input, cell.Output.Channels, length, 1, 2, 1), random))];
        mask = new WidthMask(cell.OutputFilterOptions);
    }

    public IEnumerable<ConvolutionBlock> Convolutions => kernels;

    public Tensor Forward(Tensor input, IReadOnlyList<Tensor> probabilities)
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
