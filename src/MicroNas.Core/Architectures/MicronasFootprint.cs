using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Memory;

namespace MicroNas.Core.Architectures;

/// <summary>
/// RAM and flash of the product's own runtime. The arena holds activations: blocks of 16 bytes, ADD in place, RESHAPE
/// without memory of its own, and the scratch of each kernel while it runs; descriptors and constants lie in flash. Flash of a
/// convolution with K inputs of a value and N filters: N·K weights, 4N biases, 5N multipliers and shifts, and the descriptor.
/// </summary>
/// <param name="preference">What kernels are chosen for.</param>
public sealed class MicronasFootprint(KernelPreference preference = KernelPreference.Fast) : IRuntimeFootprint
{
    private const int DescriptorBytes = 100;

    private const int BytesOfAChannel = 4 + 4 + 1;

    public KernelPreference Kernels => preference;

    public bool AddsInPlace => true;

    public int FixedMemory => 0;

    public int FixedFlash => 256;

    public int TensorBytes(TensorShape shape) => Alignment.Up(shape.Elements, ArenaPlanner.Alignment);

    public int ScratchBytes(OperatorShape shape) => shape.Kind == OperatorKind.Convolution
        ? Alignment.Up(ConvolutionPlanner.Plan(ConvolutionShape.Of(shape), preference).ScratchBytes, ArenaPlanner.Alignment)
        : 0;

    public int PersistentBytes(OperatorShape shape) => 0;

    public int FlashBytes(OperatorShape shape) => shape.Kind == OperatorKind.Convolution
        ? (shape.Output.Channels * ((shape.KernelTime * shape.KernelSensors * shape.Input.Channels) + BytesOfAChannel)) + DescriptorBytes
        : DescriptorBytes;

    public long PlannedBytes(OperatorGraph graph) => ArenaPlanner.PlanGraph(graph, preference).Size;
}
