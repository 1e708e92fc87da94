using System.Runtime.InteropServices;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Kernels;

/// <summary>Decides whether a requantization may take the short form, MICRONAS_QUICK of micronas_runtime.h.</summary>
public static class RequantizationForm
{
    private const int LargestQuickRightShift = 22;

    private static readonly FixedPointMultiplier Half = new(1 << 30, 0);

    private static readonly FixedPointMultiplier Silent = new(0, -1);

    /// <summary>Of an operator of a validated model; true of those that have no two forms.</summary>
    public static bool IsQuick(QuantizedModel model, QuantizedOperator node) => node switch
    {
        Convolution2D convolution => IsQuick(model, convolution),
        Add add => IsQuick(
            OutputMultipliers.Add(model.Tensors[add.Inputs[0]].Quantization!, model.Tensors[add.Inputs[1]].Quantization!, model.Tensors[add.Output].Quantization!),
            ActivationBounds.For(add.Activation, model.Tensors[add.Output].Quantization!)),
        _ => true,
    };

    /// <summary>Of an operator of a validated model.</summary>
    public static bool IsQuick(QuantizedModel model, Convolution2D node)
    {
        var (input, filter, output) = (
            model.Tensors[node.Inputs[0]].Quantization!, model.Tensors[node.Inputs[1]], model.Tensors[node.Output].Quantization!);
        var channels = filter.Shape[0];
        var weights = MemoryMarshal.Cast<byte, sbyte>(filter.Data!.Value.Span);
        var bias = BiasOf(model, node, channels);
        var multipliers = WithoutSilent(
            weights, bias, OutputMultipliers.Convolution(input, filter.Quantization!, output, channels), input.ZeroPoint);
        return IsQuick(weights, bias, multipliers, input.ZeroPoint, ActivationBounds.For(node.Activation, output));
    }

    /// <summary>The bias of each output channel; zeros where the model has none.</summary>
    /// <param name="model">A validated model.</param>
    /// <param name="node">An operator whose third input is its bias.</param>
    /// <param name="outputChannels">Values of the bias.</param>
    public static int[] BiasOf(QuantizedModel model, QuantizedOperator node, int outputChannels)
    {
        var bias = new int[outputChannels];
        if (node.Inputs.Count == 3 && node.Inputs[2] >= 0)
        {
            MemoryMarshal.Cast<byte, int>(model.Tensors[node.Inputs[2]].Data!.Value.Span).CopyTo(bias);
        }

        return bias;
    }

    /// <summary>Of a convolution: true when every channel's shift, activation range and largest possible sum allow it.</summary>
    /// <param name="weights">N x filter, row-major.</param>
    /// <param name="bias">N.</param>
    /// <param name="multipliers">N.</param>
    /// <param name="inputZeroPoint">Of the activation.</param>
    /// <param name="bounds">Of the output.</param>
    public static bool IsQuick(
        ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, ReadOnlySpan<FixedPointMultiplier> multipliers, int inputZeroPoint, ActivationBounds bounds)
    {
        if (!IsWholeRange(bounds))
        {
            return false;
        }

        for (var channel = 0; channel < bias.Length; channel++)
        {
            if (!IsQuick(multipliers[channel]) || LargestSum(weights, bias, channel, inputZeroPoint) >= 1 << 30)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Multipliers that give the same bytes, but the least of them for channels that stay silent: training leaves channels whose every
    /// sum rescales to 0, and their extreme shifts would keep a whole layer from the short form.
    /// </summary>
    /// <param name="weights">N x filter, row-major.</param>
    /// <param name="bias">N.</param>
    /// <param name="multipliers">N.</param>
    /// <param name="inputZeroPoint">Of the activation.</param>
    public static FixedPointMultiplier[] WithoutSilent(
        ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, ReadOnlySpan<FixedPointMultiplier> multipliers, int inputZeroPoint)
    {
        var result = multipliers.ToArray();
        for (var channel = 0; channel < result.Length; channel++)
        {
            var (mantissa, shift) = result[channel];
            var largestSum = LargestSum(weights, bias, channel, inputZeroPoint);
            if (shift < 0 && largestSum <= int.MaxValue && ((largestSum * mantissa) >> 31) + 1 < 1L << (-shift - 1))
            {
                result[channel] = Silent;
            }
        }

        return result;
    }

    /// <summary>The largest magnitude that a channel's sum can have, whatever the input.</summary>
    private static long LargestSum(ReadOnlySpan<sbyte> weights, ReadOnlySpan<int> bias, int channel, int inputZeroPoint)
    {
        var largestInput = Math.Max(127 - inputZeroPoint, inputZeroPoint + 128);
        var filter = weights.Length / bias.Length;
        long magnitude = 0;
        foreach (var weight in weights.Slice(channel * filter, filter))
        {
            magnitude += Math.Abs((int)weight);
        }

        return (magnitude * largestInput) + Math.Abs((long)bias[channel]);
    }

    /// <summary>
    /// Of an ADD: true when the activation range and the output's shift allow it. The larger scale is then halved, and the smaller
    /// one rescaled to less than half: so it is with every pair of scales, and the check only keeps the runtime's precondition in view.
    /// The sum is below 2^28 in magnitude.
    /// </summary>
    public static bool IsQuick(AddMultipliers multipliers, ActivationBounds bounds) =>
        IsWholeRange(bounds) && IsQuick(multipliers.Output) && (IsQuickPair(multipliers.Left, multipliers.Right) || IsQuickPair(multipliers.Right, multipliers.Left));

    private static bool IsQuickPair(FixedPointMultiplier large, FixedPointMultiplier small) => large == Half && (small == Half || small.Shift < 0);

    private static bool IsQuick(FixedPointMultiplier multiplier) => multiplier.Shift is <= -1 and >= -LargestQuickRightShift;

    private static bool IsWholeRange(ActivationBounds bounds) => bounds is { Minimum: -128, Maximum: 127 };
}
