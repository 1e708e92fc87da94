using System.Buffers.Binary;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>CONV_2D per channel: each output pixel's input window as one row of int16, times four output channels at once.</summary>
internal sealed class ConvolutionStep : InterpreterStep
{
    private readonly Convolution2D step;
    private readonly EquatableArray<int> input; // N x T x S x C
    private readonly EquatableArray<int> output; // N x T x S x C
    private readonly int kernelHeight;
    private readonly int kernelWidth;
    private readonly int patchLength;
    private readonly int inputZeroPoint;
    private readonly int outputZeroPoint;
    private readonly ActivationBounds bounds;
    private readonly short[] weights; // channels, a multiple of four, x patch
    private readonly int[] bias;
    private readonly FixedPointMultiplier[] multipliers;

    public ConvolutionStep(QuantizedModel model, Convolution2D step)
    {
        this.step = step;
        var (source, constant, target) = (model.Tensors[step.Inputs[0]], model.Tensors[step.Inputs[1]], model.Tensors[step.Output]);
        (input, output) = (source.Shape, target.Shape);
        (kernelHeight, kernelWidth) = (constant.Shape[1], constant.Shape[2]);
        (inputZeroPoint, outputZeroPoint) = (source.Quantization!.ZeroPoint, target.Quantization!.ZeroPoint);
        bounds = ActivationBounds.For(step.Activation, target.Quantization);
        multipliers = OutputMultipliers.Convolution(source.Quantization, constant.Quantization!, target.Quantization, output[3]);

        var length = kernelHeight * kernelWidth * input[3];
        patchLength = RoundUp(length, DotProduct.Block);
        weights = new short[RoundUp(output[3], 4) * patchLength];
        bias = new int[RoundUp(output[3], 4)];
        var bytes = constant.Data!.Value.Span;
        for (var channel = 0; channel < output[3]; channel++)
        {
            for (var i = 0; i < length; i++)
            {
                weights[(channel * patchLength) + i] = (sbyte)bytes[(channel * length) + i];
            }

            if (step.Inputs.Count == 3 && step.Inputs[2] != -1)
            {
                bias[channel] = BinaryPrimitives.ReadInt32LittleEndian(model.Tensors[step.Inputs[2]].Data!.Value.Span[(4 * channel)..]);
            }
        }
    }

    /// <summary>int16 values of the workspace that it needs.</summary>
    public int PatchLength => patchLength;

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        var patch = workspace.Patches.AsSpan(0, patchLength);
        patch.Clear();
        var top = ConvolutionGeometry.PaddingBefore(step.Padding, input[1], kernelHeight, step.StrideHeight, output[1]);
        var left = ConvolutionGeometry.PaddingBefore(step.Padding, input[2], kernelWidth, step.StrideWidth, output[2]);
        var position = 0;
        for (var y = 0; y < output[1]; y++)
        {
            for (var x = 0; x < output[2]; x++)
            {
                FillPatch(source, patch, (y * step.StrideHeight) - top, (x * step.StrideWidth) - left);
                Multiply(patch, target.Slice(position, output[3]));
                position += output[3];
            }
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private void FillPatch(ReadOnlySpan<sbyte> source, Span<short> patch, int top, int left)
    {
        var channels = input[3];
        var position = 0;
        for (var i = 0; i < kernelHeight; i++)
        {
            var y = top + i;
            for (var j = 0; j < kernelWidth; j++)
            {
                var x = left + j;
                var window = patch.Slice(position, channels);
                position += channels;
                if ((uint)y >= (uint)input[1] || (uint)x >= (uint)input[2])
                {
                    window.Clear(); // padding is the real value 0
                    continue;
                }

                var pixel = source.Slice(((y * input[2]) + x) * channels, channels);
                for (var channel = 0; channel < channels; channel++)
                {
                    window[channel] = (short)(pixel[channel] - inputZeroPoint);
                }
            }
        }
    }

    private void Multiply(ReadOnlySpan<short> patch, Span<sbyte> target)
    {
        for (var channel = 0; channel < target.Length; channel += 4)
        {
            var sums = DotProduct.Four(patch, weights.AsSpan(channel * patchLength, 4 * patchLength));
            target[channel] = Requantize(sums.First, channel);
            if (channel + 1 < target.Length)
            {
                target[channel + 1] = Requantize(sums.Second, channel + 1);
            }

            if (channel + 2 < target.Length)
            {
                target[channel + 2] = Requantize(sums.Third, channel + 2);
            }

            if (channel + 3 < target.Length)
            {
                target[channel + 3] = Requantize(sums.Fourth, channel + 3);
            }
        }
    }

    private sbyte Requantize(int sum, int channel) => (sbyte)Math.Clamp(
        (long)multipliers[channel].Apply(sum + bias[channel]) + outputZeroPoint, bounds.Minimum, bounds.Maximum);
}
