using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Datasets.Recordings;

namespace MicroNas.Core.Tests.Datasets;

public class SegmentWindowerTests
{
    /// <summary>Counted sample by sample: a window's label is the one that most of its labelled samples have.</summary>
    [Property(MaxTest = 500)]
    public Property A_window_s_label_is_that_of_most_of_its_samples() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var length = random.Next(20, 400);
        var (window, stride) = (random.Next(4, 64), random.Next(1, 40));
        var segments = new List<HaptSegment>();
        for (var at = random.Next(20); at < length; at += random.Next(12))
        {
            var end = Math.Min(length, at + random.Next(1, 120));
            segments.Add(new HaptSegment(segments.Count, at, end));
            at = end;
        }

        return segments.All(segment =>
        {
            var starts = SegmentWindower.FirstSamples(segments, segment, length, window, stride).ToArray();
            var isWhole = segment.Length >= window && window <= length;
            return (!isWhole || starts.Length == ((segment.Length - window) / stride) + 1)
                && starts.Length <= Math.Max(1, segment.Length)
                && starts.All(start => start >= 0 && start + window <= length)
                && starts.All(start => !isWhole || (start >= segment.Start && start + window <= segment.End))
                && starts.All(start => Enumerable.Range(start, window)
                    .Select(t => segments.FindIndex(other => t >= other.Start && t < other.End))
                    .Where(index => index >= 0)
                    .CountBy(index => index)
                    .MaxBy(group => group.Value).Key == segment.Activity);
        });
    });

    [Fact]
    public void What_is_left_over_lies_at_both_ends_and_a_short_segment_in_the_middle()
    {
        HaptSegment[] segments = [new(0, 100, 230), new(1, 230, 310), new(2, 310, 520)];
        Assert.Equal([101], SegmentWindower.FirstSamples(segments, segments[0], 600, 128, 64));
        Assert.Equal([206], SegmentWindower.FirstSamples(segments, segments[1], 600, 128, 64));
        Assert.Equal([319, 383], SegmentWindower.FirstSamples(segments, segments[2], 600, 128, 64));
        Assert.Empty(SegmentWindower.FirstSamples(segments, segments[2], 100, 128, 64));
    }
}
