using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>All architectures of a search space in one network with shared weights.</summary>
internal sealed class SuperNetwork : IDisposable
{
    private readonly ISearchBlock[] blocks;
    private readonly ConvolutionBlock output;

    public SuperNetwork(SearchSpace space, RandomSource random, ActivationPrecision precision = ActivationPrecision.Fp32)
    {
        (Input, Precision) = (space.Input, precision);
        blocks = [.. space.Cells.Select(cell => cell switch
        {
            TimeReduceCell timeReduce => (ISearchBlock)new TimeReduceBlock(timeReduce, random),
            SensorFusionCell fusion => new SensorFusionBlock(fusion, random),
            _ => throw new ArgumentException($"Cell {cell.Index} is a {cell.GetType().Name}, which has no block.", nameof(space)),
        })];
        output = new ConvolutionBlock(new ConvolutionShape(space.Cells[^1].Output, space.Classes, 1, 1, 1, 1), random);
        Parameters = [.. Convolutions.SelectMany(convolution => convolution.Parameters)];
    }

    /// <summary>In the order of <see cref="SearchSpace.Cells"/>.</summary>
    public IReadOnlyList<ISearchBlock> Blocks => blocks;

    /// <summary>1x1 convolution to the classes.</summary>
    public ConvolutionBlock Output => output;

    /// <summary>Of a window.</summary>
    public TensorShape Input { get; }

    /// <summary>Of the activations in <see cref="Forward"/>.</summary>
    public ActivationPrecision Precision { get; }

    /// <summary>Every trainable tensor but α.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    private IEnumerable<ConvolutionBlock> Convolutions => [.. blocks.SelectMany(block => block.Convolutions), output];

    /// <summary>Class scores before softmax, N x classes, float32. The search computes it in bfloat16 alone (<see cref="BuildDirect"/>); in float32 it is a judge.</summary>
    /// <param name="input">N x 1 x S x T, standardised.</param>
    /// <param name="dropout">Applied between cells; null: none.</param>
    public Tensor Forward(Tensor input, SampledDecisions decisions, DropoutSource? dropout)
    {
        var activation = Precision == ActivationPrecision.Bf16 ? input.to_type(ScalarType.BFloat16) : input;
        foreach (var block in blocks)
        {
            activation = block.Forward(activation, decisions, dropout?.Next() ?? DropoutMask.None);
        }

        var scores = FusedNormalization.Apply(
            [output.Branch(activation, decisions.WeightsTrainable)], factors: null, identity: null, DropoutMask.None);
        return scores.to_type(ScalarType.Float32).mean([2, 3]); // N, C, S, T to N, C
    }

    /// <summary>The same, and its mean cross-entropy, in float32 without libtorch: what the search computes in float32.</summary>
    /// <param name="decisions">Receives the cells' factors.</param>
    /// <param name="windows">At most so many are computed at once.</param>
    public DirectGraph BuildDirect(DirectDecisions decisions, int windows)
    {
        var graph = new DirectGraph(Parameters, windows);
        var activation = blocks.Aggregate(graph.Input(Input), (values, block) => block.AddTo(graph, values, decisions));
        graph.End(graph.Sum([graph.Convolve(output, activation)]), LossOptions.Plain);
        return graph;
    }

    /// <summary>The same by libtorch's own operators, which differentiate â too, in the type of the input.</summary>
    /// <param name="input">N x 1 x S x T, standardised.</param>
    /// <param name="probabilities">â, by group index; of the same type.</param>
    /// <param name="dropout">Applied between cells.</param>
    public Tensor ForwardPlain(Tensor input, IReadOnlyList<Tensor> probabilities, Func<Tensor, Tensor> dropout)
    {
        var activation = blocks.Aggregate(input, (values, block) => dropout(block.ForwardPlain(values, probabilities)));
        return output.Forward(activation).mean([2, 3]); // N, C, S, T to N, C
    }

    public void Dispose()
    {
        foreach (var block in blocks)
        {
            block.Dispose();
        }

        output.Dispose();
    }
}
