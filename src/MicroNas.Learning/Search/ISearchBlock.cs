using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>A cell of the super-network with its weights.</summary>
internal interface ISearchBlock : IDisposable
{
    IEnumerable<ConvolutionBlock> Convolutions { get; }

    /// <param name="input">N x C x S x T.</param>
    /// <param name="dropout">Of the cell's output.</param>
    Tensor Forward(Tensor input, SampledDecisions decisions, DropoutMask dropout);

    /// <summary>The same without dropout by libtorch's own operators, which differentiate â too: what the fused operation is judged by.</summary>
    /// <param name="probabilities">â of every group of the space, by group index.</param>
    Tensor ForwardPlain(Tensor input, IReadOnlyList<Tensor> probabilities);
}
