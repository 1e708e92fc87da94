using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Tests.Datasets;

public sealed class ChannelNormalizationTests
{
    [Property]
    public bool Larger_values_stay_larger_until_the_clip_and_negative_ones_mirror_them(short first, short second, byte knee)
    {
        var normalization = Standard(clip: 5, knee: 0.5f + (knee / 100f));
        var (low, high) = (Math.Min(first, second) / 4096f, Math.Max(first, second) / 4096f);
        var (lowest, highest) = (normalization.Apply(low, 0), normalization.Apply(high, 0));
        return lowest <= highest
            && (lowest < highest || low == high || Math.Abs(low) >= 5 || Math.Abs(high) >= 5 || high - low < 0.001f)
            && normalization.Apply(-high, 0) == -highest
            && Math.Abs(highest) <= normalization.Range;
    }

    [Fact]
    public void What_is_usual_is_as_it_was_and_peaks_count_a_quarter()
    {
        var normalization = Standard(clip: 5, knee: 1.5f);

        Assert.Equal([0, 1.5f, -1.5f, 1.625f, 2.375f, -2.375f], new[] { 0, 1.5f, -1.5f, 2, 9, -5 }.Select(value => normalization.Apply(value, 0)));
        Assert.Equal(2.375f, normalization.Range);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(100)]
    public void A_knee_that_is_not_below_the_clip_changes_nothing(float knee)
    {
        var normalization = Standard(clip: 5, knee);

        Assert.Equal([4.5f, 5, -5], new[] { 4.5f, 7, -7 }.Select(value => normalization.Apply(value, 0)));
        Assert.Equal(5, normalization.Range);
    }

    private static ChannelNormalization Standard(float clip, float knee) => new([0], [1], clip, knee);
}
