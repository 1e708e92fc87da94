using MicroNas.Core.Datasets;
using MicroNas.Learning.Checkpoints;

namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>
/// The variations that a data set asks for, one after the other: time first, then the sensor's attitude, gain, noise and loss. For one
/// reader at a time.
/// </summary>
/// <param name="variations">In the order in which they are applied.</param>
/// <param name="random">The one source of all draws: its state is the augmentation's.</param>
internal sealed class WindowAugmentation(IReadOnlyList<IWindowVariation> variations, RandomSource random) : ICheckpointed
{
    private readonly RandomSource settled = random.Copy();

    /// <summary>What <see cref="Dataset.Augmentation"/> switches on; windows without any stay as they are, and nothing is drawn.</summary>
    public WindowAugmentation(Dataset dataset, RandomSource random)
        : this(VariationsOf(dataset), random)
    {
    }

    /// <param name="window">T x S values in sensor units, changed in place.</param>
    /// <param name="channels">S.</param>
    public void Apply(Span<float> window, int channels)
    {
        foreach (var variation in variations)
        {
            variation.Apply(window, channels, random);
        }
    }

    /// <summary>What was drawn until now belongs to windows that are handed out: a checkpoint does not go back behind it.</summary>
    public void Settle() => settled.CopyFrom(random);

    /// <summary>The state after the last <see cref="Settle"/>.</summary>
    public void Save(BinaryWriter writer) => settled.Save(writer);

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        settled.Restore(reader);
        random.CopyFrom(settled);
    }

    private static List<IWindowVariation> VariationsOf(Dataset dataset)
    {
        var (options, normalization) = (dataset.Augmentation, dataset.Normalization);
        List<IWindowVariation> variations = [];
        AddIf(options.TimeWarp > 0, () => new TimeWarp(options.TimeWarp));
        AddIf(options.TimeShift > 0, () => new TimeShift(options.TimeShift));
        AddIf(options.Rotation > 0 && dataset.RotationGroups.Count > 0, () => new RandomRotation(dataset.RotationGroups, options.Rotation));
        AddIf(options.Scaling > 0, () => new Scaling(options.Scaling));
        AddIf(options.Jitter > 0, () => new Jitter(options.Jitter, normalization.StandardDeviation));
        AddIf(options.ChannelDropout > 0, () => new ChannelDropout(options.ChannelDropout, normalization.Mean));
        return variations;

        void AddIf(bool isOn, Func<IWindowVariation> create)
        {
            if (isOn)
            {
                variations.Add(create());
            }
        }
    }
}
