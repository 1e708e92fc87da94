using System.Runtime.InteropServices;

namespace MicroNas.Core.Datasets;

/// <summary>
/// Finds windows of one set that overlap windows of another: their score says little about data that no window has seen. It is
/// measured on the values themselves, whatever the format and however the windows were divided.
/// </summary>
public static class SharedSamples
{
    /// <summary>Shorter runs of equal samples can be chance where a sensor is at rest.</summary>
    private const int ShortestRun = 4;

    /// <summary>
    /// How many windows of <paramref name="windows"/> begin or end with a run of samples, a quarter of a window long, that occurs in
    /// <paramref name="others"/>. Runs in which no channel changes do not count.
    /// </summary>
    public static int Count(WindowSet windows, WindowSet others)
    {
        var run = Math.Min(windows.Length, Math.Max(ShortestRun, windows.Length / 4));
        var ends = new Dictionary<ulong, List<(int Window, int Start)>>();
        for (var i = 0; i < windows.Count; i++)
        {
            var hashes = RunHashes(windows.Window(i), windows.Channels, run);
            foreach (var start in (int[])[0, hashes.Length - 1])
            {
                if (Changes(Run(windows, i, start, run), windows.Channels))
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(ends, hashes[start], out _) ??= []).Add((i, start));
                }
            }
        }

        var isShared = new bool[windows.Count];
        for (var other = 0; other < others.Count; other++)
        {
            var hashes = RunHashes(others.Window(other), others.Channels, run);
            for (var start = 0; start < hashes.Length; start++)
            {
                if (!ends.TryGetValue(hashes[start], out var places))
                {
                    continue;
                }

                foreach (var (window, at) in places)
                {
                    isShared[window] |= Run(windows, window, at, run).SequenceEqual(Run(others, other, start, run));
                }
            }
        }

        return isShared.Count(shared => shared);
    }

    private static ReadOnlySpan<float> Run(WindowSet windows, int window, int start, int length) =>
        windows.Window(window).Slice(start * windows.Channels, length * windows.Channels);

    private static bool Changes(ReadOnlySpan<float> run, int channels) => !run[channels..].SequenceEqual(run[..^channels]);

    /// <summary>A hash of the run that begins at each sample: a polynomial in the samples' hashes, rolled on.</summary>
    private static ulong[] RunHashes(ReadOnlySpan<float> window, int channels, int run)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        var samples = new ulong[window.Length / channels];
        for (var t = 0; t < samples.Length; t++)
        {
            foreach (var value in window.Slice(t * channels, channels))
            {
                samples[t] = ((samples[t] ^ BitConverter.SingleToUInt32Bits(value)) * 0xBF58476D1CE4E5B9) ^ (samples[t] >> 29);
            }
        }

        var (leaving, hash) = (1UL, 0UL);
        for (var t = 0; t < run; t++)
        {
            hash = (hash * factor) + samples[t];
            leaving *= factor;
        }

        var hashes = new ulong[samples.Length - run + 1];
        hashes[0] = hash;
        for (var t = run; t < samples.Length; t++)
        {
            hash = (hash * factor) + samples[t] - (leaving * samples[t - run]);
            hashes[t - run + 1] = hash;
        }

        return hashes;
    }
}
