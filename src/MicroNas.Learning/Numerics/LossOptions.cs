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

    /// <summary>Mean loss of the best answer that looks at no window: each class as probable as it is frequent.</summary>
    /// <param name="windows">Whose labels are guessed.</param>
    /// <param name="classes">Of the network; more than the labels may name.</param>
    public double OfGuessing(WindowSet windows, int classes)
    {
        var targets = new double[classes];
        foreach (var label in windows.Labels)
        {
            targets[label] += (1 - LabelSmoothing) / windows.Count;
        }

        for (var c = 0; c < classes; c++)
        {
            targets[c] = (targets[c] + (LabelSmoothing / classes)) * (ClassWeights?[c] ?? 1);
        }

        var sum = targets.Sum();
        return -targets.Where(target => target > 0).Sum(target => target * Math.Log(target / sum));
    }
}
