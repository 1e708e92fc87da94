using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>The int8 range that a fused activation leaves, as TensorFlow Lite's <c>CalculateActivationRangeQuantized</c>.</summary>
internal readonly record struct FusedRange(int Minimum, int Maximum)
{
    public static FusedRange Of(FusedActivation activation, QuantizationParameters output)
    {
        int Quantize(float value) => output.ZeroPoint + (int)MathF.Round(value / output.Scale, MidpointRounding.AwayFromZero);
        return activation switch
        {
            FusedActivation.Relu => new FusedRange(Math.Max(-128, Quantize(0)), 127),
            FusedActivation.Relu6 => new FusedRange(Math.Max(-128, Quantize(0)), Math.Min(127, Quantize(6))),
            _ => new FusedRange(-128, 127),
        };
    }
}
