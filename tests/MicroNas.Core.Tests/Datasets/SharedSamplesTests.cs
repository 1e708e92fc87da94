using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Tests.Datasets;

public class SharedSamplesTests
{
    /// <summary>The judge knows where every window was cut and counts those that share a quarter or more with another set's.</summary>
    [Property(MaxTest = 200)]
    public Property Windows_that_overlap_are_found_and_no_others() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (length, channels) = (random.Next(8, 40), random.Next(1, 4));
        var recording = Enumerable.Range(0, 600 * channels).Select(_ => random.NextSingle()).ToArray();
        int[] Draw() => [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(600 - length))];
        var (tests, trainings) = (Draw(), Draw());
        WindowSet Cut(int[] starts) => new(
            [.. starts.SelectMany(start => recording.AsSpan(start * channels, length * channels).ToArray())], new int[starts.Length], null, length, channels);

        var run = Math.Max(4, length / 4);
        var expected = tests.Count(test => trainings.Any(training => length - Math.Abs(test - training) >= run));
        return SharedSamples.Count(Cut(tests), Cut(trainings)) == expected;
    });

    [Fact]
    public void A_sensor_at_rest_shares_nothing()
    {
        var rest = new WindowSet([.. Enumerable.Repeat(1f, 5 * 32)], new int[5], null, 32, 1);
        Assert.Equal(0, SharedSamples.Count(rest, rest));
    }

    [Fact]
    public void The_random_split_of_overlapping_windows_leaks_and_that_by_subject_does_not()
    {
        Assert.InRange(LeakingShare(SplitKind.Random), 0.5, 1);
        Assert.InRange(LeakingShare(SplitKind.Fraction), 0.5, 1);
        Assert.Equal(0, LeakingShare(SplitKind.Subject));

        static double LeakingShare(SplitKind kind)
        {
            var dataset = DatasetLoader.Load(new DatasetOptions { Split = new SplitOptions { By = kind } }, "");
            return (double)SharedSamples.Count(dataset.Test, dataset.Training) / dataset.Test.Count;
        }
    }
}
