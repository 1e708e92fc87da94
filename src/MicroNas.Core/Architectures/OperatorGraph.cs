namespace MicroNas.Core.Architectures;

/// <summary>
/// A discrete architecture lowered to operators in execution order: what costs are counted on, what is trained, quantized
/// and emitted. Tensor 0 is the input window; the last operator's output is the vector of class probabilities.
/// </summary>
/// <param name="Tensors">Shapes of the activations (T x S x C).</param>
/// <param name="Operators">Operators in execution order.</param>
public sealed record OperatorGraph(IReadOnlyList<TensorShape> Tensors, IReadOnlyList<GraphOperator> Operators)
{
    public TensorShape Input => Tensors[0];

    public TensorShape Output => Tensors[Operators[^1].Output];
}
