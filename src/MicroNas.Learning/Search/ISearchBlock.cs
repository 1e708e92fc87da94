using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>A cell of the super-network with its weights.</summary>
internal interface ISearchBlock : IDisposable
{
    IEnumerable<ConvolutionBlock> Convolutions { get; }

    /// <param name="input">N x C x S x T.</param>
    /// <param name="dropout">Of the cell's output.</param>
    Tensor Forward(Tensor input, SampledDecisions decisions, DropoutMask dropout);

    /// <summary>The same without libtorch; the dropout of a pass acts on the cell's output.</summary>
    /// <param name="decisions">Receives the cell's factors.</param>
    /// <returns>The cell's output.</returns>
    Activation AddTo(DirectGraph graph, Activation input, DirectDecisions decisions);

    /// <summary>The same without dropout by libtorch's own operators, which differentiate â too: what the fused operation is judged by.</summary>
    /// <param name="probabilities">â of every group of the space, by group index.</param>
    Tensor ForwardPlain(Tensor input, IReadOnlyList<Tensor> probabilities);
}
