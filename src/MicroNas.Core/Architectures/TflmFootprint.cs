using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>
/// RAM and flash of TensorFlow Lite Micro with CMSIS-NN on a 32-bit core. al16 rounds up to 16, G = convolutions that are
/// not 1 x 1 with stride 1, N filters, K inputs of an output value:
/// arena = plan + Σ conv (160 + 2·al16(4N)) + 112·adds + al16(4·(G + 4)) + fixed.
/// The plan holds activations, 4K of scratch for each generic convolution and 4C for the average pool, laid out by
/// <see cref="TflmMemoryPlanner"/>. Exact on the ten models whose arenas were measured (MEAN instead of average pool and
/// reshape: 484 fixed); the pool and reshape of our own models add an upper bound of 128 bytes.
/// </summary>
public sealed class TflmFootprint : IRuntimeFootprint
{
    /// <summary>Interpreter, input and output, MEAN and SOFTMAX, before al16(4·(G + 4)).</summary>
    internal const int MeasuredFixedBytes = 484;

    /// <summary>Upper bound of what AVERAGE_POOL_2D and RESHAPE keep beyond MEAN.</summary>
    internal const int PoolAndReshapeBytes = 128;

    private const int BlockBytes = 16;

    public KernelPreference Kernels => KernelPreference.Fast;

    public bool AddsInPlace => false;

    /// <remarks>Scratch handles are counted by 4 bytes a convolution in <see cref="PersistentBytes"/>; 16 + 15 are the rest and the rounding.</remarks>
    public int FixedMemory => MeasuredFixedBytes + PoolAndReshapeBytes + 16 + 15;

    /// <summary>Operator codes, metadata, signature, input, pool, reshape and softmax of a .tflite file.</summary>
    public int FixedFlash => 1600;

    public int TensorBytes(TensorShape shape) => Alignment.Up(shape.Elements, BlockBytes);

    public int ScratchBytes(OperatorShape shape) => shape.Kind switch
    {
        OperatorKind.Convolution when !IsFast(shape) => Alignment.Up(4 * Depth(shape), BlockBytes),
        OperatorKind.GlobalAveragePool => Alignment.Up(4 * shape.Input.Channels, BlockBytes),
        _ => 0,
    };

    public int PersistentBytes(OperatorShape shape) => shape.Kind switch
    {
        OperatorKind.Convolution =>
            160 + (2 * Alignment.Up(4 * shape.Output.Channels, BlockBytes)) + (IsFast(shape) ? 0 : 4),
        OperatorKind.Add => 112,
        _ => 0,
    };

    /// <remarks>
    /// A convolution holds int8 weights, int32 biases, and for weights and bias each a float scale and a 64-bit zero point a
    /// filter; its tensors, buffers and operator table take the rest. An upper bound of what <see cref="Tflite.TfliteWriter"/>
    /// writes, 1 % above it for models of 50 kB.
    /// </remarks>
    public int FlashBytes(OperatorShape shape) => shape.Kind switch
    {
        OperatorKind.Convolution => Alignment.Up(Depth(shape) * shape.Output.Channels, BlockBytes) + (shape.Output.Channels * 28) + 400,
        OperatorKind.Add => 180,
        _ => 0,
    };

    public long PlannedBytes(OperatorGraph graph) => TflmMemoryPlanner.Plan(graph, this);

    private static bool IsFast(OperatorShape shape) => OperatorCondition.PointwiseChannels4.Holds(shape);

    private static int Depth(OperatorShape shape) => shape.KernelTime * shape.KernelSensors * shape.Input.Channels;
}
