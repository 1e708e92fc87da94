using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Quantization;

/// <summary>Turns a trained network into an int8 model.</summary>
/// <remarks>
/// Tensor i of the model is tensor i of the graph; constants follow. A tensor carries the name of the operator that writes
/// it, the window is called <c>input</c>.
/// </remarks>
public static class ModelQuantizer
{
    /// <summary>Widest ratio of an addend's scale to the sum's that ADD's fixed-point form holds (2^19), with room for rounding.</summary>
    private const float AddScaleRatio = 1 << 18;

    /// <summary>Below this scale of its input (2^-26) SOFTMAX has no fixed-point form; with room for rounding.</summary>
    private const float MinimumLogitScale = 1f / (1 << 25);

    /// <param name="network">Weights and ranges must be finite; see <see cref="TrainedNetwork"/>.</param>
    /// <param name="description">Free text for the file.</param>
    /// <exception cref="MicroNasException">Weights, biases or ranges are missing, of the wrong length or not finite (MNAS6009).</exception>
    public static QuantizedModel Quantize(TrainedNetwork network, string description)
    {
        var errors = TrainedNetworkCheck.Find(network);
        if (errors.Count > 0)
        {
            throw new MicroNasException(errors);
        }

        var graph = network.Graph;
        var quantizations = ActivationQuantization(network);
        var shapes = new EquatableArray<int>[graph.Tensors.Count];
        var names = new string[graph.Tensors.Count];
        names[0] = "input";
        for (var i = 0; i < shapes.Length; i++)
        {
            var shape = graph.Tensors[i];
            shapes[i] = [1, shape.Time, shape.Sensors, shape.Channels]; // N x T x S x C
        }

        foreach (var step in graph.Operators)
        {
            names[step.Output] = step.Name;
            if (step is ReshapeOperator or SoftmaxOperator)
            {
                shapes[step.Output] = [1, graph.Tensors[step.Output].Channels]; // N x C
            }
        }

        var tensors = new List<QuantizedTensor>();
        for (var i = 0; i < shapes.Length; i++)
        {
            tensors.Add(new(names[i] ?? FormattableString.Invariant($"unused{i}"), shapes[i], ElementType.Int8, quantizations[i], null));
        }

        List<QuantizedOperator> operators = [.. graph.Operators.Select(step => Lower(network, step, tensors))];
        var model = new QuantizedModel(description, tensors, operators, 0, graph.Operators[^1].Output);
        QuantizedModelValidator.Validate(model, "quantized model");
        return model;
    }

    private static QuantizationParameters[] ActivationQuantization(TrainedNetwork network)
    {
        var graph = network.Graph;
        var result = new QuantizationParameters[graph.Tensors.Count];
        result[0] = QuantizationParameters.FromRange(network.Ranges[0]);
        foreach (var step in graph.Operators)
        {
            result[step.Output] = step switch
            {
                GlobalAveragePoolOperator or ReshapeOperator => result[step.Inputs[0]],
                SoftmaxOperator => QuantizationParameters.PerTensor(1 / 256f, -128),
                AddOperator => AtLeast(
                    QuantizationParameters.FromRange(network.Ranges[step.Output]),
                    Math.Max(result[step.Inputs[0]].Scale, result[step.Inputs[1]].Scale) / AddScaleRatio),
                _ => AtLeast(QuantizationParameters.FromRange(network.Ranges[step.Output]), MinimumLogitScale),
            };
        }

        return result;
    }

    private static QuantizationParameters AtLeast(QuantizationParameters parameters, float scale) =>
        parameters.Scale >= scale ? parameters : QuantizationParameters.PerTensor(scale, parameters.ZeroPoint);

    private static QuantizedOperator Lower(TrainedNetwork network, GraphOperator step, List<QuantizedTensor> tensors)
    {
        switch (step)
        {
            case ConvolutionOperator convolution:
                return LowerConvolution(network, convolution, tensors);
            case AddOperator:
                return new Add(step.Inputs, step.Output, FusedActivation.None);
            case GlobalAveragePoolOperator:
                var shape = network.Graph.Tensors[step.Inputs[0]];
                return new AveragePool2D(
                    step.Inputs, step.Output, shape.Time, shape.Sensors, shape.Time, shape.Sensors, Padding.Valid, FusedActivation.None);
            case ReshapeOperator:
                int[] target = [.. tensors[step.Output].Shape];
                tensors.Add(new($"{step.Name}/shape", [target.Length], ElementType.Int32, null, LittleEndian(target)));
                return new Reshape([step.Inputs[0], tensors.Count - 1], step.Output);
            case SoftmaxOperator:
                return new Softmax(step.Inputs, step.Output, 1);
            default:
                throw new ArgumentException($"Operator {step.Name} is a {step.GetType().Name}, which has no int8 form.", nameof(step));
        }
    }

    private static Convolution2D LowerConvolution(TrainedNetwork network, ConvolutionOperator convolution, List<QuantizedTensor> tensors)
    {
        var input = network.Graph.Tensors[convolution.Inputs[0]];
        var outputs = network.Graph.Tensors[convolution.Output].Channels;
        var constants = WeightQuantization.Quantize(
            network.Convolutions[convolution.Name], tensors[convolution.Inputs[0]].Quantization!.Scale,
            tensors[convolution.Output].Quantization!.Scale);
        var zeros = new int[outputs];
        tensors.Add(new(
            $"{convolution.Name}/weights",
            [outputs, convolution.KernelTime, convolution.KernelSensors, input.Channels], // O x H x W x I
            ElementType.Int8,
            new([.. constants.Scales], [.. zeros]),
            MemoryMarshal.AsBytes(constants.Weights.AsSpan()).ToArray()));
        tensors.Add(new(
            $"{convolution.Name}/bias", [outputs], ElementType.Int32, new([.. constants.BiasScales], [.. zeros]), LittleEndian(constants.Bias)));
        return new Convolution2D(
            [convolution.Inputs[0], tensors.Count - 2, tensors.Count - 1],
            convolution.Output,
            convolution.StrideTime,
            convolution.StrideSensors,
            Padding.Same,
            convolution.FusedRelu ? FusedActivation.Relu : FusedActivation.None);
    }

    private static byte[] LittleEndian(int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }
}
