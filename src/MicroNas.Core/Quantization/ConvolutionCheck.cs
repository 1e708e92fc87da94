namespace MicroNas.Core.Quantization;

/// <summary>Checks the tensors of one CONV_2D.</summary>
internal static class ConvolutionCheck
{
    /// <summary>Reports what does not fit; returns the multiply-accumulates.</summary>
    public static long Check(QuantizedModel model, Convolution2D convolution, Action<string> invalid)
    {
        var (input, weights) = (model.Tensors[convolution.Inputs[0]], model.Tensors[convolution.Inputs[1]]);
        var output = model.Tensors[convolution.Output];
        if (weights is not { Type: ElementType.Int8, IsConstant: true, Quantization: { } quantization, Shape.Count: 4 })
        {
            invalid($"has the weights {weights.Name}; expected a constant of int8, O x H x W x I, with scales.");
            return 0;
        }

        if (!OperatorCheck.CheckWindow(
            input, output, (weights.Shape[1], weights.Shape[2]), (convolution.StrideHeight, convolution.StrideWidth),
            convolution.Padding, convolution.Activation, invalid))
        {
            return 0;
        }

        if (weights.Shape[0] != output.Shape[3] || weights.Shape[3] != input.Shape[3])
        {
            invalid($"has weights [{string.Join(',', weights.Shape)}] between {input.Shape[3]} and {output.Shape[3]} channels.");
            return 0;
        }

        if ((quantization.Scales.Count > 1 && quantization.QuantizedDimension != 0) || quantization.ZeroPoints.Any(zero => zero != 0))
        {
            invalid("has weights that are not quantized per output channel with zero points 0.");
        }

        var scale = (double)input.Quantization!.Scale / output.Quantization!.Scale;
        if (!quantization.Scales.All(weightScale => FixedPointMultiplier.TryFromReal(scale * weightScale, out _)))
        {
            invalid("has an output scale too small for those of its input and weights.");
        }

        if (convolution.Inputs.Count == 3 && convolution.Inputs[2] != -1)
        {
            var bias = model.Tensors[convolution.Inputs[2]];
            if (bias is not { Type: ElementType.Int32, IsConstant: true, Shape.Count: 1 } || bias.Elements != output.Shape[3])
            {
                invalid($"has the bias {bias.Name}; expected a constant of {output.Shape[3]} int32 values.");
            }
        }

        return (long)output.Elements * weights.Shape[1] * weights.Shape[2] * weights.Shape[3];
    }
}
