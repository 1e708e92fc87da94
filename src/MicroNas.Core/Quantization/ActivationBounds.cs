namespace MicroNas.Core.Quantization;

/// <summary>The int8 values between which a fused activation clamps (TFLite's CalculateActivationRangeQuantized).</summary>
public readonly record struct ActivationBounds(int Minimum, int Maximum)
{
    public static ActivationBounds For(FusedActivation activation, QuantizationParameters output) => activation switch
    {
        FusedActivation.None => new(-128, 127),
        FusedActivation.Relu => new(Math.Max(-128, output.ZeroPoint), 127),
        FusedActivation.Relu6 => new(
            Math.Max(-128, output.ZeroPoint),
            (int)Math.Min(127, output.ZeroPoint + Math.Round((double)(6f / output.Scale), MidpointRounding.AwayFromZero))),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown fused activation."),
    };
}
