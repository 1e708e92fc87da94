using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>
/// Sensor-Fusion cell (paper, Fig. 6): fusion convolution masked by α5; kernels gated by α2 to α4 and skip path gated by α1,
/// summed and masked by α6; the whole gated against the identity where the cell has one.
/// </summary>
internal sealed class SensorFusionBlock : ISearchBlock
{
    private const int On = 1;

    private readonly SensorFusionCell cell;
    private readonly ConvolutionBlock fusion;
    private readonly ConvolutionBlock skip;
    private readonly ConvolutionBlock[] kernels;
    private readonly WidthMask fusionMask;
    private readonly WidthMask outputMask;

    public SensorFusionBlock(SensorFusionCell cell, RandomSource random)
    {
        this.cell = cell;
        var filters = cell.Output.Channels;
        var fused = cell.Output with { Channels = cell.FusionFilterOptions[^1] };
        skip = new ConvolutionBlock(new ConvolutionShape(cell.Input, filters, 1, cell.Stride, 1, cell.Stride), random);
        fusion = new ConvolutionBlock(
            new ConvolutionShape(cell.Input, fused.Channels, 1, cell.Input.Sensors, 1, cell.Stride), random);
        kernels = [.. cell.KernelLengths.Select(length => new ConvolutionBlock(
            new ConvolutionShape(fused, filters, length, 1, 1, 1), random))];
        fusionMask = new WidthMask(cell.FusionFilterOptions);
        outputMask = new WidthMask(cell.OutputFilterOptions);
    }

    public IEnumerable<ConvolutionBlock> Convolutions => [skip, fusion, .. kernels];

    public Tensor Forward(Tensor input, IReadOnlyList<Tensor> probabilities)
    {
        var filters = outputMask.Of(probabilities[cell.OutputFilters.Index]);
        var gate = cell.Identity is { } identity ? probabilities[identity.Index] : null;
        if (gate is not null)
        {
            filters *= gate[0];
        }

        var fused = fusion.Forward(input, fusionMask.Of(probabilities[cell.FusionFilters.Index]));
        List<Tensor> branches = [skip.Forward(input, probabilities[cell.Skip.Index][On] * filters)];
        branches.AddRange(kernels.Select((convolution, i) =>
            convolution.Forward(fused, probabilities[cell.Kernels[i].Index][On] * filters)));
        if (gate is not null)
        {
            branches.Add(input * gate[On]);
        }

        return BranchSum.Of(branches);
    }

    public void Dispose()
    {
        foreach (var convolution in Convolutions)
        {
            convolution.Dispose();
        }

        fusionMask.Dispose();
        outputMask.Dispose();
    }
}
