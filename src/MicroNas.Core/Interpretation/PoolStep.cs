using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>A pool: each output value of the window's part inside the map, clamped to the fused activation.</summary>
internal abstract class PoolStep(QuantizedModel model, Pool2D step) : InterpreterStep
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
                    target[position++] = (sbyte)Math.Clamp(Reduce(source, rows, columns, channel), bounds.Minimum, bounds.Maximum);
                }
            }
        }
    }

    /// <summary>The value of one window, which is never empty, and one channel.</summary>
    protected abstract int Reduce(ReadOnlySpan<sbyte> source, (int Start, int End) rows, (int Start, int End) columns, int channel);

    protected int Index(int y, int x, int channel) => (((y * input[2]) + x) * input[3]) + channel;

    private static (int Start, int End) Range(int start, int size, int limit) => (Math.Max(0, start), Math.Min(limit, start + size));
}
