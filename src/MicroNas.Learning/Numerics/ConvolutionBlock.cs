using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Convolution without bias, batch norm and ReLU, with TensorFlow Lite's SAME padding. Activations are N x C x S x T with C
/// innermost in memory, which is what oneDNN computes fastest.
/// </summary>
internal sealed class ConvolutionBlock : IDisposable
{
    // The same memory as the parameters', but no gradient flows there.
    private readonly Tensor constantWeight;
    private readonly Tensor constantScale;
    private readonly Tensor constantShift;
    private readonly SamePadding sensorPadding;
    private readonly SamePadding timePadding;
    private readonly long[] strides;

    public ConvolutionBlock(ConvolutionShape geometry, RandomSource random)
    {
        Geometry = geometry;
        strides = [geometry.StrideSensors, geometry.StrideTime];
        sensorPadding = SamePadding.For(geometry.Input.Sensors, geometry.KernelSensors, geometry.StrideSensors);
        timePadding = SamePadding.For(geometry.Input.Time, geometry.KernelTime, geometry.StrideTime);

        // He initialisation: the variance of the activations survives the ReLU.
        var fanIn = geometry.Input.Channels * geometry.KernelSensors * geometry.KernelTime;
        var deviation = Math.Sqrt(2.0 / fanIn);
        var initial = new float[geometry.Filters * fanIn];
        for (var i = 0; i < initial.Length; i++)
        {
            initial[i] = (float)(deviation * random.NextNormal());
        }

        Weight = Keep(tensor(initial, [geometry.Filters, geometry.Input.Channels, geometry.KernelSensors, geometry.KernelTime]));
        Scale = Keep(ones(geometry.Filters));
        Shift = Keep(zeros(geometry.Filters));
        constantWeight = Weight.detach().DetachFromDisposeScope();
        constantScale = Scale.detach().DetachFromDisposeScope();
        constantShift = Shift.detach().DetachFromDisposeScope();
    }

    public ConvolutionShape Geometry { get; }

    /// <summary>O x I x S x T.</summary>
    public Tensor Weight { get; }

    /// <summary>Batch norm's γ, one a filter.</summary>
    public Tensor Scale { get; }

    /// <summary>Batch norm's β, one a filter.</summary>
    public Tensor Shift { get; }

    public IEnumerable<Tensor> Parameters => [Weight, Scale, Shift];

    /// <summary>The bare convolution with what its batch norm needs, for <see cref="FusedNormalization"/>.</summary>
    /// <param name="input">N x C x S x T, float32 or bfloat16; the convolution is computed in that type where oneDNN can.</param>
    /// <param name="trainable">False: no gradient flows to weight, scale and shift, only through the input.</param>
    public FusedBranch Branch(Tensor input, bool trainable = true)
    {
        var (weight, scale, shift) = trainable ? (Weight, Scale, Shift) : (constantWeight, constantScale, constantShift);
        if (input.dtype == weight.dtype)
        {
            return new FusedBranch(Convolve(input, weight, bias: null), scale, shift);
        }

        var convolved = IsRightInBFloat16(Geometry)
            ? Convolve(input, weight.to_type(input.dtype), bias: null)
            : Convolve(input.to_type(weight.dtype), weight, bias: null).to_type(input.dtype);
        return new FusedBranch(convolved, scale, shift);
    }

    /// <summary>Convolution, batch norm by the statistics of the batch itself, and ReLU by libtorch's own operators, in the input's type.</summary>
    /// <param name="factor">What the result is multiplied by: one value a filter. Null: 1.</param>
    public Tensor Forward(Tensor input, Tensor? factor = null) => Forward(input, factor, out _, out _);

    /// <inheritdoc cref="Forward(Tensor, Tensor)"/>
    /// <param name="mean">Mean of the batch, one a filter.</param>
    /// <param name="variance">Variance of the batch, one a filter.</param>
    public Tensor Forward(Tensor input, Tensor? factor, out Tensor mean, out Tensor variance)
    {
        var type = input.dtype;
        mean = zeros(Geometry.Filters, type);
        variance = ones(Geometry.Filters, type);
        var convolved = Convolve(input, Weight.to_type(type), bias: null);
        var rectified = functional.batch_norm(
            convolved, mean, variance, Scale.to_type(type), Shift.to_type(type), training: true, momentum: 1.0, eps: BatchNormalization.Epsilon).relu();
        return factor is null ? rectified : rectified * factor.view(-1, 1, 1);
    }

    /// <summary>Weights and bias with batch norm folded in for fixed statistics; gradients flow to weight, scale and shift.</summary>
    public (Tensor Weight, Tensor Bias) Fold(Tensor mean, Tensor variance)
    {
        var factor = Scale * variance.Plus(BatchNormalization.Epsilon).rsqrt();
        return (Weight * factor.view(-1, 1, 1, 1), Shift.Minus(mean * factor));
    }

    /// <summary>The bare convolution of this geometry, without ReLU.</summary>
    public Tensor Convolve(Tensor input, Tensor weight, Tensor? bias)
    {
        if (IsWrongInFloat(Geometry) && input.dtype == ScalarType.Float32)
        {
            var read = input.slice(2, 0, Geometry.Input.Sensors, Geometry.StrideSensors).slice(3, 0, Geometry.Input.Time, Geometry.StrideTime);
            return functional.linear(read.permute(0, 2, 3, 1), weight.flatten(1), bias).permute(0, 3, 1, 2); // N, S, T, C to N, C, S, T
        }

        long padSensors = sensorPadding.Before;
        long padTime = timePadding.Before;
        if (sensorPadding.Before != sensorPadding.After || timePadding.Before != timePadding.After)
        {
            input = functional.pad(input, [timePadding.Before, timePadding.After, sensorPadding.Before, sensorPadding.After]);
            padSensors = padTime = 0;
        }

        // One channel has no order, and libtorch then answers with S x T innermost. In that order oneDNN is not only slower: of a
        // 2 x 1 kernel on few sensors it computes a wrong gradient (libtorch 2.10, AVX-512).
        return ActivationMemory.Ordered(functional.conv2d(input, weight, bias, strides: strides, padding: [padSensors, padTime])); // N, C, S, T
    }

    public void Dispose()
    {
        Weight.Dispose();
        Scale.Dispose();
        Shift.Dispose();
        constantWeight.Dispose();
        constantScale.Dispose();
        constantShift.Dispose();
    }

    /// <summary>
    /// Of an odd number of filters, oneDNN of libtorch 2.10 computes a gradient to the input that has unwritten memory in it (AVX-512, it
    /// takes channels in pairs there); of one input channel its forward pass is wrong, but for longer kernels with 16 filters, as those of the first cell have by default.
    /// </summary>
    private static bool IsRightInBFloat16(ConvolutionShape geometry) =>
        geometry.Filters % 2 == 0 && (geometry.Input.Channels > 1 || (geometry.Filters == 16 && geometry.KernelTime > 1));

    /// <summary>
    /// Of 1 x 1 kernels with more than 32 filters, oneDNN of libtorch 2.10 leaves out some input channels where the filters are no multiple of
    /// 16, and at some counts above 64 (AVX-512, C innermost). The gradients are right, so that nothing but a wrong network shows.
    /// </summary>
    private static bool IsWrongInFloat(ConvolutionShape geometry) => geometry is { KernelTime: 1, KernelSensors: 1, Filters: > 32 };

    private static Tensor Keep(Tensor tensor) => tensor.requires_grad_().DetachFromDisposeScope();
}
