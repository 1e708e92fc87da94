namespace MicroNas.Core.Datasets.Recordings;

/// <summary>Cuts windows out of labelled segments.</summary>
internal static class SegmentWindower
{
    /// <summary>
    /// The first samples of a segment's windows. A segment as long as a window or longer holds as many as fit, a stride apart, with
    /// what is left over at both ends alike: none leaves the segment. A shorter one gives a single window around its middle, moved
    /// into the recording, if more of the window's samples are the segment's than any other segment's.
    /// </summary>
    /// <param name="segments">All segments of the recording, which do not overlap.</param>
    /// <param name="segment">One of them.</param>
    /// <param name="length">Samples of the recording.</param>
    public static IEnumerable<int> FirstSamples(
        IReadOnlyList<HaptSegment> segments, HaptSegment segment, int length, int window, int stride)
    {
        if (window > length)
        {
            return [];
        }

        if (segment.Length >= window)
        {
            var count = ((segment.Length - window) / stride) + 1;
            var covered = window + ((count - 1) * stride);
            var first = segment.Start + ((segment.Length - covered) / 2);
            return Enumerable.Range(0, count).Select(i => first + (i * stride));
        }

        var start = Math.Clamp(segment.Start - ((window - segment.Length) / 2), 0, length - window);
        return segments.All(other => other == segment || Shared(other, start, window) < Shared(segment, start, window)) ? [start] : [];
    }

    private static int Shared(HaptSegment segment, int start, int window) =>
        Math.Max(0, Math.Min(segment.End, start + window) - Math.Max(segment.Start, start));
}
