using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Learning.Numerics;

/// <summary>What the cross-entropy counts.</summary>
/// <param name="ClassWeights">What a window of each class counts; null: every window the same.</param>
/// <param name="LabelSmoothing">Share of the target that is spread evenly over all classes, 0 up to but not including 1 (Szegedy et al., 2016).</param>
internal sealed record LossOptions(float[]? ClassWeights = null, double LabelSmoothing = 0)
{
    public static LossOptions Plain { get; } = new();

    /// <param name="windows">Whose classes are counted where they are weighted.</param>
    public static LossOptions Of(Dataset dataset, WindowSet windows, TrainingOptions options) => new(
        options.ClassWeights == ClassWeighting.None ? null : dataset.WeightClasses(windows, options.ClassWeights), options.LabelSmoothing);
}
