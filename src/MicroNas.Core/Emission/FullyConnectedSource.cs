using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the constants of one FULLY_CONNECTED: a 1 x 1 convolution over rows of K values; the weights stand in the .tflite's order.</summary>
internal static class FullyConnectedSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, FullyConnected node)
    {
        var (input, weights, output) = (context.Tensor(node.Inputs[0]), context.Tensor(node.Inputs[1]), context.Tensor(node.Output));
        var (channels, count) = (weights.Shape[0], weights.Shape[1]);
        var rows = input.Elements / count;
        var shape = new ConvolutionShape(rows, 1, count, rows, 1, channels, 1, 1, 1, 1, 0, 0);
        var multipliers = OutputMultipliers.FullyConnected(input.Quantization!, weights.Quantization!, output.Quantization!, channels);
        ConvolutionConstants.Write(context, node, shape, multipliers, node.Activation);
        return $"micronas_fully_connected(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)}, NULL);";
    }
}
