using System.Runtime.InteropServices;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Quantization;

public sealed class ModelQuantizerTests
{
    [Fact]
    public void Dequantized_weights_and_biases_are_within_half_a_step()
    {
        var random = new Random(3);
        for (var i = 0; i < 20; i++)
        {
            var network = RandomTrainedNetworks.Draw(random);
            var model = ModelQuantizer.Quantize(network, "test");
            foreach (var (step, convolution) in network.Graph.Operators.OfType<ConvolutionOperator>()
                .Zip(model.Operators.OfType<Convolution2D>()))
            {
                var trained = network.Convolutions[step.Name];
                var (weights, bias) = (model.Tensors[convolution.Inputs[1]], model.Tensors[convolution.Inputs[2]]);
                var values = MemoryMarshal.Cast<byte, sbyte>(weights.Data!.Value.Span);
                var biases = MemoryMarshal.Cast<byte, int>(bias.Data!.Value.Span);
                var fanIn = trained.Weights.Length / trained.Bias.Length;
                for (var j = 0; j < values.Length; j++)
                {
                    var scale = weights.Quantization!.Scales[j / fanIn];
                    Assert.InRange(values[j], -127, 127);
                    Assert.InRange(Math.Abs((values[j] * scale) - trained.Weights[j]), 0, 0.5001 * scale);
                    Assert.Equal(values[j] * scale, WeightQuantization.FakeQuantize(trained.Weights[j], scale));
                }

                for (var j = 0; j < biases.Length; j++)
                {
                    var scale = (double)bias.Quantization!.Scales[j];
                    Assert.InRange(Math.Abs((biases[j] * scale) - trained.Bias[j]), 0, Math.Max(0.5001 * scale, 1e-6 * Math.Abs(trained.Bias[j])));
                }
            }
        }
    }

    [Theory]
    [InlineData(1e-30f, 5f)]
    [InlineData(0f, 1e6f)]
    [InlineData(1e-7f, -1e9f)]
    [InlineData(1e20f, 1f)]
    public void No_bias_overflows_the_accumulator(float weight, float bias)
    {
        const int fanIn = 448;
        var convolution = new TrainedConvolution([.. Enumerable.Repeat(weight, fanIn)], [bias]);
        var quantized = WeightQuantization.Quantize(convolution, 0.01f, outputScale: 1e-9f);
        Assert.True(Math.Abs((long)quantized.Bias[0]) + (fanIn * 255L * 127L) <= int.MaxValue);
        Assert.InRange(quantized.Bias[0] * (double)quantized.BiasScales[0], bias - (1e-3 * Math.Abs(bias)) - 1e18 * weight, bias + (1e-3 * Math.Abs(bias)) + 1e18 * weight);
    }

    [Fact]
    public void Every_layer_of_ours_takes_the_short_requantization()
    {
        var random = new Random(9);
        for (var i = 0; i < 40; i++)
        {
            var model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "test");
            Assert.All(model.Operators.OfType<Convolution2D>(), node => Assert.True(RequantizationForm.IsQuick(model, node)));
        }
    }

    [Fact]
    public void Pool_and_reshape_keep_the_quantization_and_softmax_has_its_own()
    {
        var model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(5)), "test");
        var (pool, reshape) = (model.Operators.OfType<AveragePool2D>().Single(), model.Operators.OfType<Reshape>().Single());
        Assert.Equal(model.Tensors[pool.Inputs[0]].Quantization, model.Tensors[reshape.Output].Quantization);
        Assert.Equal(QuantizationParameters.PerTensor(1 / 256f, -128), model.Tensors[model.Output].Quantization);
    }

    [Fact]
    public void Degenerate_ranges_still_give_a_model_that_runs()
    {
        var network = RandomTrainedNetworks.Draw(new Random(6));
        foreach (var width in new[] { 0f, 1e-20f, 1e-6f, 1e4f })
        {
            var ranges = network.Ranges.ToDictionary(
                range => range.Key, range => range.Key == 0 ? range.Value : new ActivationRange(0, width));
            var model = ModelQuantizer.Quantize(network with { Ranges = ranges }, "test");
            var interpreter = new Int8Interpreter(model);
            Assert.Equal(interpreter.OutputElements, interpreter.RunAll(new sbyte[interpreter.InputElements]).Length);
        }
    }

    [Fact]
    public void Everything_that_is_missing_or_not_finite_is_reported_at_once()
    {
        var network = RandomTrainedNetworks.Draw(new Random(7));
        var names = network.Convolutions.Keys.ToList();
        var convolutions = network.Convolutions.ToDictionary(entry => entry.Key, entry => entry.Value);
        convolutions[names[0]] = convolutions[names[0]] with { Bias = [.. convolutions[names[0]].Bias.Select(_ => float.NaN)] };
        convolutions.Remove(names[^1]);
        var ranges = network.Ranges.Where(range => range.Key != 0).ToDictionary(range => range.Key, range => range.Value);
        var error = Assert.Throws<MicroNasException>(
            () => ModelQuantizer.Quantize(network with { Convolutions = convolutions, Ranges = ranges }, "test"));
        Assert.Equal(3, error.Diagnostics.Count);
        Assert.All(error.Diagnostics, diagnostic => Assert.Equal(DiagnosticCodes.UnusableTrainedNetwork, diagnostic.Code));
    }
}
