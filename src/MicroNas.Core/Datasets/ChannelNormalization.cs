namespace MicroNas.Core.Datasets;

/// <summary>
/// Per-channel standardisation, fitted on training windows alone and repeated by the firmware: clamp((x − mean) / standardDeviation, −clip, +clip),
/// of which what lies beyond ±knee counts a quarter. An int8 input has one step for its whole range: with the rare peaks closer together, the steps of what is
/// usual are finer (docs/DEVIATIONS.md).
/// </summary>
/// <param name="Mean">S values in sensor units.</param>
/// <param name="StandardDeviation">S values in sensor units, all positive.</param>
/// <param name="ClipStandardDeviations">Where the standardised value is cut, in standard deviations.</param>
/// <param name="KneeStandardDeviations">From where on a standardised value counts less, in standard deviations, positive; nowhere if it is not below the clip.</param>
public sealed record ChannelNormalization(
    EquatableArray<float> Mean,
    EquatableArray<float> StandardDeviation,
    float ClipStandardDeviations,
    float KneeStandardDeviations)
{
    /// <summary>A power of two: the product is exact, so that a compiler that contracts it with the sum gets the same bits.</summary>
    public const float SlopeBeyondKnee = 0.25f;

    /// <summary>The largest value that comes out.</summary>
    public float Range => Compress(ClipStandardDeviations);

    /// <summary>Standardises T x S (or N x T x S) values; the channel is the innermost axis.</summary>
    public void Apply(ReadOnlySpan<float> source, Span<float> destination)
    {
        var channels = Mean.Count;
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = Apply(source[i], i % channels);
        }
    }

    /// <summary>Standardises one value.</summary>
    public float Apply(float value, int channel) =>
        Compress(Math.Clamp((value - Mean[channel]) / StandardDeviation[channel], -ClipStandardDeviations, ClipStandardDeviations));

    private float Compress(float value) =>
        value > KneeStandardDeviations ? KneeStandardDeviations + ((value - KneeStandardDeviations) * SlopeBeyondKnee)
        : value < -KneeStandardDeviations ? ((value + KneeStandardDeviations) * SlopeBeyondKnee) - KneeStandardDeviations
        : value;
}
