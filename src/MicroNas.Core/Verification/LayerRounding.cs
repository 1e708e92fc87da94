using System.Runtime.InteropServices;
using MicroNas.Core.Architectures;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Verification;

/// <summary>What int8 does in each layer of a network whose other layers stay in float.</summary>
internal sealed class LayerRounding
{
    private readonly QuantizedModel model;
    private readonly FloatInterpreter rounded;

    /// <param name="model">The graph, quantized: tensor i of the model is tensor i of the graph, and operators stand in the same order.</param>
    public LayerRounding(OperatorGraph graph, QuantizedModel model)
    {
        this.model = model;
        rounded = new FloatInterpreter(graph, graph.Operators
            .Select((step, index) => (step, node: model.Operators[index]))
            .Where(pair => pair.step is ConvolutionOperator)
            .ToDictionary(pair => pair.step.Name, pair => Dequantize(model, pair.node)));
    }

    /// <summary>Runs one operator with rounded weights and rounds its output.</summary>
    public void Run(GraphOperator step, float[][] activations)
    {
        rounded.Run(step, activations);
        Round(step.Output, activations[step.Output]);
    }

    /// <summary>Rounds and clips values to those that tensor <paramref name="tensor"/> of the int8 model can hold.</summary>
    public void Round(int tensor, Span<float> values)
    {
        var (scale, zeroPoint) = Parameters(tensor);
        foreach (ref var value in values)
        {
            value = scale * Math.Clamp(MathF.Round(value / scale), -128 - zeroPoint, 127 - zeroPoint);
        }
    }

    /// <summary>The real value that int8 holds in tensor <paramref name="tensor"/>.</summary>
    public float Real(int tensor, sbyte value)
    {
        var (scale, zeroPoint) = Parameters(tensor);
        return scale * (value - zeroPoint);
    }

    private (float Scale, int ZeroPoint) Parameters(int tensor)
    {
        var parameters = model.Tensors[tensor].Quantization!;
        return (parameters.Scale, parameters.ZeroPoint);
    }

    private static TrainedConvolution Dequantize(QuantizedModel model, QuantizedOperator node)
    {
        var (weights, bias) = (model.Tensors[node.Inputs[1]], model.Tensors[node.Inputs[2]]);
        var outputs = weights.Shape[0];
        var fanIn = weights.Elements / outputs;
        var values = MemoryMarshal.Cast<byte, sbyte>(weights.Data!.Value.Span);
        var result = new TrainedConvolution(new float[weights.Elements], new float[outputs]);
        for (var i = 0; i < values.Length; i++)
        {
            result.Weights[i] = values[i] * weights.Quantization!.Scales[i / fanIn];
        }

        for (var i = 0; i < outputs; i++)
        {
            var stored = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(bias.Data!.Value.Span[(sizeof(int) * i)..]);
            result.Bias[i] = (float)((double)stored * bias.Quantization!.Scales[i]);
        }

        return result;
    }
}
