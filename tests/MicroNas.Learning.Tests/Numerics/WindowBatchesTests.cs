using FsCheck;
using FsCheck.Xunit;

using MicroNas.Core.Configuration;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

namespace MicroNas.Learning.Tests.Numerics;

public sealed class WindowBatchesTests
{
    /// <summary>Every way of augmenting draws random numbers or keeps a window of its own.</summary>
    private static readonly AugmentationOptions Augmentation =
        new() { Jitter = 0.1, Scaling = 0.1, TimeWarp = 0.1, TimeShift = 0.3, ChannelDropout = 0.3 };

    /// <summary>Windows prepared ahead, or not, at any step: the same batches, and the same state whenever it is written.</summary>
    [Property(MaxTest = 50)]
    public void What_is_prepared_ahead_changes_neither_batches_nor_checkpoints(PositiveInt batchSize, bool[] prepares)
    {
        var (plain, ahead) = (Create(batchSize.Get), Create(batchSize.Get));
        foreach (var isPrepared in prepares)
        {
            var (expected, actual) = (plain.NextForStep(), ahead.NextForStep());
            if (isPrepared)
            {
                ahead.Prepare();
            }

            Assert.Equal(expected.Labels, actual.Labels);
            Assert.Equal(expected.Values, actual.Values);
            Assert.Equal(State(plain), State(ahead));
        }
    }

    [Fact]
    public void A_state_that_is_restored_forgets_what_was_prepared_ahead()
    {
        var (original, restored) = (Create(8), Create(8));
        original.NextForStep();
        original.Prepare();
        restored.NextForStep();
        restored.NextForStep();
        restored.Prepare();

        restored.Restore(new BinaryReader(new MemoryStream(State(original))));

        Assert.Equal(original.Next().Values, restored.Next().Values);
        Assert.Equal(State(original), State(restored));
    }

    [Fact]
    public void A_batch_in_memory_of_its_own_stays_as_it_is()
    {
        var batches = Create(8);
        batches.NextForStep();
        batches.Prepare();

        var kept = batches.Next();
        var values = kept.Values.ToArray();
        for (var step = 0; step < 4; step++)
        {
            batches.NextForStep();
            batches.Prepare();
        }

        Assert.Equal(values, kept.Values);
    }

    private static WindowBatches Create(int batchSize)
    {
        var dataset = TinyDataset.Create(24) with { Augmentation = Augmentation };
        return new WindowBatches(
            dataset.Training,
            dataset.Normalization,
            batchSize,
            new RandomSource(3, RandomStream.TrainingOrder),
            new WindowAugmentation(dataset, new RandomSource(3, RandomStream.Augmentation)));
    }

    private static byte[] State(WindowBatches batches)
    {
        using var stream = new MemoryStream();
        batches.Save(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
