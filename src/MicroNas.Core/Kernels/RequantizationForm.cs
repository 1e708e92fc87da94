using System.Runtime.InteropServices;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Kernels;

/// <summary>Decides whether a convolution's requantization may take the short form, MICRONAS_QUICK of micronas_runtime.h.</summary>
public static class RequantizationForm
{
    private const int LargestQuickRightShift = 22;

    /// <summary>Of an operator of a validated model.</summary>
    public static bool IsQuick(QuantizedModel model, Convolution2D node)
    {
        var (input, filter, output) = (
            model.Tensors[node.Inputs[0]].Quantization!, model.Tensors[node.Inputs[1]], model.Tensors[node.Output].Quantization!);
        var channels = filter.Shape[0];
        return IsQuick(
            MemoryMarshal.Cast<byte, sbyte>(filter.Data!.Value.Span),
            BiasOf(model, node),
            OutputMultipliers.Convolution(input, filter.Quantization!, output, channels),
            input.ZeroPoint,
            ActivationBounds.For(node.Activation, output));
    }

    /// <summary>The bias of each output channel; zeros where the model has none.</summary>
    public static int[] BiasOf(QuantizedModel model, Convolution2D node)
    {
        var bias = new int[model.Tensors[node.Inputs[1]].Shape[0]];
        if (node.Inputs.Count == 3 && node.Inputs[2] >= 0)
        {
            MemoryMarshal.Cast<byte, int>(model.Tensors[node.Inputs[2]].Data!.Value.Span).CopyTo(bias);
        }

        return bias;
    }

    /// <summary>True when every channel's shift, activation range and largest possible sum allow it.</summary>
    /// <param name="weights">N x filter, row-major.</param>
    /// <param name="bias">N.</param>
    /// <param name="multipliers">N.</param>
    /// <param name="inputZeroPoint">Of the activation.</param>
    /// <param name="bounds">Of the output.</param>
    public static bool IsQuick(
        ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, ReadOnlySpan<FixedPointMultiplier> multipliers, int inputZeroPoint, ActivationBounds bounds)
    {
        if (bounds is not { Minimum: -128, Maximum: 127 })
        {
            return false;
        }

        var largestInput = Math.Max(127 - inputZeroPoint, inputZeroPoint + 128);
        var filter = weights.Length / bias.Length;
        for (var channel = 0; channel < bias.Length; channel++)
        {
            long magnitude = 0;
            foreach (var weight in weights.Slice(channel * filter, filter))
            {
                magnitude += Math.Abs((int)weight);
            }

            if (multipliers[channel].Shift is > -1 or < -LargestQuickRightShift
                || (magnitude * largestInput) + Math.Abs((long)bias[channel]) >= 1 << 30)
            {
                return false;
            }
        }

        return true;
    }
}
