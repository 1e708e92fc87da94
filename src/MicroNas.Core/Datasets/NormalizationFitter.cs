namespace MicroNas.Core.Datasets;

/// <summary>Fits the per-channel standardisation of the firmware's preprocessing.</summary>
internal static class NormalizationFitter
{
    /// <summary>Mean and standard deviation over all samples of each channel; a constant channel gets the standard deviation 1.</summary>
    public static ChannelNormalization Fit(WindowSet training, double clip, double knee)
    {
        var channels = training.Channels;
        var samples = training.Values.Length / channels;
        var mean = new double[channels];
        var square = new double[channels];
        for (var i = 0; i < training.Values.Length; i++)
        {
            mean[i % channels] += training.Values[i];
        }

        for (var channel = 0; channel < channels; channel++)
        {
            mean[channel] /= samples;
        }

        // Two passes: the difference of large sums would lose the small deviation of a channel that gravity dominates.
        for (var i = 0; i < training.Values.Length; i++)
        {
            var deviation = training.Values[i] - mean[i % channels];
            square[i % channels] += deviation * deviation;
        }

        var standardDeviation = new float[channels];
        for (var channel = 0; channel < channels; channel++)
        {
            var value = (float)Math.Sqrt(square[channel] / samples);
            var isConstant = !(value > Math.Abs(mean[channel]) * 1e-7) || !float.IsNormal(value);
            standardDeviation[channel] = isConstant ? 1 : value;
        }

        return new ChannelNormalization([.. mean.Select(value => (float)value)], [.. standardDeviation], (float)clip, (float)knee);
    }
}
