namespace MicroNas.Core.Quantization;

/// <summary>Checks what every operator with weights demands of them.</summary>
internal static class WeightsCheck
{
    public delegate double RealScale(QuantizationParameters input, QuantizationParameters weights, int channel, QuantizationParameters output);

    /// <summary>Reports and returns false where the tensor cannot be weights.</summary>
    public static bool AreWeights(QuantizedTensor weights, int rank, string layout, Action<string> invalid)
    {
        if (weights is { Type: ElementType.Int8, IsConstant: true, Quantization: not null } && weights.Shape.Count == rank)
        {
            return true;
        }

        invalid($"has the weights {weights.Name}; expected a constant of int8, {layout}, with scales.");
        return false;
    }

    /// <summary>Symmetric weights, one scale or one a channel, and products of scales that have a fixed-point form.</summary>
    public static void CheckScales(
        QuantizedTensor input, QuantizedTensor weights, QuantizedTensor output, int quantizedDimension, RealScale scale, Action<string> invalid)
    {
        var quantization = weights.Quantization!;
        if ((quantization.Scales.Count > 1 && quantization.QuantizedDimension != quantizedDimension)
            || quantization.ZeroPoints.Any(zeroPoint => zeroPoint != 0))
        {
            invalid("has weights that are not quantized per output channel with zero points 0.");
        }

        var channels = Enumerable.Range(0, quantization.Scales.Count);
        if (!channels.All(channel => FixedPointMultiplier.TryFromReal(
            scale(input.Quantization!, quantization, channel, output.Quantization!), out _)))
        {
            invalid("has an output scale too small for those of its input and weights.");
        }
    }

    /// <summary>The operator's third input, if it has one.</summary>
    public static void CheckBias(QuantizedModel model, QuantizedOperator step, int outputChannels, Action<string> invalid)
    {
        if (step.Inputs.Count < 3 || step.Inputs[2] == -1)
        {
            return;
        }

        var bias = model.Tensors[step.Inputs[2]];
        if (bias is not { Type: ElementType.Int32, IsConstant: true, Shape.Count: 1 } || bias.Elements != outputChannels)
        {
            invalid($"has the bias {bias.Name}; expected a constant of {outputChannels} int32 values.");
        }
    }
}
