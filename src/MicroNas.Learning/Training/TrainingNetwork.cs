using MicroNas.Core.Architectures;
using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>A lowered architecture with trainable weights, in float and in fake-quantized form.</summary>
internal sealed class TrainingNetwork : IDisposable
{
    private readonly Dictionary<string, ConvolutionBlock> convolutions;

    public TrainingNetwork(OperatorGraph graph, RandomSource random)
    {
        Graph = graph;
        DropoutTensors = GraphFacts.FusionCellOutputs(graph);
        convolutions = graph.Operators.OfType<ConvolutionOperator>().ToDictionary(
            operation => operation.Name,
            operation => new ConvolutionBlock(
                new ConvolutionShape(
                    graph.Tensors[operation.Inputs[0]],
                    graph.Tensors[operation.Output].Channels,
                    operation.KernelTime,
                    operation.KernelSensors,
                    operation.StrideTime,
                    operation.StrideSensors),
                random));
        Parameters = [.. convolutions.Values.SelectMany(convolution => convolution.Parameters)];
    }

    public OperatorGraph Graph { get; }

    /// <summary>Of every convolution its weights and batch norm's γ and β.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    public IReadOnlyDictionary<string, ConvolutionBlock> Convolutions => convolutions;

    /// <summary>Indices of the tensors that dropout acts on.</summary>
    public IReadOnlySet<int> DropoutTensors { get; }

    /// <summary>Float, batch norm by the statistics of the batch, by libtorch's own operators: what <see cref="DirectNetwork"/> computes.</summary>
    public Tensor ForwardPlain(Tensor input) => GraphExecutor.Run(
        Graph,
        input,
        (operation, values) => convolutions[operation.Name].Forward(values),
        (_, values) => values);

    /// <summary>Float, batch norm frozen; <paramref name="observe"/> sees every activation.</summary>
    public Tensor ForwardFrozen(Tensor input, Calibration calibration, Action<int, Tensor> observe) => GraphExecutor.Run(
        Graph,
        input,
        (operation, values) =>
        {
            var (weight, bias) = Fold(operation, calibration);
            var result = convolutions[operation.Name].Convolve(values, weight, bias);
            return operation.FusedRelu ? result.relu() : result;
        },
        (index, values) =>
        {
            observe(index, values);
            return values;
        });

    /// <summary>As the int8 model computes it, up to rounding. The clipping to a range that begins at 0 is the fused ReLU.</summary>
    public Tensor ForwardQuantized(Tensor input, Calibration calibration, DropoutSource? dropout) => GraphExecutor.Run(
        Graph,
        input,
        (operation, values) =>
        {
            var convolution = convolutions[operation.Name];
            var (mean, variance) = calibration.Statistics[operation.Name];
            var (weight, bias) = FusedFold.Apply(convolution.Weight, convolution.Scale, convolution.Shift, mean, variance);
            return convolution.Convolve(values, weight, bias);
        },
        (index, values) => FusedFakeQuantization.Apply(values, calibration.Ranges[index], MaskOf(index, dropout)));

    /// <summary>The same without dropout by libtorch's own operators.</summary>
    public Tensor ForwardQuantizedPlain(Tensor input, Calibration calibration) => GraphExecutor.Run(
        Graph,
        input,
        (operation, values) =>
        {
            var (weight, bias) = Fold(operation, calibration);
            return convolutions[operation.Name].Convolve(values, FakeQuantization.Weights(weight), bias);
        },
        (index, values) => FakeQuantization.Activation(values, calibration.Ranges[index]));

    /// <summary>Folded weights in float, which the quantizer rounds as the training did, and the ranges that the training saw.</summary>
    public TrainedNetwork Export(Calibration calibration)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var trained = Graph.Operators.OfType<ConvolutionOperator>().ToDictionary(
            operation => operation.Name,
            operation =>
            {
                var (weight, bias) = Fold(operation, calibration);
                var ordered = weight.permute(0, 3, 2, 1).contiguous(); // O, I, S, T to O, T, S, I
                return new TrainedConvolution(ordered.data<float>().ToArray(), bias.data<float>().ToArray());
            });
        return new TrainedNetwork(Graph, trained, calibration.Ranges);
    }

    public void Dispose()
    {
        foreach (var convolution in convolutions.Values)
        {
            convolution.Dispose();
        }
    }

    private (Tensor Weight, Tensor Bias) Fold(ConvolutionOperator operation, Calibration calibration)
    {
        var (mean, variance) = calibration.Statistics[operation.Name];
        return convolutions[operation.Name].Fold(tensor(mean), tensor(variance));
    }

    private DropoutMask MaskOf(int index, DropoutSource? dropout) =>
        dropout is not null && DropoutTensors.Contains(index) ? dropout.Next() : DropoutMask.None;
}
