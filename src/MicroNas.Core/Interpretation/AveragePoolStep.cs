using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>AVERAGE_POOL_2D: the mean of the window's part inside the map, rounded half away from zero.</summary>
internal sealed class AveragePoolStep(QuantizedModel model, AveragePool2D step) : InterpreterStep
{
    private readonly EquatableArray<int> input = model.Tensors[step.Inputs[0]].Shape; // N x T x S x C
    private readonly EquatableArray<int> output = model.Tensors[step.Output].Shape; // N x T x S x C
    private readonly ActivationBounds bounds = ActivationBounds.For(step.Activation, model.Tensors[step.Output].Quantization!);

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        var padTop = ConvolutionGeometry.PaddingBefore(step.Padding, input[1], step.FilterHeight, step.StrideHeight, output[1]);
        var padLeft = ConvolutionGeometry.PaddingBefore(step.Padding, input[2], step.FilterWidth, step.StrideWidth, output[2]);
        var position = 0;
        for (var y = 0; y < output[1]; y++)
        {
            var rows = Range((y * step.StrideHeight) - padTop, step.FilterHeight, input[1]);
            for (var x = 0; x < output[2]; x++)
            {
                var columns = Range((x * step.StrideWidth) - padLeft, step.FilterWidth, input[2]);
                for (var channel = 0; channel < output[3]; channel++)
                {
                    target[position++] = Average(source, rows, columns, channel);
                }
            }
        }
    }

    private static (int Start, int End) Range(int start, int size, int limit) => (Math.Max(0, start), Math.Min(limit, start + size));

    private sbyte Average(ReadOnlySpan<sbyte> source, (int Start, int End) rows, (int Start, int End) columns, int channel)
    {
        var sum = 0;
        for (var y = rows.Start; y < rows.End; y++)
        {
            for (var x = columns.Start; x < columns.End; x++)
            {
                sum += source[(((y * input[2]) + x) * input[3]) + channel];
            }
        }

        var count = (rows.End - rows.Start) * (columns.End - columns.Start);
        var mean = sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
        return (sbyte)Math.Clamp(mean, bounds.Minimum, bounds.Maximum);
    }
}
