using System.Security.Cryptography;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>The int8 model, as a file and as operators, and the float weights that it was made from (<see cref="TrainedWeights"/>).</summary>
internal sealed record TrainStageResult(byte[] Tflite, QuantizedModel Model, byte[] Weights, double Seconds)
{
    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Tflite));

    public QuantizationParameters InputQuantization => Model.Tensors[Model.Input].Quantization!;
}
