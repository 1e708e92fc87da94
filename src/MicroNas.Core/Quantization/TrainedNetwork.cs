using MicroNas.Core.Architectures;

namespace MicroNas.Core.Quantization;

/// <summary>What quantization-aware training hands to the quantizer: float weights, not yet rounded, and ranges of the activations.</summary>
/// <param name="Graph">The lowered architecture.</param>
/// <param name="Convolutions">By <see cref="GraphOperator.Name"/>; one for each convolution of the graph.</param>
/// <param name="Ranges">By tensor index of the graph; reshape and pool outputs share their input's range, softmax's is fixed.</param>
public sealed record TrainedNetwork(
    OperatorGraph Graph,
    IReadOnlyDictionary<string, TrainedConvolution> Convolutions,
    IReadOnlyDictionary<int, ActivationRange> Ranges);
