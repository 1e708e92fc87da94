using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>RELU: each input value has one output value, so it is a table of 256.</summary>
internal sealed class ReluStep : InterpreterStep
{
    private readonly Relu step;
    private readonly sbyte[] values = new sbyte[256];

    public ReluStep(QuantizedModel model, Relu step)
    {
        this.step = step;
        var (input, output) = (model.Tensors[step.Inputs[0]].Quantization!, model.Tensors[step.Output].Quantization!);
        var multiplier = OutputMultipliers.Relu(input, output);
        var bounds = ActivationBounds.For(FusedActivation.Relu, output);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (sbyte)Math.Clamp(
                (long)multiplier.Apply(i - 128 - input.ZeroPoint) + output.ZeroPoint, bounds.Minimum, bounds.Maximum);
        }
    }

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = values[source[i] + 128];
        }
    }
}
