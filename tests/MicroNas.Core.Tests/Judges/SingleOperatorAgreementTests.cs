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

    [SkippableFact]
    public void Convolutions_agree_in_every_byte() => Agree(SingleOperatorModels.Convolution, 400);

    [SkippableFact]
    public void Additions_agree_in_every_byte() => Agree(SingleOperatorModels.Add, 200);

    [SkippableFact]
    public void Average_pools_agree_in_every_byte() => Agree(SingleOperatorModels.AveragePool, 200);

    [SkippableFact]
    public void Softmax_agrees_but_for_single_steps()
    {
        var rate = Difference(SingleOperatorModels.Softmax, 400);
        Assert.InRange(rate, 0, 0.01);
    }

    [SkippableFact]
    public void Mean_agrees_but_for_single_steps()
    {
        var rate = Difference(SingleOperatorModels.Mean, 400);
        Assert.InRange(rate, 0, 0.05);
    }

    private void Agree(Draw draw, int models) => Assert.Equal(0, Difference(draw, models));

    /// <summary>The share of values that differ; a difference of more than one step fails at once.</summary>
    private double Difference(Draw draw, int models)
    {
        Skip.If(TensorFlowLite.LibraryPath is null, TestTools.Missing);
        var random = new Random(6);
        var (values, different, saturated) = (0L, 0L, 0L);
        for (var i = 0; i < models; i++)
        {
            var model = draw(random);
            var windows = RandomTrainedNetworks.Windows(8, model.Tensors[model.Input].Elements, random);
            using var judge = new TensorFlowLite(TfliteWriter.Write(model));
            var (theirs, ours) = (judge.RunAll(windows), new Int8Interpreter(model).RunAll(windows));
            for (var j = 0; j < ours.Length; j++)
            {
                Assert.True(Math.Abs(ours[j] - theirs[j]) <= 1, $"Model {i}, value {j}: {ours[j]} here, {theirs[j]} there: {model.Operators[^1]}");
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
