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
        Tensor? sum = null;
        for (var i = 0; i < kernels.Length; i++)
        {
            var branch = kernels[i].Forward(input) * kernel[i];
            sum = sum is null ? branch : sum + branch;
        }

        return mask.Apply(sum!, probabilities[cell.Filters.Index]);
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
