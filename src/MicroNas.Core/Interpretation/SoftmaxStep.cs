using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>SOFTMAX over the last axis.</summary>
internal sealed class SoftmaxStep(QuantizedModel model, Softmax step) : InterpreterStep
{
    private readonly int classes = model.Tensors[step.Inputs[0]].Shape[^1];
    private readonly int[] table = FixedPointSoftmax.ExponentialTable(step.Beta, model.Tensors[step.Inputs[0]].Quantization!);

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        for (var row = 0; row < source.Length; row += classes)
        {
            FixedPointSoftmax.Run(table, source.Slice(row, classes), target.Slice(row, classes));
        }
    }
}
