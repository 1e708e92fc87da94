using MicroNas.Core.Architectures;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Interpretation;

public sealed class FloatInterpreterTests
{
    /// <summary>The judge sums in double precision, one output at a time, by the definition.</summary>
    [Fact]
    public void Random_networks_give_what_the_definitions_give()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            var network = RandomTrainedNetworks.Draw(random);
            var interpreter = new FloatInterpreter(network.Graph, network.Convolutions);
            var activations = interpreter.NewActivations();
            for (var i = 0; i < activations[0].Length; i++)
            {
                activations[0][i] = (float)((random.NextDouble() * 4) - 2);
            }

            interpreter.Run(activations);

            foreach (var step in network.Graph.Operators)
            {
                var expected = Expected(network, step, activations);
                var tolerance = 1e-5 * Math.Max(1, expected.Max(Math.Abs));
                Assert.All(expected.Zip(activations[step.Output]), pair => Assert.InRange(pair.Second - pair.First, -tolerance, tolerance));
            }
        }
    }

    private static double[] Expected(TrainedNetwork network, GraphOperator step, float[][] activations)
    {
        var source = activations[step.Inputs[0]];
        switch (step)
        {
            case ConvolutionOperator convolution:
                return Convolve(network, convolution, source);
            case AddOperator:
                return [.. source.Zip(activations[step.Inputs[1]], (left, right) => (double)left + right)];
            case GlobalAveragePoolOperator:
                var channels = network.Graph.Tensors[step.Output].Channels;
                return [.. Enumerable.Range(0, channels).Select(channel => source.Where((_, i) => i % channels == channel).Average(value => (double)value))];
            case SoftmaxOperator:
                var sum = source.Sum(value => Math.Exp(value));
                return [.. source.Select(value => Math.Exp(value) / sum)];
            default:
                return [.. source.Select(value => (double)value)];
        }
    }

    private static double[] Convolve(TrainedNetwork network, ConvolutionOperator step, float[] source)
    {
        var (input, output) = (network.Graph.Tensors[step.Inputs[0]], network.Graph.Tensors[step.Output]);
        var (weights, bias) = network.Convolutions[step.Name];
        var top = Math.Max(0, ((output.Time - 1) * step.StrideTime) + step.KernelTime - input.Time) / 2;
        var left = Math.Max(0, ((output.Sensors - 1) * step.StrideSensors) + step.KernelSensors - input.Sensors) / 2;
        var result = new double[output.Elements];
        for (var i = 0; i < result.Length; i++)
        {
            var (channel, sensor, time) = (i % output.Channels, i / output.Channels % output.Sensors, i / output.Channels / output.Sensors);
            var sum = (double)bias[channel];
            for (var kernelTime = 0; kernelTime < step.KernelTime; kernelTime++)
            {
                for (var kernelSensor = 0; kernelSensor < step.KernelSensors; kernelSensor++)
                {
                    var (y, x) = ((time * step.StrideTime) + kernelTime - top, (sensor * step.StrideSensors) + kernelSensor - left);
                    for (var feature = 0; y >= 0 && y < input.Time && x >= 0 && x < input.Sensors && feature < input.Channels; feature++)
                    {
                        var weight = weights[(((((channel * step.KernelTime) + kernelTime) * step.KernelSensors) + kernelSensor) * input.Channels) + feature];
                        sum += weight * source[(((y * input.Sensors) + x) * input.Channels) + feature];
                    }
                }
            }

            result[i] = step.FusedRelu ? Math.Max(0, sum) : sum;
        }

        return result;
    }
}
