using MathNet.Numerics.Statistics;
using MicroNas.Core.Datasets;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>What one would tell of a window without a network: statistics of each channel, and correlations between channels.</summary>
internal static class WindowStatistics
{
    /// <returns>For each channel mean, deviation, minimum, maximum, quartiles, energy and mean absolute step; then a correlation for each pair.</returns>
    public static float[] Of(WindowSet windows, int index)
    {
        var window = windows.Window(index);
        var channels = Enumerable.Range(0, windows.Channels).Select(_ => new double[windows.Length]).ToArray();
        for (var i = 0; i < window.Length; i++)
        {
            channels[i % windows.Channels][i / windows.Channels] = window[i];
        }

        var result = new List<float>();
        foreach (var channel in channels)
        {
            var (mean, deviation) = channel.MeanStandardDeviation();
            result.AddRange(new[]
            {
                mean, deviation, channel.Min(), channel.Max(), channel.LowerQuartile(), channel.Median(), channel.UpperQuartile(),
                channel.Average(value => value * value),
                channel.Skip(1).Zip(channel, (next, previous) => Math.Abs(next - previous)).Average(),
            }.Select(value => (float)value));
        }

        for (var left = 0; left < channels.Length; left++)
        {
            for (var right = left + 1; right < channels.Length; right++)
            {
                var correlation = Correlation.Pearson(channels[left], channels[right]);
                result.Add(double.IsFinite(correlation) ? (float)correlation : 0); // a channel that never moves
            }
        }

        return [.. result];
    }
}
