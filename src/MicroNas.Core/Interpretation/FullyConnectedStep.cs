using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>FULLY_CONNECTED: each row of inputs times four output channels at once.</summary>
internal sealed class FullyConnectedStep : InterpreterStep
{
    private readonly FullyConnected step;
    private readonly int outputChannels;
    private readonly int length;
    private readonly int inputZeroPoint;
    private readonly WeightRows rows;

    public FullyConnectedStep(QuantizedModel model, FullyConnected step)
    {
        this.step = step;
        var (source, weights, target) = (model.Tensors[step.Inputs[0]], model.Tensors[step.Inputs[1]], model.Tensors[step.Output]);
        (outputChannels, length) = (weights.Shape[0], weights.Shape[1]);
        inputZeroPoint = source.Quantization!.ZeroPoint;
        rows = new(
            model, step, step.Activation,
            OutputMultipliers.FullyConnected(source.Quantization, weights.Quantization!, target.Quantization!, outputChannels));
    }

    public override int RowLength => rows.RowLength;

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        var row = workspace.Row.AsSpan(0, RowLength);
        row[length..].Clear();
        for (var i = 0; i < source.Length / length; i++)
        {
            var values = source.Slice(i * length, length);
            for (var j = 0; j < length; j++)
            {
                row[j] = (short)(values[j] - inputZeroPoint);
            }

            rows.Multiply(row, target.Slice(i * outputChannels, outputChannels));
        }
    }
}
