namespace MicroNas.Core.Datasets;

/// <summary>
/// Per-channel standardisation, fitted on training windows alone and repeated by the firmware:
/// clamp((x − mean) / standardDeviation, −clip, +clip).
/// </summary>
/// <param name="Mean">S values in sensor units.</param>
/// <param name="StandardDeviation">S values in sensor units, all positive.</param>
/// <param name="ClipStandardDeviations">Where the standardised value is cut, in standard deviations.</param>
public sealed record ChannelNormalization(
    EquatableArray<float> Mean,
    EquatableArray<float> StandardDeviation,
    float ClipStandardDeviations)
{
    /// <summary>Standardises T x S (or N x T x S) values; the channel is the innermost axis.</summary>
    public void Apply(ReadOnlySpan<float> source, Span<float> destination)
    {
        var channels = Mean.Count;
        for (var i = 0; i < source.Length; i++)
        {
            var channel = i % channels;
            var standardised = (source[i] - Mean[channel]) / StandardDeviation[channel];
            destination[i] = Math.Clamp(standardised, -ClipStandardDeviations, ClipStandardDeviations);
        }
    }
}
