using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;
using MicroNas.Core.Tflite;
using Xunit.Abstractions;

namespace MicroNas.Core.Tests.Judges;

/// <summary>One operator at a time, against TensorFlow Lite 2.9's builtin kernels.</summary>
public sealed class SingleOperatorAgreementTests(ITestOutputHelper output)
{
    public delegate QuantizedModel Draw(Random random);

    public delegate bool Tolerate(QuantizedModel model, sbyte ours, sbyte theirs);

    /// <summary>
    /// TensorFlow Lite's x86 matrix kernels (ruy) round ties of negative results upwards; TFLM rounds them away from zero.
    /// No ReLU output shows it, and nothing else may differ.
    /// </summary>
    [SkippableFact]
    public void Convolutions_agree_in_every_byte_but_for_negative_ties() =>
        Assert.InRange(Difference(SingleOperatorModels.Convolution, 600, NegativeTie), 0, 0.001);

    /// <summary>The same matrix kernels.</summary>
    [SkippableFact]
    public void Fully_connected_layers_agree_in_every_byte_but_for_negative_ties() =>
        Assert.InRange(Difference(SingleOperatorModels.FullyConnected, 600, NegativeTie), 0, 0.001);

    [SkippableFact]
    public void Depthwise_convolutions_agree_in_every_byte() => Agree(SingleOperatorModels.DepthwiseConvolution, 400);

    [SkippableFact]
    public void Additions_agree_in_every_byte() => Agree(SingleOperatorModels.Add, 200);

    [SkippableFact]
    public void Average_pools_agree_in_every_byte() => Agree(SingleOperatorModels.AveragePool, 200);

    [SkippableFact]
    public void Max_pools_agree_in_every_byte() => Agree(SingleOperatorModels.MaxPool, 300);

    [SkippableFact]
    public void ReLUs_agree_in_every_byte() => Agree(SingleOperatorModels.Relu, 400);

    [SkippableFact]
    public void Concatenations_agree_in_every_byte() => Agree(SingleOperatorModels.Concatenation, 300);

    [SkippableFact]
    public void Paddings_agree_in_every_byte() => Agree(SingleOperatorModels.Pad, 300);

    [SkippableFact]
    public void Softmax_agrees_but_for_single_steps()
    {
        var rate = Difference(SingleOperatorModels.Softmax, 4000, SingleStep);
        Assert.InRange(rate, 0, 0.0001);
    }

    [SkippableFact]
    public void Mean_agrees_but_for_single_steps()
    {
        var rate = Difference(SingleOperatorModels.Mean, 400, SingleStep);
        Assert.InRange(rate, 0, 0.05);
    }

    private static bool NegativeTie(QuantizedModel model, sbyte ours, sbyte theirs) =>
        ours < model.Tensors[model.Output].Quantization!.ZeroPoint && theirs == ours + 1;

    private static bool SingleStep(QuantizedModel model, sbyte ours, sbyte theirs) => Math.Abs(ours - theirs) == 1;

    private void Agree(Draw draw, int models) => Difference(draw, models, (_, _, _) => false);

    /// <summary>The share of values that differ; a difference that is not tolerated fails at once.</summary>
    private double Difference(Draw draw, int models, Tolerate tolerate)
    {
        Skip.If(TensorFlowLite.LibraryPath is null, TestTools.Missing);
        var random = new Random(6);
        var (values, different, saturated) = (0L, 0L, 0L);
        for (var i = 0; i < models; i++)
        {
            var model = draw(random);
            var windows = RandomTrainedNetworks.Windows(8, model.Tensors[model.Input].Elements, random);
            using var judge = new TensorFlowLite(TfliteWriter.Write(GraphSurgery.WithBias(model)));
            var (theirs, ours) = (judge.RunAll(windows), new Int8Interpreter(model).RunAll(windows));
            for (var j = 0; j < ours.Length; j++)
            {
                Assert.True(ours[j] == theirs[j] || tolerate(model, ours[j], theirs[j]), $"Model {i}, value {j}: {ours[j]} here, {theirs[j]} there: {model.Operators[^1]}");
                different += ours[j] == theirs[j] ? 0 : 1;
                saturated += ours[j] is sbyte.MinValue or sbyte.MaxValue ? 1 : 0;
            }

            values += ours.Length;
        }

        output.WriteLine(FormattableString.Invariant($"{different} of {values} values differ by one step; {saturated} are -128 or 127."));

        // Agreement on saturated values alone would prove nothing.
        Assert.True(saturated < 0.8 * values, $"{saturated} of {values} values are saturated.");
        return (double)different / values;
    }
}
