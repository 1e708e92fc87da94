using System.Runtime.InteropServices;

using MicroNas.Core.Quantization;

namespace MicroNas.Learning.Tests;

/// <summary>Every number that a training made, for comparisons to the bit.</summary>
internal static class TrainedBytes
{
    public static byte[] Of(TrainedNetwork network) =>
    [
        .. network.Convolutions.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => (float[])[.. pair.Value.Weights, .. pair.Value.Bias])
            .Concat(network.Ranges.OrderBy(pair => pair.Key).SelectMany(pair => (float[])[pair.Value.Minimum, pair.Value.Maximum]))
            .SelectMany(value => MemoryMarshal.AsBytes<float>(new[] { value }).ToArray()),
    ];
}
