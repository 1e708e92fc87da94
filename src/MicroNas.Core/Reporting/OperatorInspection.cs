using MicroNas.Core.Quantization;

namespace MicroNas.Core.Reporting;

/// <summary>One operator in an inspection.</summary>
/// <param name="Index">Position in the model.</param>
/// <param name="Operator">TFLite's name of the operator.</param>
/// <param name="Detail">Kernel, stride and fused activation, where the operator has them.</param>
/// <param name="Inputs">Activations that it reads.</param>
/// <param name="Output">The activation that it writes.</param>
/// <param name="MultiplyAccumulates">MACs; 0 for an operator without weights.</param>
public sealed record OperatorInspection(
    int Index,
    string Operator,
    string Detail,
    IReadOnlyList<TensorInspection> Inputs,
    TensorInspection Output,
    long MultiplyAccumulates)
{
    public static OperatorInspection Of(QuantizedModel model, int index)
    {
        var node = model.Operators[index];
        var output = model.Tensors[node.Output];
        var inputs = node.Inputs
            .Where(tensor => tensor >= 0 && !model.Tensors[tensor].IsConstant)
            .Select(tensor => TensorInspection.Of(model.Tensors[tensor]));
        var (name, detail, multiplyAccumulates) = Describe(model, node, output);
        return new OperatorInspection(index, name, detail, [.. inputs], TensorInspection.Of(output), multiplyAccumulates);
    }

    private static (string Name, string Detail, long MultiplyAccumulates) Describe(
        QuantizedModel model, QuantizedOperator node, QuantizedTensor output)
    {
        switch (node)
        {
            case Convolution2D convolution:
                var weights = model.Tensors[convolution.Inputs[1]].Shape; // O, H, W, I
                var detail = FormattableString.Invariant(
                    $"{weights[1]}x{weights[2]}, stride {convolution.StrideHeight}x{convolution.StrideWidth}, {convolution.Padding}");
                return ("CONV_2D", WithActivation(detail, convolution.Activation), (long)output.Elements * weights[1] * weights[2] * weights[3]);
            case DepthwiseConvolution2D depthwise:
                var filter = model.Tensors[depthwise.Inputs[1]].Shape; // 1, H, W, C
                var window = FormattableString.Invariant(
                    $"{filter[1]}x{filter[2]}, stride {depthwise.StrideHeight}x{depthwise.StrideWidth}, {depthwise.Padding}");
                return (
                    "DEPTHWISE_CONV_2D",
                    WithActivation(window, depthwise.Activation),
                    (long)output.Elements * filter[1] * filter[2]);
            case FullyConnected dense:
                return ("FULLY_CONNECTED", WithActivation("", dense.Activation), (long)output.Elements * model.Tensors[dense.Inputs[1]].Shape[1]);
            case Add add:
                return ("ADD", WithActivation("", add.Activation), 0);
            case AveragePool2D pool:
                return ("AVERAGE_POOL_2D", FormattableString.Invariant($"{pool.FilterHeight}x{pool.FilterWidth}"), 0);
            case MaxPool2D pool:
                return ("MAX_POOL_2D", FormattableString.Invariant($"{pool.FilterHeight}x{pool.FilterWidth}"), 0);
            case Concatenation concatenation:
                return ("CONCATENATION", FormattableString.Invariant($"axis {concatenation.Axis}"), 0);
            case Pad:
                return ("PAD", "", 0);
            case Relu:
                return ("RELU", "", 0);
            case Mean:
                return ("MEAN", "", 0);
            case Reshape:
                return ("RESHAPE", "", 0);
            case Softmax:
                return ("SOFTMAX", "", 0);
            default:
                throw new ArgumentException($"There is no description of {node.GetType().Name}.", nameof(node));
        }
    }

    /// <summary>Without a fused activation there is nothing to say.</summary>
    private static string WithActivation(string detail, FusedActivation activation) => (detail, activation) switch
    {
        (_, FusedActivation.None) => detail,
        ("", _) => activation.ToString(),
        _ => $"{detail}, {activation}",
    };
}
