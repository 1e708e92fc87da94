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
    private readonly int inputZeroPoint;
    private readonly WeightRows rows;

    public ConvolutionStep(QuantizedModel model, Convolution2D step)
    {
        this.step = step;
        var (source, constant, target) = (model.Tensors[step.Inputs[0]], model.Tensors[step.Inputs[1]], model.Tensors[step.Output]);
        (input, output) = (source.Shape, target.Shape);
        (kernelHeight, kernelWidth) = (constant.Shape[1], constant.Shape[2]);
        inputZeroPoint = source.Quantization!.ZeroPoint;
        rows = new(
            model, step, step.Activation,
            OutputMultipliers.Convolution(source.Quantization, constant.Quantization!, target.Quantization!, output[3]));
    }

    public override int RowLength => rows.RowLength;

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        var row = workspace.Row.AsSpan(0, RowLength);
        row.Clear();
        var top = ConvolutionGeometry.PaddingBefore(step.Padding, input[1], kernelHeight, step.StrideHeight, output[1]);
        var left = ConvolutionGeometry.PaddingBefore(step.Padding, input[2], kernelWidth, step.StrideWidth, output[2]);
        var position = 0;
        for (var y = 0; y < output[1]; y++)
        {
            for (var x = 0; x < output[2]; x++)
            {
                FillRow(source, row, (y * step.StrideHeight) - top, (x * step.StrideWidth) - left);
                rows.Multiply(row, target.Slice(position, output[3]));
                position += output[3];
            }
        }
    }

    private void FillRow(ReadOnlySpan<sbyte> source, Span<short> row, int top, int left)
    {
        var channels = input[3];
        var position = 0;
        for (var i = 0; i < kernelHeight; i++)
        {
            var y = top + i;
            for (var j = 0; j < kernelWidth; j++)
            {
                var x = left + j;
                var window = row.Slice(position, channels);
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
}
