using MicroNas.Core.Diagnostics;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;

namespace MicroNas.Core.Tests.Interpretation;

public sealed class Int8InterpreterTests
{
    [Fact]
    public void A_batch_on_all_processors_gives_what_single_windows_give()
    {
        var random = new Random(31);
        var model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "batch");
        var interpreter = new Int8Interpreter(model);
        var windows = RandomTrainedNetworks.Windows(101, interpreter.InputElements, random);
        var batch = interpreter.RunAll(windows);
        for (var i = 0; i < 101; i++)
        {
            var single = new sbyte[interpreter.OutputElements];
            interpreter.Run(windows.AsSpan(i * interpreter.InputElements, interpreter.InputElements), single);
            Assert.Equal(batch.AsSpan(i * single.Length, single.Length).ToArray(), single);
        }
    }

    [Fact]
    public void The_quantized_network_follows_the_real_one()
    {
        // A real-valued evaluation in double precision, independent of every integer kernel.
        var random = new Random(32);
        for (var i = 0; i < 10; i++)
        {
            var network = RandomTrainedNetworks.Draw(random);
            var model = ModelQuantizer.Quantize(network, "real");
            var interpreter = new Int8Interpreter(GraphSurgery.WithoutSoftmax(model));
            var logits = model.Tensors[model.Operators[^1].Inputs[0]].Quantization!;
            var window = RandomTrainedNetworks.Windows(1, interpreter.InputElements, random);
            var real = RealNetwork.Logits(model, window);
            var quantized = interpreter.RunAll(window);
            for (var j = 0; j < quantized.Length; j++)
            {
                // Roundings of a dozen layers add up; a wrong kernel is off by tens of steps.
                Assert.InRange(Math.Abs((quantized[j] - logits.ZeroPoint) - (real[j] / logits.Scale)), 0, 8);
            }
        }
    }

    [Fact]
    public void A_part_of_a_window_is_a_coded_error()
    {
        var interpreter = new Int8Interpreter(ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(33)), "part"));
        var error = Assert.Throws<MicroNasException>(() => interpreter.RunAll(new sbyte[interpreter.InputElements + 1]));
        Assert.Equal(DiagnosticCodes.PartialWindow, Assert.Single(error.Diagnostics).Code);
        Assert.Empty(interpreter.RunAll(Array.Empty<sbyte>()));
    }

    [Fact]
    public void A_fully_connected_layer_with_a_scale_a_channel_is_a_1x1_convolution()
    {
        // TensorFlow Lite 2.9 cannot judge such layers; it judges the convolution.
        var random = new Random(34);
        for (var i = 0; i < 100; i++)
        {
            var model = SingleOperatorModels.FullyConnectedPerChannel(random);
            var dense = (FullyConnected)model.Operators[0];
            var (weights, rows) = (model.Tensors[dense.Inputs[1]].Shape, model.Tensors[0].Elements / model.Tensors[2].Shape[1]);
            var convolution = model with
            {
                Tensors =
                [
                    model.Tensors[0] with { Shape = [1, rows, 1, weights[1]] },
                    model.Tensors[1] with { Shape = [1, rows, 1, weights[0]] },
                    model.Tensors[2] with { Shape = [weights[0], 1, 1, weights[1]] },
                    .. model.Tensors.Skip(3),
                ],
                Operators = [new Convolution2D(dense.Inputs, dense.Output, 1, 1, Padding.Valid, dense.Activation)],
            };
            var windows = RandomTrainedNetworks.Windows(4, model.Tensors[0].Elements, random);
            Assert.Equal(new Int8Interpreter(convolution).RunAll(windows), new Int8Interpreter(model).RunAll(windows));
        }
    }
}
