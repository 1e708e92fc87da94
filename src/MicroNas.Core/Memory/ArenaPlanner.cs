using MicroNas.Core.Architectures;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Memory;

/// <summary>
/// Plans the arena: lays blocks of known lifetime into the smallest memory it can find, so that blocks which are alive at
/// one time never share a byte. Used by the cost model (<see cref="PlanGraph"/>) and by the emitter
/// (<c>PlanModel</c>), so that the memory which the budget checks is the memory which the firmware declares.
/// </summary>
/// <remarks>
/// Greedy by several orders, then repair: the block that tops the arena is placed earlier. For few blocks every order is
/// tried, which is exact: sorted by offset, an optimal plan is reached by placing each block as low as it can lie.
/// </remarks>
public static class ArenaPlanner
{
    /// <summary>Every block starts at a multiple of this many bytes.</summary>
    public const int Alignment = 16;

    /// <summary>Plans independent blocks.</summary>
    public static ArenaPlan Plan(IReadOnlyList<ArenaBuffer> buffers)
    {
        var (size, offsets, lowerBound) = ArenaLayout.Place(buffers);
        return new ArenaPlan(size, [.. offsets], lowerBound, EquatableArray<int>.Empty);
    }

    /// <summary>
    /// Plans the activations of a network: lifetimes from the steps that write and read them, ADD in place, RESHAPE without
    /// memory of its own. The input lies in the arena from before the first step; the output lives to the end.
    /// </summary>
    /// <param name="sizes">Bytes of each tensor.</param>
    /// <param name="steps">In execution order; each tensor is written once.</param>
    /// <param name="input">Tensor that the caller fills.</param>
    /// <param name="output">Tensor that the caller reads.</param>
    /// <exception cref="ArgumentException">A step reads a tensor that nothing has written, or writes one twice.</exception>
    public static ArenaPlan Plan(IReadOnlyList<int> sizes, IReadOnlyList<ArenaStep> steps, int input, int output)
    {
        var best = PlanVariant(sizes, steps, input, output, preferLast: false);
        if (best.Size == best.LowerBound)
        {
            return best;
        }

        var other = PlanVariant(sizes, steps, input, output, preferLast: true);
        return other.Size < best.Size ? other : best;
    }

    /// <summary>The arena of a lowered architecture; offsets by tensor of the graph, int8 elements.</summary>
    /// <param name="preference">What the kernels, and with them their scratch, are chosen for.</param>
    public static ArenaPlan PlanGraph(OperatorGraph graph, KernelPreference preference = KernelPreference.Fast) => Plan(
        [.. graph.Tensors.Select(shape => shape.Elements)],
        [.. graph.Operators.Select(node => new ArenaStep(node.Inputs, node.Output, node switch
        {
            AddOperator => ArenaSharing.InPlace,
            ReshapeOperator => ArenaSharing.Alias,
            _ => ArenaSharing.None,
        }, node is ConvolutionOperator ? ConvolutionPlanner.Plan(ConvolutionShape.Of(OperatorShapes.Of(graph, node)), preference).ScratchBytes : 0))],
        input: 0,
        graph.Operators[^1].Output);

    /// <summary>The arena of an int8 model; offsets by tensor of the model, -1 for constants.</summary>
    /// <param name="scratchSizes">Bytes, by operator.</param>
    public static ArenaPlan PlanModel(QuantizedModel model, IReadOnlyList<int> scratchSizes) => Plan(
        [.. model.Tensors.Select(tensor => tensor.IsConstant ? 0 : tensor.Elements)],
        [.. model.Operators.Select((node, index) => new ArenaStep(
            [.. node.Inputs.Where(tensor => tensor >= 0 && !model.Tensors[tensor].IsConstant)],
            node.Output,
            node switch
            {
                Add => ArenaSharing.InPlace,
                Reshape => ArenaSharing.Alias,
                _ => ArenaSharing.None,
            },
            scratchSizes[index]))],
        model.Input,
        model.Output);

    private static ArenaPlan PlanVariant(
        IReadOnlyList<int> sizes, IReadOnlyList<ArenaStep> steps, int input, int output, bool preferLast)
    {
        var assignment = BufferAssignment.Create(sizes, steps, input, output, preferLast);
        var (size, offsets, lowerBound) = ArenaLayout.Place(assignment.Buffers);
        return new ArenaPlan(
            size,
            [.. assignment.BufferOfTensor.Select(buffer => buffer < 0 ? -1 : offsets[buffer])],
            lowerBound,
            [.. assignment.BufferOfScratch.Select(buffer => buffer < 0 ? -1 : offsets[buffer])]);
    }
}
