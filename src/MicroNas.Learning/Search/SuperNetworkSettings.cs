namespace MicroNas.Learning.Search;

/// <summary>What differs between the methods that learn α with a super-network (docs/search.md).</summary>
internal sealed record SuperNetworkSettings
{
    /// <summary>Share of the epochs, 0 up to but not including 1, in which the weights are learnt alone.</summary>
    public required double WarmUpShare { get; init; }

    /// <summary>τ.</summary>
    public required TemperatureSchedule Temperature { get; init; }

    /// <summary>Whether â is a sample, with Gumbel noise, rather than softmax(α / τ).</summary>
    public required bool GumbelNoise { get; init; }

    /// <summary>Whether the loss for α has the hardware's terms of Eq. 6.</summary>
    public required bool HardwareCost { get; init; }

    /// <summary>Whether the expected cost is that of the step's â; otherwise that of softmax(α).</summary>
    public required bool CostOfSample { get; init; }

    /// <summary>Whether the expected latency is compared with the limit less the latency table's error band.</summary>
    public required bool ErrorBandInLimit { get; init; }

    /// <summary>Whether dropout acts in the step of α too, not only in that of the weights.</summary>
    public required bool DropoutInArchitectureStep { get; init; }

    /// <summary>Whether the training windows are augmented.</summary>
    public required bool Augmentation { get; init; }

    /// <summary>Learning rate of the weights (Adam).</summary>
    public double WeightRate { get; init; } = 2e-3;

    /// <summary>Learning rate of α at first (SGD).</summary>
    public double HighestArchitectureRate { get; init; } = 0.36;

    /// <summary>Learning rate of α at last.</summary>
    public double LowestArchitectureRate { get; init; } = 0.0008;

    /// <summary>The same with every learning rate multiplied.</summary>
    public SuperNetworkSettings AtRate(double factor) => this with
    {
        WeightRate = factor * WeightRate,
        HighestArchitectureRate = factor * HighestArchitectureRate,
        LowestArchitectureRate = factor * LowestArchitectureRate,
    };
}
