using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>MEAN over time and sensors, in the arithmetic of current TFLM: 1/N is part of the multiplier.</summary>
internal sealed class MeanStep : InterpreterStep
{
    private readonly Mean step;
    private readonly int pixels;
    private readonly QuantizationParameters input;
    private readonly QuantizationParameters output;
    private readonly FixedPointMultiplier multiplier;

    public MeanStep(QuantizedModel model, Mean step)
    {
        this.step = step;
        var source = model.Tensors[step.Inputs[0]];
        pixels = source.Shape[1] * source.Shape[2];
        (input, output) = (source.Quantization!, model.Tensors[step.Output].Quantization!);
        multiplier = OutputMultipliers.Mean(input, output, pixels);
    }

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        for (var channel = 0; channel < target.Length; channel++)
        {
            var sum = 0;
            for (var i = channel; i < source.Length; i += target.Length)
            {
                sum += source[i];
            }

            var mean = (long)multiplier.Apply(sum - (input.ZeroPoint * pixels)) + output.ZeroPoint;
            target[channel] = (sbyte)Math.Clamp(mean, sbyte.MinValue, sbyte.MaxValue);
        }
    }
}
