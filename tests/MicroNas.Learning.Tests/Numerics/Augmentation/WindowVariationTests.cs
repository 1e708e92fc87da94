using FsCheck.Xunit;

using MicroNas.Core;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

namespace MicroNas.Learning.Tests.Numerics.Augmentation;

public sealed class WindowVariationTests
{
    private const int Time = 64;
    private const int Channels = 3;

    private static readonly EquatableArray<float> Deviation = [1, 10, 0.1f];
    private static readonly EquatableArray<float> Mean = [7, 8, 9];

    private static readonly IWindowVariation[] All =
    [
        new TimeWarp(0.3), new TimeShift(0.25), new RandomRotation([[0, 1, 2]], 12), new Scaling(0.1), new Jitter(0.05, Deviation),
        new ChannelDropout(0.3, Mean),
    ];

    /// <summary>A variation keeps nothing from one window to the next: the same draws make the same of the same window.</summary>
    [Property(MaxTest = 50)]
    public bool What_comes_out_depends_on_window_and_draws_alone(int seed) => All.All(variation =>
    {
        var first = Apply(variation, Window(seed), seed);
        Apply(variation, Window(seed + 1), seed + 1);
        return Apply(variation, Window(seed), seed).SequenceEqual(first) && first.All(float.IsFinite);
    });

    [Property(MaxTest = 50)]
    public bool A_strength_of_nothing_changes_nothing(int seed)
    {
        IWindowVariation[] still =
        [
            new TimeWarp(0), new TimeShift(0), new RandomRotation([[0, 1, 2]], 0), new Scaling(0), new Jitter(0, Deviation), new ChannelDropout(0, Mean),
        ];
        return still.All(variation => Apply(variation, Window(seed), seed).Zip(Window(seed)).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5));
    }

    [Fact]
    public void Jitter_has_its_share_of_each_channel_s_deviation()
    {
        var noise = Apply(new Jitter(0.05, Deviation), new float[Channels * 20_000], seed: 1);
        for (var channel = 0; channel < Channels; channel++)
        {
            var values = noise.Where((_, i) => i % Channels == channel).ToArray();
            Assert.Equal(0.05 * Deviation[channel], Math.Sqrt(values.Average(value => (double)value * value)), 0.002 * Deviation[channel]);
            Assert.Equal(0, values.Average(), 0.002 * Deviation[channel]);
        }
    }

    [Fact]
    public void Scaling_has_one_factor_a_channel_around_1()
    {
        var random = new RandomSource(1, RandomStream.Augmentation);
        var factors = new List<double>();
        for (var window = 0; window < 5000; window++)
        {
            var values = Enumerable.Repeat(2f, Channels * 4).ToArray();
            new Scaling(0.1).Apply(values, Channels, random);
            Assert.All(values.Index(), entry => Assert.Equal(values[entry.Index % Channels], entry.Item));
            factors.AddRange(values[..Channels].Select(value => value / 2.0));
        }

        Assert.Equal(1, factors.Average(), 0.005);
        Assert.Equal(0.1, Math.Sqrt(factors.Average(factor => (factor - 1) * (factor - 1))), 0.005);
    }

    [Fact]
    public void Dropout_takes_its_share_of_whole_channels_and_never_all()
    {
        var random = new RandomSource(1, RandomStream.Augmentation);
        var variation = new ChannelDropout(0.5, Mean);
        var dropped = 0;
        for (var window = 0; window < 4000; window++)
        {
            var values = new float[Channels * 4];
            variation.Apply(values, Channels, random);
            Assert.All(values.Index(), entry => Assert.Equal(values[entry.Index % Channels], entry.Item));
            var gone = values[..Channels].Count(value => value != 0);
            Assert.InRange(gone, 0, Channels - 1);
            dropped += gone;
        }

        // All three would go once in eight times, when one is spared: 3/2 - 1/8 of a window's channels.
        Assert.Equal(1.375, dropped / 4000.0, 0.05);
    }

    /// <summary>A ramp shows where each sample comes from.</summary>
    [Property(MaxTest = 100)]
    public bool Warped_time_runs_forward_from_the_first_to_the_last_sample(int seed)
    {
        var warped = Apply(new TimeWarp(0.3), Ramp(), seed).Where((_, i) => i % Channels == 0).ToArray();
        return warped[0] == 0 && warped[^1] == Time - 1
            && warped.Zip(warped[1..]).All(pair => pair.Second > pair.First)
            && warped.Index().Any(entry => Math.Abs(entry.Item - entry.Index) > 1e-3);
    }

    [Property(MaxTest = 100)]
    public bool Shifted_time_is_reflected_where_nothing_was_recorded(int seed)
    {
        var shifted = Apply(new TimeShift(0.25), Ramp(), seed).Where((_, i) => i % Channels == 0).Select(value => (int)value).ToArray();
        var shift = shifted[Time / 2] - (Time / 2);
        return Math.Abs(shift) <= Time / 4 && shifted.Index().All(entry =>
        {
            var source = Math.Abs(entry.Index + shift);
            return entry.Item == (source < Time ? source : (2 * (Time - 1)) - source);
        });
    }

    private static float[] Apply(IWindowVariation variation, float[] window, int seed)
    {
        variation.Apply(window, Channels, new RandomSource(seed, RandomStream.Augmentation));
        return window;
    }

    private static float[] Ramp() => [.. Enumerable.Range(0, Time * Channels).Select(i => (float)(i / Channels))];

    private static float[] Window(int seed)
    {
        var random = new RandomSource(seed, RandomStream.TrainingOrder);
        return [.. Enumerable.Range(0, Time * Channels).Select(_ => (float)random.NextNormal())];
    }
}
