using System.Buffers.Binary;
using MicroNas.Core.Architectures;

namespace MicroNas.Core.Quantization;

/// <summary>
/// The float weights of a trained network as bytes: for each convolution, in the graph's order, its weights and then its
/// biases, float32, little-endian. The graph tells the lengths.
/// </summary>
public static class TrainedWeights
{
    public static byte[] Write(TrainedNetwork network)
    {
        float[] values =
        [
            .. network.Graph.Operators.OfType<ConvolutionOperator>()
                .Select(operation => network.Convolutions[operation.Name])
                .SelectMany(convolution => convolution.Weights.Concat(convolution.Bias)),
        ];
        var bytes = new byte[sizeof(float) * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]);
        }

        return bytes;
    }

    /// <param name="graph">The graph that the weights were trained for.</param>
    /// <exception cref="ArgumentException">The bytes are not as many as the graph needs.</exception>
    public static IReadOnlyDictionary<string, TrainedConvolution> Read(OperatorGraph graph, ReadOnlySpan<byte> bytes)
    {
        var result = new Dictionary<string, TrainedConvolution>();
        var position = 0;
        foreach (var operation in graph.Operators.OfType<ConvolutionOperator>())
        {
            var outputs = graph.Tensors[operation.Output].Channels;
            var fanIn = operation.KernelTime * operation.KernelSensors * graph.Tensors[operation.Inputs[0]].Channels;
            result.Add(operation.Name, new TrainedConvolution(Take(bytes, outputs * fanIn, ref position), Take(bytes, outputs, ref position)));
        }

        return position == bytes.Length
            ? result
            : throw new ArgumentException($"The weights have {bytes.Length} bytes; the graph needs {position}.", nameof(bytes));
    }

    private static float[] Take(ReadOnlySpan<byte> bytes, int count, ref int position)
    {
        if (bytes.Length - position < sizeof(float) * count)
        {
            throw new ArgumentException($"The weights end after {bytes.Length} bytes, before those of the graph do.", nameof(bytes));
        }

        var values = new float[count];
        for (var i = 0; i < count; i++, position += sizeof(float))
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[position..]);
        }

        return values;
    }
}
