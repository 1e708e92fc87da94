using MicroNas.Core.Datasets;
using MicroNas.Core.Units;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Tests;

/// <summary>Three kinds of noisy oscillation on a 3-axis sensor in one random direction each: learnable in seconds, not by a threshold.</summary>
internal static class TinyDataset
{
    public const int Time = 32;
    public const int Sensors = 3;
    public const int Classes = 3;

    public static Dataset Create(int windows, int seed = 1)
    {
        var random = new RandomSource(seed, RandomStream.TrainingOrder);
        var training = Draw(windows, random);
        return new Dataset(
            ["slow", "middle", "fast"],
            ["x", "y", "z"],
            new Hertz(50),
            training,
            Draw(windows / 3, random),
            Draw(windows / 3, random),
            Fit(training),
            [[0, 1, 2]],
            $"tiny-{windows}-{seed}");
    }

    private static WindowSet Draw(int count, RandomSource random)
    {
        var values = new float[count * Time * Sensors];
        var labels = new int[count];
        for (var window = 0; window < count; window++)
        {
            labels[window] = window % Classes;
            var phase = 2 * Math.PI * random.NextUniform();
            var frequency = 0.06 * (1 + labels[window]);
            double[] direction = [random.NextNormal(), random.NextNormal(), random.NextNormal()];
            var length = Math.Sqrt(direction.Sum(component => component * component));
            for (var t = 0; t < Time; t++)
            {
                for (var s = 0; s < Sensors; s++)
                {
                    values[(((window * Time) + t) * Sensors) + s] = (float)((9.81 * (s == 2 ? 1 : 0))
                        + (3 * direction[s] / length * Math.Sin((2 * Math.PI * frequency * t) + phase)) + (0.4 * random.NextNormal()));
                }
            }
        }

        return new WindowSet(values, labels, subjects: null, Time, Sensors);
    }

    private static ChannelNormalization Fit(WindowSet windows)
    {
        var channels = Enumerable.Range(0, Sensors)
            .Select(channel => windows.Values.Where((_, i) => i % Sensors == channel).Select(value => (double)value).ToArray())
            .Select(values => (Mean: values.Average(), Squares: values.Average(value => value * value)))
            .ToArray();
        return new ChannelNormalization(
            [.. channels.Select(channel => (float)channel.Mean)],
            [.. channels.Select(channel => (float)Math.Sqrt(channel.Squares - (channel.Mean * channel.Mean)))],
            ClipStandardDeviations: 5,
            KneeStandardDeviations: 1.5f);
    }
}
