using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Tflite;

/// <summary>Options that converters write and the product does not.</summary>
public sealed class TfliteOptionsTests
{
    private const int Valid = 1;
    private const int Relu = 1;
    private const int ReluWithin1 = 2;

    [Fact]
    public void An_axis_counts_from_either_end()
    {
        var model = SingleOperatorModels.Concatenation(new Random(61));
        var concatenation = (Concatenation)model.Operators[^1];
        var file = OptionsPatch.Replace(TfliteWriter.Write(model), model.Operators.Count - 1, concatenation.Axis - 4, 0);
        ModelAssert.Same(model, TfliteReader.Read(file, "negative axis"));
    }

    [Fact]
    public void A_depth_multiplier_that_is_left_out_follows_from_the_shapes()
    {
        var random = new Random(62);
        for (var i = 0; i < 20; i++)
        {
            var model = SingleOperatorModels.DepthwiseConvolution(random);
            var step = (DepthwiseConvolution2D)model.Operators[0];
            var file = OptionsPatch.Replace(
                TfliteWriter.Write(model), 0, (int)step.Padding, step.StrideWidth, step.StrideHeight, 0, (int)step.Activation, 1, 1);
            ModelAssert.Same(model, TfliteReader.Read(file, "no depth multiplier"));
        }
    }

    [Fact]
    public void Options_that_compute_something_else_are_refused()
    {
        var random = new Random(63);
        var concatenation = SingleOperatorModels.Concatenation(random);
        Refused(concatenation, concatenation.Operators.Count - 1, "fuses an activation", 0, Relu);
        var depthwise = SingleOperatorModels.DepthwiseConvolution(random);
        Refused(depthwise, 0, "is dilated", Valid, 1, 1, 1, 0, 2, 1);
        Refused(depthwise, 0, "is dilated", Valid, 1, 1, 1, 0, 1, 2);
        var dense = SingleOperatorModels.FullyConnected(random);
        Refused(dense, 0, "has weights of the format 1", 0, 1);
        Refused(dense, 0, "fuses the activation 2", ReluWithin1, 0);
        var pool = SingleOperatorModels.MaxPool(random);
        Refused(pool, 0, "fuses the activation 2", Valid, 1, 1, 1, 1, ReluWithin1);
    }

    private static void Refused(QuantizedModel model, int step, string text, params int[] options)
    {
        var file = OptionsPatch.Replace(TfliteWriter.Write(model), step, options);
        var error = Assert.Throws<MicroNasException>(() => TfliteReader.Read(file, "other options"));
        Assert.Contains(error.Diagnostics, diagnostic => diagnostic.Code == DiagnosticCodes.UnsupportedOperator
            && diagnostic.Message.Contains(FormattableString.Invariant($"Operator {step} "), StringComparison.Ordinal)
            && diagnostic.Message.Contains(text, StringComparison.Ordinal));
    }
}
