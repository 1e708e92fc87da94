namespace MicroNas.Core.Quantization;

/// <summary>
/// TensorFlow Lite's affine int8 scheme: real = scale · (quantized − zeroPoint). Either per tensor (one scale, one zero
/// point) or per output channel (a scale each, zero points all 0).
/// </summary>
/// <param name="Scales">One for the tensor, or one for each slice of <paramref name="QuantizedDimension"/>.</param>
/// <param name="ZeroPoints">As many as scales.</param>
/// <param name="QuantizedDimension">The axis that the scales belong to when there are several.</param>
public sealed record QuantizationParameters(EquatableArray<float> Scales, EquatableArray<int> ZeroPoints, int QuantizedDimension = 0)
{
    public float Scale => Scales[0];

    public int ZeroPoint => ZeroPoints[0];

    public static QuantizationParameters PerTensor(float scale, int zeroPoint) => new([scale], [zeroPoint]);

    /// <summary>
    /// The int8 parameters of an activation: scale = (max − min)/255, zero point rounded to nearest and clamped to
    /// [-128, 127], after widening the range to include 0. A range of no width takes scale 1/255 of its magnitude or 1/255.
    /// Training's fake quantization uses this very function, so that it sees the values that the device computes.
    /// </summary>
    public static QuantizationParameters FromRange(ActivationRange range)
    {
        var minimum = Math.Min(range.Minimum, 0.0);
        var maximum = Math.Max(range.Maximum, 0.0);
        if (maximum - minimum <= 0)
        {
            maximum = 1.0;
        }

        var scale = (float)((maximum - minimum) / 255.0);
        var zeroPoint = (int)Math.Clamp(Math.Round(-128.0 - (minimum / scale), MidpointRounding.ToEven), -128, 127);
        return PerTensor(scale, zeroPoint);
    }
}
