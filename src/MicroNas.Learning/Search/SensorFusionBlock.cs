using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;
using MicroNas.Learning.Numerics.Fused;

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
    private readonly BranchFactors fusionFactors;
    private readonly BranchFactors outputFactors;

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
        fusionFactors = new BranchFactors(fusionMask, cell.FusionFilters.Index, [new BranchFactors.Row([], Masked: true)]);
        outputFactors = new BranchFactors(outputMask, cell.OutputFilters.Index, OutputRows(cell));
    }

    public IEnumerable<ConvolutionBlock> Convolutions => [skip, fusion, .. kernels];

    public Tensor Forward(Tensor input, SampledDecisions decisions, DropoutMask dropout)
    {
        var trainable = decisions.WeightsTrainable;
        var fused = FusedNormalization.Apply(
            [fusion.Branch(input, trainable)], decisions.Factors(fusionFactors), identity: null, DropoutMask.None);
        return FusedNormalization.Apply(
            [skip.Branch(input, trainable), .. kernels.Select(kernel => kernel.Branch(fused, trainable))],
            decisions.Factors(outputFactors),
            cell.Identity is null ? null : input,
            dropout);
    }

    public Activation AddTo(DirectGraph graph, Activation input, DirectDecisions decisions)
    {
        var fused = graph.Sum([graph.Convolve(fusion, input)], decisions.Add(fusionFactors));
        return graph.Sum(
            [graph.Convolve(skip, input), .. kernels.Select(kernel => graph.Convolve(kernel, fused))],
            decisions.Add(outputFactors),
            cell.Identity is null ? null : input,
            dropsOut: true);
    }

    public Tensor ForwardPlain(Tensor input, IReadOnlyList<Tensor> probabilities)
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

    /// <summary>Skip path, kernels and, where the cell has one, the identity.</summary>
    private static IEnumerable<BranchFactors.Row> OutputRows(SensorFusionCell cell)
    {
        (int Group, int Option)[] inside = cell.Identity is { } identity ? [(identity.Index, 0)] : [];
        yield return new BranchFactors.Row([(cell.Skip.Index, On), .. inside], Masked: true);
        foreach (var kernel in cell.Kernels)
        {
            yield return new BranchFactors.Row([(kernel.Index, On), .. inside], Masked: true);
        }

        if (cell.Identity is { } identityGroup)
        {
            yield return new BranchFactors.Row([(identityGroup.Index, On)], Masked: false);
        }
    }
}
