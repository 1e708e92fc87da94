using System.Runtime.InteropServices;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Quantization;

/// <summary>What TensorFlow Lite's int8 kernels demand of an operator's tensors is demanded before anything runs.</summary>
public sealed class OperatorCheckTests
{
    private const float Scale = 0.05f;

    public static TheoryData<string, Func<Random, QuantizedModel>, string> Contradictions => new()
    {
        { "MAX_POOL_2D of another scale", random => OtherScale(SingleOperatorModels.MaxPool(random)), "channels or the quantization" },
        { "PAD of another scale", random => OtherScale(SingleOperatorModels.Pad(random)), "changes the quantization" },
        { "CONCATENATION of another scale", random => OtherScale(SingleOperatorModels.Concatenation(random)), "changes the quantization" },
        { "PAD by less than nothing", NegativePadding, "no negative padding" },
        { "CONCATENATION along a fifth axis", random => Change<Concatenation>(SingleOperatorModels.Concatenation(random), step => step with { Axis = 4 }), "joins along axis 4" },
        { "CONCATENATION of one input too many", TooManyInputs, "expected as many" },
        { "FULLY_CONNECTED with weights off zero", random => Weights(SingleOperatorModels.FullyConnected(random), weights => weights with { ZeroPoints = [3] }), "zero points 0" },
        { "FULLY_CONNECTED with a scale a column", ScaleOfEachColumn, "per output channel" },
        { "DEPTHWISE_CONV_2D of another multiplier", random => Change<DepthwiseConvolution2D>(SingleOperatorModels.DepthwiseConvolution(random), step => step with { DepthMultiplier = 7 }), "depth multiplier 7" },
        { "RELU of another shape", OtherShape, "expected one shape" },
        { "RELU to a scale out of reach", random => OutputScale(SingleOperatorModels.Relu(random), 1e-30f), "too small" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_contradiction_is_named(string what, Func<Random, QuantizedModel> draw, string text)
    {
        var error = Assert.Throws<MicroNasException>(() => QuantizedModelValidator.Validate(draw(new Random(71)), what));
        Assert.Contains(error.Diagnostics, diagnostic =>
            diagnostic.Code == DiagnosticCodes.InvalidOperator && diagnostic.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Constants_that_are_read_too_often_are_too_large()
    {
        // Each operator prepares its own copy, so that a small file could ask for any amount of memory.
        const int channels = 1024;
        var parameters = QuantizationParameters.PerTensor(Scale, 0);
        QuantizedTensor Row(string name) => new(name, [1, channels], ElementType.Int8, parameters, null);
        QuantizedModel Chain(int layers) => new(
            "chain",
            [new("weights", [channels, channels], ElementType.Int8, parameters, new byte[channels * channels]), .. Enumerable.Range(0, layers + 1).Select(i => Row($"row {i}"))],
            [.. Enumerable.Range(1, layers).Select(i => new FullyConnected([i, 0], i + 1, FusedActivation.None, false))],
            1,
            layers + 1);
        QuantizedModelValidator.Validate(Chain(16), "chain");
        var error = Assert.Throws<MicroNasException>(() => QuantizedModelValidator.Validate(Chain(17), "chain"));
        Assert.Equal(DiagnosticCodes.ModelTooLarge, Assert.Single(error.Diagnostics).Code);
    }

    [Fact]
    public void More_operators_than_any_network_has_are_too_large()
    {
        var tensor = new QuantizedTensor("map", [1, 1], ElementType.Int8, QuantizationParameters.PerTensor(Scale, 0), null);
        QuantizedModel Chain(int steps) => new(
            "chain",
            [.. Enumerable.Repeat(tensor, steps + 1)],
            [.. Enumerable.Range(0, steps).Select(i => new Relu([i], i + 1))],
            0,
            steps);
        QuantizedModelValidator.Validate(Chain(QuantizedModelValidator.MaximumOperators), "chain");
        var error = Assert.Throws<MicroNasException>(
            () => QuantizedModelValidator.Validate(Chain(QuantizedModelValidator.MaximumOperators + 1), "chain"));
        Assert.Equal(DiagnosticCodes.ModelTooLarge, Assert.Single(error.Diagnostics).Code);
    }

    private static QuantizedModel OtherScale(QuantizedModel model) =>
        OutputScale(model, 2 * model.Tensors[model.Output].Quantization!.Scale);

    private static QuantizedModel OutputScale(QuantizedModel model, float scale) =>
        Change(model, model.Output, tensor => tensor with { Quantization = QuantizationParameters.PerTensor(scale, 0) });

    private static QuantizedModel OtherShape(Random random)
    {
        var model = SingleOperatorModels.Relu(random);
        return Change(model, model.Output, tensor => tensor with { Shape = [.. tensor.Shape, 1] });
    }

    private static QuantizedModel NegativePadding(Random random)
    {
        var model = SingleOperatorModels.Pad(random);
        var paddings = MemoryMarshal.Cast<byte, int>(model.Tensors[1].Data!.Value.Span).ToArray();
        (paddings[0], paddings[1]) = (-1, paddings[0] + paddings[1] + 1);
        return Change(model, 1, tensor => tensor with { Data = MemoryMarshal.AsBytes(paddings.AsSpan()).ToArray() });
    }

    private static QuantizedModel TooManyInputs(Random random) => Change<Concatenation>(
        SingleOperatorModels.Concatenation(random), step => step with { Inputs = [.. step.Inputs, step.Inputs[0]] });

    private static QuantizedModel ScaleOfEachColumn(Random random)
    {
        var model = SingleOperatorModels.FullyConnected(random);
        var columns = model.Tensors[2].Shape[1];
        return Weights(model, weights => new([.. Enumerable.Repeat(weights.Scale, columns)], [.. new int[columns]], 1));
    }

    private static QuantizedModel Weights(QuantizedModel model, Func<QuantizationParameters, QuantizationParameters> change) =>
        Change(model, model.Operators[0].Inputs[1], tensor => tensor with { Quantization = change(tensor.Quantization!) });

    private static QuantizedModel Change(QuantizedModel model, int tensor, Func<QuantizedTensor, QuantizedTensor> change) =>
        model with { Tensors = [.. model.Tensors.Select((each, index) => index == tensor ? change(each) : each)] };

    private static QuantizedModel Change<T>(QuantizedModel model, Func<T, T> change)
        where T : QuantizedOperator =>
        model with { Operators = [.. model.Operators.Select(step => step is T each ? change(each) : step)] };
}
