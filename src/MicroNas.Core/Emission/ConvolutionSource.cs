using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Writes the constants of one CONV_2D; the weights stand in the .tflite's order, which every kernel reads.</summary>
internal static class ConvolutionSource
{
    /// <returns>The statement that runs it.</returns>
    public static string Emit(OperatorContext context, Convolution2D node)
    {
        var shape = ConvolutionShape.Of(context.Model, node);
        var kernel = context.Schedule.Convolutions[context.Index]!;
        var multipliers = OutputMultipliers.Convolution(
            context.Tensor(node.Inputs[0]).Quantization!, context.Tensor(node.Inputs[1]).Quantization!, context.Tensor(node.Output).Quantization!,
            shape.OutputChannels);
        ConvolutionConstants.Write(context, node, shape, multipliers, node.Activation, kernel);
        var function = ConvolutionKernels.FunctionName(kernel.Kernel);
        return $"{function}(&{context.Name}, {context.Place(node.Inputs[0])}, {context.Place(node.Output)}, {context.Scratch});";
    }
}
