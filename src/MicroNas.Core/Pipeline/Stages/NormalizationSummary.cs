using MicroNas.Core.Datasets;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary><see cref="ChannelNormalization"/> in a file.</summary>
internal sealed record NormalizationSummary(IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation, float ClipStandardDeviations, float KneeStandardDeviations)
{
    public static NormalizationSummary Of(ChannelNormalization normalization) =>
        new([.. normalization.Mean], [.. normalization.StandardDeviation], normalization.ClipStandardDeviations, normalization.KneeStandardDeviations);

    public ChannelNormalization ToNormalization() => new([.. Mean], [.. StandardDeviation], ClipStandardDeviations, KneeStandardDeviations);
}
