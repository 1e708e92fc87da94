namespace MicroNas.Core.Quantization;

/// <summary>Checks the tensors of one FULLY_CONNECTED.</summary>
internal static class FullyConnectedCheck
{
    /// <summary>Reports what does not fit; returns the multiply-accumulates.</summary>
    public static long Check(QuantizedModel model, FullyConnected dense, Action<string> invalid)
    {
        var (input, weights) = (model.Tensors[dense.Inputs[0]], model.Tensors[dense.Inputs[1]]);
        var output = model.Tensors[dense.Output];
        if (!WeightsCheck.AreWeights(weights, rank: 2, "N x K", invalid))
        {
            return 0;
        }

        var (outputChannels, length) = (weights.Shape[0], weights.Shape[1]);
        if (!Enum.IsDefined(dense.Activation) || input.Elements % length != 0 || !ExpectedShapes(dense, input, output, outputChannels, length))
        {
            invalid($"goes from [{string.Join(',', input.Shape)}] to [{string.Join(',', output.Shape)}] by weights [{string.Join(',', weights.Shape)}]; expected rows of {length} values to become rows of {outputChannels}.");
            return 0;
        }

        WeightsCheck.CheckScales(input, weights, output, quantizedDimension: 0, OutputMultipliers.FullyConnectedScale, invalid);
        WeightsCheck.CheckBias(model, dense, outputChannels, invalid);
        return (long)output.Elements * length;
    }

    private static bool ExpectedShapes(FullyConnected dense, QuantizedTensor input, QuantizedTensor output, int outputChannels, int length)
    {
        if (!dense.KeepDimensions)
        {
            return output.Shape.Count > 0 && output.Shape[^1] == outputChannels
                && output.Elements == (long)input.Elements / length * outputChannels;
        }

        return input.Shape.Count > 0 && input.Shape[^1] == length
            && output.Shape == [.. input.Shape.Take(input.Shape.Count - 1), outputChannels];
    }
}
