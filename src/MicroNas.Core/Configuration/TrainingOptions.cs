using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>The training of the found network (<c>training</c>).</summary>
public sealed record TrainingOptions
{
    internal const int DefaultEpochs = 40;
    internal const int LeastSteps = 1000;

    private const double FloatShare = 0.7;

    private readonly int? epochs;

    /// <summary>Passes over the training and validation windows. Left out: 40, or as many as make 1000 steps.</summary>
    /// <value>40</value>
    [Range(1, 10000)]
    [DependentDefault]
    public int Epochs
    {
        get => epochs ?? DefaultEpochs;
        init => epochs = value;
    }

    /// <summary>Windows a step.</summary>
    /// <value>64</value>
    [Range(2, 4096)]
    [OptionName("batch")]
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of initial weights, order of windows and augmentation.</summary>
    /// <value>1</value>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>Adam's highest learning rate; it rises to it during the first epoch and then falls.</summary>
    /// <value>0.01</value>
    [Range(0.00001, 1.0)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>How the learning rate falls after the first epoch: cosine (to 0 as half a cosine) or none (it stays).</summary>
    [JoinedLater(LearningRateFall.Cosine)]
    public LearningRateFall LearningRateFall { get; init; } = LearningRateFall.Cosine;

    /// <summary>Share of the target that the loss spreads evenly over all classes.</summary>
    /// <value>0</value>
    [Range(0.0, 0.5)]
    public double LabelSmoothing { get; init; }

    /// <summary>What a window counts in the loss: none (every window the same) or balanced (every class the same, for data with rare classes).</summary>
    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>How many of the last epochs before quantization have their weights averaged; 0: the last weights are taken as they are.</summary>
    /// <value>0</value>
    [Range(0, 10000)]
    [JoinedLater(0)]
    public int AverageEpochs { get; init; }

    /// <summary>Epochs in int8 without a better accuracy on the validation windows after which training ends, with the best weights; those windows are then not trained on. 0: every epoch and all windows.</summary>
    /// <value>0</value>
    [Range(0, 10000)]
    [JoinedLater(0)]
    public int Patience { get; init; }

    /// <summary>How many of the epochs come before quantization.</summary>
    public int CountFloatEpochs() => Math.Max(1, (int)Math.Round(Epochs * FloatShare));

    /// <summary>What is wrong with <see cref="AverageEpochs"/>; null: nothing.</summary>
    internal string? AverageProblem()
    {
        var floatEpochs = CountFloatEpochs();
        return AverageEpochs <= floatEpochs
            ? null
            : $"'training.averageEpochs' is {AverageEpochs}, but only {floatEpochs} of the {Epochs} epochs come before quantization; expected at most {floatEpochs}.";
    }

    /// <summary>With more epochs where their number was left out and the windows are few.</summary>
    public TrainingOptions ForWindows(int training, int validation) => epochs is null
        ? this with { Epochs = EpochCount.AtLeast(DefaultEpochs, LeastSteps, Patience > 0 ? training : training + validation, BatchSize) }
        : this;
}
