using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Tests.Datasets;

public class SyntheticTests
{
    private static readonly Lazy<Dataset> Default = new(() => DatasetLoader.Load(new DatasetOptions(), ""));

    [Fact]
    public void It_is_the_default_and_split_by_person()
    {
        var dataset = Default.Value;
        Assert.Equal((128, 6, 50.0), (dataset.Length, dataset.Channels, dataset.SampleRate.Value));
        Assert.Equal((1350, 450, 450), (dataset.Training.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.Equal(6, dataset.ClassNames.Count);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], dataset.RotationGroups);
        var people = new[] { dataset.Training, dataset.Validation, dataset.Test }.Select(part => part.Subjects!.Distinct().ToArray()).ToArray();
        Assert.Equal([9, 3, 3], people.Select(part => part.Length));
        Assert.Equal(15, people.SelectMany(part => part).Distinct().Count());
    }

    /// <summary>The hash was computed on another run: equal bits on every machine are what makes a shared cache valid there.</summary>
    [Fact]
    public void It_is_the_same_bit_for_bit_everywhere() =>
        Assert.Equal("614f476e2b40b743190ae078d1e8a8d60365d0f35b2ac2f0f88b53904b6c4412", Default.Value.ContentHash);

    /// <summary>The hash keys what search and training made; they depend on the augmentation as on the windows.</summary>
    [Fact]
    public void Another_augmentation_is_another_hash()
    {
        var dataset = DatasetLoader.Load(new DatasetOptions { Augmentation = new AugmentationOptions { Jitter = 0.1 } }, "");
        Assert.Equal(0.1, dataset.Augmentation.Jitter);
        Assert.NotEqual(Default.Value.ContentHash, dataset.ContentHash);
    }

    [Fact]
    public void Nearest_centroid_on_means_and_deviations_stays_below_80_percent()
    {
        foreach (var isScaled in new[] { false, true })
        {
            // Above chance, or the windows would have nothing to do with their labels.
            Assert.InRange(NearestCentroid.Accuracy(Default.Value, isScaled), 0.25, 0.8);
        }
    }

    [Fact]
    public void Each_window_is_a_sensor_s_output()
    {
        var values = Default.Value.Training.Values;
        for (var i = 0; i < values.Length; i++)
        {
            var steps = i % 6 < 3 ? values[i] * 2048 : values[i] * 512;
            Assert.True(steps == Math.Round(steps) && Math.Abs(values[i]) <= (i % 6 < 3 ? 8 : 32));
        }
    }
}
