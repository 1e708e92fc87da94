using MicroNas.Core.Emission;
using MicroNas.Core.Latency;
using MicroNas.Core.Memory;

namespace MicroNas.Core.Architectures;

/// <summary>
/// RAM and flash of the product's own runtime. The arena holds activations alone: blocks of 16 bytes, ADD in place, RESHAPE
/// without memory of its own; descriptors and constants lie in flash. Flash of a convolution with K inputs of a value and M
/// filters, N rounded up to blocks of 4: M·K weights, 4M biases, 8M requantization multipliers and shifts, and the descriptors.
/// </summary>
public sealed class MicronasFootprint : IRuntimeFootprint
{
    private const int DescriptorBytes = 96;

    public bool AddsInPlace => true;

    public int FixedMemory => 0;

    public int FixedFlash => 256;

    public int TensorBytes(TensorShape shape) => Alignment.Up(shape.Elements, ArenaPlanner.Alignment);

    public int ScratchBytes(OperatorShape shape) => 0;

    public int PersistentBytes(OperatorShape shape) => 0;

    public int FlashBytes(OperatorShape shape) => shape.Kind == OperatorKind.Convolution
        ? WeightBlocking.FlashBytes(shape.KernelTime * shape.KernelSensors, shape.Input.Channels, shape.Output.Channels) + DescriptorBytes
        : DescriptorBytes;

    public long PlannedBytes(OperatorGraph graph) => ArenaPlanner.PlanGraph(graph).Size;
}
