using MicroNas.Core.Datasets;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary><see cref="ChannelNormalization"/> in a file.</summary>
internal sealed record NormalizationSummary(IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation, float ClipStandardDeviations)
{
    public static NormalizationSummary Of(ChannelNormalization normalization) =>
        new([.. normalization.Mean], [.. normalization.StandardDeviation], normalization.ClipStandardDeviations);

    public ChannelNormalization ToNormalization() => new([.. Mean], [.. StandardDeviation], ClipStandardDeviations);
}
