namespace MicroNas.Core.Quantization;

/// <summary>A convolution's constants in int8 and int32.</summary>
/// <param name="Weights">O x H x W x I, each in [-127, 127].</param>
/// <param name="Scales">One an output channel.</param>
/// <param name="Bias">One an output channel, in units of <paramref name="BiasScales"/>.</param>
/// <param name="BiasScales">Input scale · weight scale, one an output channel.</param>
public sealed record QuantizedConvolutionWeights(sbyte[] Weights, float[] Scales, int[] Bias, float[] BiasScales);
