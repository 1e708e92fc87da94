namespace MicroNas.Core.Quantization;

/// <summary>Checks the tensors of one CONV_2D or DEPTHWISE_CONV_2D.</summary>
internal static class ConvolutionCheck
{
    /// <summary>Reports what does not fit; returns the multiply-accumulates.</summary>
    public static long Check(QuantizedModel model, Convolution2D convolution, Action<string> invalid)
    {
        var (input, weights) = (model.Tensors[convolution.Inputs[0]], model.Tensors[convolution.Inputs[1]]);
        var output = model.Tensors[convolution.Output];
        if (!WeightsCheck.AreWeights(weights, rank: 4, "O x H x W x I", invalid)
            || !OperatorCheck.CheckWindow(
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

        WeightsCheck.CheckScales(input, weights, output, quantizedDimension: 0, OutputMultipliers.ConvolutionScale, invalid);
        WeightsCheck.CheckBias(model, convolution, output.Shape[3], invalid);
        return (long)output.Elements * weights.Shape[1] * weights.Shape[2] * weights.Shape[3];
    }

    /// <summary>Reports what does not fit; returns the multiply-accumulates.</summary>
    public static long Check(QuantizedModel model, DepthwiseConvolution2D convolution, Action<string> invalid)
    {
        var (input, weights) = (model.Tensors[convolution.Inputs[0]], model.Tensors[convolution.Inputs[1]]);
        var output = model.Tensors[convolution.Output];
        if (!WeightsCheck.AreWeights(weights, rank: 4, "1 x H x W x C", invalid)
            || !OperatorCheck.CheckWindow(
                input, output, (weights.Shape[1], weights.Shape[2]), (convolution.StrideHeight, convolution.StrideWidth),
                convolution.Padding, convolution.Activation, invalid))
        {
            return 0;
        }

        if (weights.Shape[0] != 1 || weights.Shape[3] != output.Shape[3]
            || (long)input.Shape[3] * convolution.DepthMultiplier != output.Shape[3])
        {
            invalid(
                $"has weights [{string.Join(',', weights.Shape)}] and the depth multiplier {convolution.DepthMultiplier} between {input.Shape[3]} and {output.Shape[3]} channels.");
            return 0;
        }

        WeightsCheck.CheckScales(input, weights, output, quantizedDimension: 3, OutputMultipliers.ConvolutionScale, invalid);
        WeightsCheck.CheckBias(model, convolution, output.Shape[3], invalid);
        return (long)output.Elements * weights.Shape[1] * weights.Shape[2];
    }
}
