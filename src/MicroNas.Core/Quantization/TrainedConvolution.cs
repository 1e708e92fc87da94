namespace MicroNas.Core.Quantization;

/// <summary>A convolution after training, batch norm folded in.</summary>
/// <param name="Weights">float32, O x H x W x I (TFLite's order: output channel, time, sensors, input channel), row-major.</param>
/// <param name="Bias">One value an output channel.</param>
public sealed record TrainedConvolution(float[] Weights, float[] Bias);
