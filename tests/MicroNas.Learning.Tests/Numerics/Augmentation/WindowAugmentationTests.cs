using System.Numerics;

using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

namespace MicroNas.Learning.Tests.Numerics.Augmentation;

public sealed class WindowAugmentationTests
{
    /// <summary>
    /// Results of earlier versions stay valid: batches are bit for bit those of one rotation of N(0, 12°) a window about an axis of three
    /// normal numbers, drawn in the order of the windows, whatever else can be switched on.
    /// </summary>
    [Fact]
    public void By_default_batches_are_bit_for_bit_those_of_the_plain_rotation()
    {
        var dataset = TinyDataset.Create(48);
        var batches = new WindowBatches(
            dataset.Training,
            dataset.Normalization,
            batchSize: 16,
            new RandomSource(5, RandomStream.TrainingOrder),
            new WindowAugmentation(dataset, new RandomSource(5, RandomStream.Augmentation)));
        var order = new RandomSource(5, RandomStream.TrainingOrder);
        var random = new RandomSource(5, RandomStream.Augmentation);
        var permutation = Enumerable.Range(0, 48).ToArray();
        for (var pass = 0; pass < 3; pass++)
        {
            order.Shuffle(permutation);
            foreach (var indices in permutation.Chunk(16))
            {
                var batch = batches.Next();
                Assert.Equal(indices.Select(index => (long)dataset.Training.Labels[index]), batch.Labels);
                Assert.Equal(indices.SelectMany(index => Rotated(dataset.Training.Window(index).ToArray(), random)), batch.Values);
            }
        }

        float[] Rotated(float[] window, RandomSource draws)
        {
            var axis = Vector3.Normalize(new Vector3((float)draws.NextNormal(), (float)draws.NextNormal(), (float)draws.NextNormal()));
            var rotation = Matrix4x4.CreateFromAxisAngle(axis, (float)(draws.NextNormal() * 12.0 * Math.PI / 180));
            for (var t = 0; t < TinyDataset.Time; t++)
            {
                Vector3.Transform(new Vector3(window.AsSpan(t * 3, 3)), rotation).CopyTo(window, t * 3);
            }

            var normalised = new float[window.Length];
            dataset.Normalization.Apply(window, normalised);
            return [.. Enumerable.Range(0, window.Length).Select(i => normalised[(i % TinyDataset.Time * 3) + (i / TinyDataset.Time)])];
        }
    }

    [Fact]
    public void Without_3_axis_sensors_windows_stay_as_they_are_and_nothing_is_drawn()
    {
        var (random, untouched) = (new RandomSource(1, RandomStream.Augmentation), new RandomSource(1, RandomStream.Augmentation));
        foreach (var dataset in new[]
        {
            TinyDataset.Create(48) with { RotationGroups = [] },
            TinyDataset.Create(48) with { Augmentation = new AugmentationOptions { Rotation = 0 } },
        })
        {
            var window = dataset.Training.Window(0).ToArray();
            new WindowAugmentation(dataset, random).Apply(window, dataset.Channels);
            Assert.Equal(dataset.Training.Window(0).ToArray(), window);
        }

        Assert.Equal(untouched.NextUInt64(), random.NextUInt64());
    }

    [Fact]
    public void Every_option_changes_windows()
    {
        AugmentationOptions[] options =
        [
            new() { Jitter = 0.1 }, new() { Scaling = 0.1 }, new() { TimeWarp = 0.1 }, new() { TimeShift = 0.3 }, new() { ChannelDropout = 0.5 }, new() { Rotation = 30 },
        ];
        var results = options.Append(new AugmentationOptions()).Select(augmentation =>
        {
            var dataset = TinyDataset.Create(48) with { Augmentation = augmentation };
            var augmented = new WindowAugmentation(dataset, new RandomSource(1, RandomStream.Augmentation));
            return string.Join(',', Enumerable.Range(0, 8).SelectMany(i =>
            {
                var window = dataset.Training.Window(i).ToArray();
                augmented.Apply(window, dataset.Channels);
                return window;
            }));
        });
        Assert.Equal(options.Length + 1, results.Distinct().Count());
    }
}
