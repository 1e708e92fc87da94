using MicroNas.Core.Quantization;

namespace MicroNas.Learning.Training;

/// <summary>What is measured once between the float and the quantized phase and stays fixed from then on.</summary>
/// <param name="Statistics">Batch norm's mean and variance, a value a filter, by the convolution's name.</param>
/// <param name="Ranges">By tensor index of the graph.</param>
internal sealed record Calibration(
    IReadOnlyDictionary<string, (float[] Mean, float[] Variance)> Statistics,
    IReadOnlyDictionary<int, ActivationRange> Ranges);
