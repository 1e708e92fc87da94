using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the constants of each operator of a validated model and the call that runs it.</summary>
internal sealed class OperatorEmitter(QuantizedModel model, KernelSchedule schedule, CWriter writer)
{
    private readonly List<string> calls = [];

    /// <summary>Statements in execution order; <c>arena</c> is a pointer to int8_t.</summary>
    public IReadOnlyList<string> Calls => calls;

    public void Emit(int index)
    {
        var context = new OperatorContext(model, schedule, index, writer);
        calls.Add(model.Operators[index] switch
        {
            Convolution2D node => ConvolutionSource.Emit(context, node),
            DepthwiseConvolution2D node => DepthwiseConvolutionSource.Emit(context, node),
            FullyConnected node => FullyConnectedSource.Emit(context, node),
            Add node => AdditionSource.Emit(context, node),
            Pool2D node => PoolingSource.Emit(context, node),
            Mean node => MeanSource.Emit(context, node),
            Softmax node => SoftmaxSource.Emit(context, node),
            Relu node => ReluSource.Emit(context, node),
            Concatenation node => ConcatenationSource.Emit(context, node),
            Pad node => PadSource.Emit(context, node),
            Reshape => FormattableString.Invariant($"/* operator {index}, RESHAPE: the values stay where they are */"),
            var other => throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.OperatorNotEmittable,
                FormattableString.Invariant($"Operator {index} is {other.GetType().Name}, which the runtime has no kernel for; ")
                + "it runs CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, ADD, AVERAGE_POOL_2D, MAX_POOL_2D, MEAN, RESHAPE, SOFTMAX, RELU, "
                + "CONCATENATION and PAD.")),
        });
    }
}
