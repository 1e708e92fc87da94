using MicroNas.Core.Configuration;
using MicroNas.Core.Units;

namespace MicroNas.Core.Datasets;

/// <summary>A data set as the later stages see it: three splits in sensor units, and what the firmware must know of the input.</summary>
/// <param name="ClassNames">By class index.</param>
/// <param name="ChannelNames">By channel index; S of them.</param>
/// <param name="SampleRate">Samples a second of every channel.</param>
/// <param name="Training">Windows that weights are fitted on.</param>
/// <param name="Validation">Cut from the training part, never from test.</param>
/// <param name="Test">Looked at once, by the verify stage.</param>
/// <param name="Normalization">Fitted on <paramref name="Training"/> alone.</param>
/// <param name="RotationGroups">Channel indices of 3-axis sensors, three an entry; empty when the data has none.</param>
/// <param name="ContentHash">SHA-256 (lower-case hex) of everything above and of <see cref="Augmentation"/>: the data part of every later cache key.</param>
public sealed record Dataset(
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<string> ChannelNames,
    Hertz SampleRate,
    WindowSet Training,
    WindowSet Validation,
    WindowSet Test,
    ChannelNormalization Normalization,
    IReadOnlyList<EquatableArray<int>> RotationGroups,
    string ContentHash)
{
    /// <summary>T, samples a window.</summary>
    public int Length => Training.Length;

    /// <summary>S, sensor channels.</summary>
    public int Channels => Training.Channels;

    /// <summary>How training windows are varied.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>What a window of each class counts in the loss of a training on <paramref name="windows"/>; 1 on average.</summary>
    public float[] WeightClasses(WindowSet windows, ClassWeighting weighting) =>
        ClassWeights.Compute(windows.Labels, ClassNames.Count, weighting);
}
