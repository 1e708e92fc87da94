using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>The training of the found network (<c>training</c>).</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training and validation windows.</summary>
    /// <value>40</value>
    [Range(1, 10000)]
    public int Epochs { get; init; } = 40;

    /// <summary>Windows a step.</summary>
    /// <value>64</value>
    [Range(2, 4096)]
    [OptionName("batch")]
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of initial weights, order of windows and augmentation.</summary>
    /// <value>1</value>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>Share of the target that the loss spreads evenly over all classes.</summary>
    /// <value>0</value>
    [Range(0.0, 0.5)]
    public double LabelSmoothing { get; init; }

    /// <summary>What a window counts in the loss: none (every window the same) or balanced (every class the same, for data with rare classes).</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;
}
