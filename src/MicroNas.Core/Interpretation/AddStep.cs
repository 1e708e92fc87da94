using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>ADD: each input value has one rescaled form, so both inputs are tables of 256.</summary>
internal sealed class AddStep : InterpreterStep
{
    private readonly Add step;
    private readonly int[] left;
    private readonly int[] right;
    private readonly FixedPointMultiplier multiplier;
    private readonly int zeroPoint;
    private readonly ActivationBounds bounds;

    public AddStep(QuantizedModel model, Add step)
    {
        this.step = step;
        var (first, second, output) = (
            model.Tensors[step.Inputs[0]].Quantization!, model.Tensors[step.Inputs[1]].Quantization!, model.Tensors[step.Output].Quantization!);
        var multipliers = OutputMultipliers.Add(first, second, output);
        (left, right) = (Rescaled(first, multipliers.Left), Rescaled(second, multipliers.Right));
        multiplier = multipliers.Output;
        zeroPoint = output.ZeroPoint;
        bounds = ActivationBounds.For(step.Activation, output);
    }

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> first = workspace[step.Inputs[0]];
        ReadOnlySpan<sbyte> second = workspace[step.Inputs[1]];
        var target = workspace[step.Output];
        for (var i = 0; i < target.Length; i++)
        {
            var sum = left[first[i] + 128] + right[second[i] + 128];
            target[i] = (sbyte)Math.Clamp(multiplier.Apply(sum) + zeroPoint, bounds.Minimum, bounds.Maximum);
        }
    }

    private static int[] Rescaled(QuantizationParameters parameters, FixedPointMultiplier multiplier)
    {
        var table = new int[256];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = multiplier.Apply((i - 128 - parameters.ZeroPoint) << OutputMultipliers.AddLeftShift);
        }

        return table;
    }
}
