namespace MicroNas.Core.Configuration;

/// <summary>The training of the found network (<c>training</c>).</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training and validation windows.</summary>
    /// <value>40</value>
    public int Epochs { get; init; } = 40;

    /// <summary>Windows a step.</summary>
    /// <value>64</value>
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of initial weights, order of windows and augmentation.</summary>
    /// <value>1</value>
    public int Seed { get; init; } = 1;
}
