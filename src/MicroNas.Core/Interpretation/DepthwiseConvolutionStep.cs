using System.Runtime.InteropServices;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>DEPTHWISE_CONV_2D per channel: the window's part inside the map, since padding is the real value 0.</summary>
internal sealed class DepthwiseConvolutionStep : InterpreterStep
{
    private readonly DepthwiseConvolution2D step;
    private readonly EquatableArray<int> input; // N x T x S x C
    private readonly EquatableArray<int> output; // N x T x S x C
    private readonly EquatableArray<int> kernel; // 1 x T x S x C
    private readonly int inputZeroPoint;
    private readonly int outputZeroPoint;
    private readonly ActivationBounds bounds;
    private readonly ReadOnlyMemory<byte> weights;
    private readonly int[] bias;
    private readonly FixedPointMultiplier[] multipliers;

    public DepthwiseConvolutionStep(QuantizedModel model, DepthwiseConvolution2D step)
    {
        this.step = step;
        var (source, constant, target) = (model.Tensors[step.Inputs[0]], model.Tensors[step.Inputs[1]], model.Tensors[step.Output]);
        (input, output, kernel) = (source.Shape, target.Shape, constant.Shape);
        (inputZeroPoint, outputZeroPoint) = (source.Quantization!.ZeroPoint, target.Quantization!.ZeroPoint);
        bounds = ActivationBounds.For(step.Activation, target.Quantization);
        weights = constant.Data!.Value;
        bias = WeightRows.Bias(model, step, output[3]);
        multipliers = OutputMultipliers.Convolution(source.Quantization, constant.Quantization!, target.Quantization, output[3]);
    }

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        var filter = MemoryMarshal.Cast<byte, sbyte>(weights.Span);
        var top = ConvolutionGeometry.PaddingBefore(step.Padding, input[1], kernel[1], step.StrideHeight, output[1]);
        var left = ConvolutionGeometry.PaddingBefore(step.Padding, input[2], kernel[2], step.StrideWidth, output[2]);
        var position = 0;
        for (var y = 0; y < output[1]; y++)
        {
            for (var x = 0; x < output[2]; x++)
            {
                for (var channel = 0; channel < output[3]; channel++)
                {
                    var sum = bias[channel] + Sum(source, filter, (y * step.StrideHeight) - top, (x * step.StrideWidth) - left, channel);
                    target[position++] = (sbyte)Math.Clamp(
                        (long)multipliers[channel].Apply(sum) + outputZeroPoint, bounds.Minimum, bounds.Maximum);
                }
            }
        }
    }

    private int Sum(ReadOnlySpan<sbyte> source, ReadOnlySpan<sbyte> filter, int top, int left, int channel)
    {
        var sum = 0;
        var inputChannel = channel / step.DepthMultiplier;
        for (var i = Math.Max(0, -top); i < Math.Min(kernel[1], input[1] - top); i++)
        {
            for (var j = Math.Max(0, -left); j < Math.Min(kernel[2], input[2] - left); j++)
            {
                var value = source[((((top + i) * input[2]) + left + j) * input[3]) + inputChannel] - inputZeroPoint;
                sum += value * filter[(((i * kernel[2]) + j) * output[3]) + channel];
            }
        }

        return sum;
    }
}
