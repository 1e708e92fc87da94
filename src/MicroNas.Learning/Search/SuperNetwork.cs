using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>All architectures of a search space in one network with shared weights.</summary>
internal sealed class SuperNetwork : IDisposable
{
    private readonly ISearchBlock[] blocks;
    private readonly ConvolutionBlock output;

    public SuperNetwork(SearchSpace space, RandomSource random)
    {
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

    /// <summary>Every trainable tensor but α.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    private IEnumerable<ConvolutionBlock> Convolutions => [.. blocks.SelectMany(block => block.Convolutions), output];

    /// <summary>Class scores before softmax, N x classes.</summary>
    /// <param name="input">N x 1 x S x T, standardised.</param>
    /// <param name="probabilities">â, by group index.</param>
    /// <param name="dropout">Applied between cells; null: none.</param>
    public Tensor Forward(Tensor input, IReadOnlyList<Tensor> probabilities, DropoutSource? dropout)
    {
        var activation = input;
        foreach (var block in blocks)
        {
            activation = block.Forward(activation, probabilities);
            activation = dropout?.Apply(activation) ?? activation;
        }

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
