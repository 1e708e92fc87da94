using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>One axis of a sliding window: output length and the padding before the image, as TensorFlow Lite computes them.</summary>
internal readonly record struct WindowGeometry(int OutputLength, int PaddingBefore)
{
    public static WindowGeometry Of(int inputLength, int kernel, int stride, Padding padding)
    {
        var output = padding == Padding.Same ? (inputLength + stride - 1) / stride : (inputLength - kernel + stride) / stride;
        var total = Math.Max(0, ((output - 1) * stride) + kernel - inputLength);
        return new WindowGeometry(output, total / 2);
    }
}
