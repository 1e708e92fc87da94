using MicroNas.Core.Architectures;
using MicroNas.Core.Quantization;

namespace MicroNas.Tests.Shared;

/// <summary>Networks as training would hand them over: random weights, and ranges that the activations really fill.</summary>
public static class RandomTrainedNetworks
{
    /// <summary>A random small architecture with random weights.</summary>
    public static TrainedNetwork Draw(Random random) => Draw(RandomArchitectures.Graph(random), random);

    /// <summary>Random weights and ranges for a graph.</summary>
    /// <remarks>
    /// He-initialised weights keep the second moment of the activations, so that it can be followed from tensor to
    /// tensor without running the network; the ranges cut at 1.5 to 4 standard deviations, so that saturation occurs too.
    /// One channel in sixteen is silent or far smaller than its neighbours, as channels are after training.
    /// </remarks>
    public static TrainedNetwork Draw(OperatorGraph graph, Random random)
    {
        var moments = new double[graph.Tensors.Count];
        moments[0] = 1;
        var convolutions = new Dictionary<string, TrainedConvolution>();
        var ranges = new Dictionary<int, ActivationRange> { [0] = new(-Reach(random), Reach(random)) };
        foreach (var step in graph.Operators)
        {
            moments[step.Output] = moments[step.Inputs[0]];
            switch (step)
            {
                case ConvolutionOperator convolution:
                    convolutions[step.Name] = DrawConvolution(graph, convolution, random);
                    break;
                case AddOperator:
                    var (left, right) = (moments[step.Inputs[0]], moments[step.Inputs[1]]);
                    moments[step.Output] = left + right + Math.Sqrt(left * right);
                    break;
                case SoftmaxOperator:
                    ranges[step.Output] = new(0, 1);
                    continue;
                default:
                    ranges[step.Output] = ranges[step.Inputs[0]];
                    continue;
            }

            ranges[step.Output] = new(0, (float)(Reach(random) * Math.Sqrt(moments[step.Output])));
        }

        return new TrainedNetwork(graph, convolutions, ranges);
    }

    /// <summary>Random int8 windows of every amplitude, one after the other.</summary>
    public static sbyte[] Windows(int count, int elements, Random random)
    {
        var windows = new sbyte[count * elements];
        for (var i = 0; i < windows.Length; i++)
        {
            var amplitude = 256 >> (i / elements % 4);
            windows[i] = (sbyte)(random.Next(amplitude) - (amplitude / 2));
        }

        return windows;
    }

    private static TrainedConvolution DrawConvolution(OperatorGraph graph, ConvolutionOperator convolution, Random random)
    {
        var outputs = graph.Tensors[convolution.Output].Channels;
        var fanIn = convolution.KernelTime * convolution.KernelSensors * graph.Tensors[convolution.Inputs[0]].Channels;
        var weights = new float[outputs * fanIn]; // O x H x W x I
        var bias = new float[outputs];
        for (var output = 0; output < outputs; output++)
        {
            var gain = random.Next(32) switch { 0 => 0, 1 => 1e-6, _ => 1 } * Math.Sqrt(2.0 / fanIn);
            for (var i = 0; i < fanIn; i++)
            {
                weights[(output * fanIn) + i] = (float)(gain * Gaussian(random));
            }

            bias[output] = (float)(0.2 * Gaussian(random));
        }

        return new TrainedConvolution(weights, bias);
    }

    private static float Reach(Random random) => 1.5f + (2.5f * random.NextSingle());

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
