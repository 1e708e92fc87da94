using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>The architecture search (<c>search</c>).</summary>
public sealed record SearchOptions
{
    /// <summary>Passes over the training windows while weights and architecture are learnt together.</summary>
    /// <value>15</value>
    [Range(1, 10000)]
    public int Epochs { get; init; } = 15;

    /// <summary>Windows a step.</summary>
    /// <value>64</value>
    [Range(2, 4096)]
    [OptionName("batch")]
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of initial weights, order of windows and Gumbel noise.</summary>
    /// <value>1</value>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>How activations are held while searching: fp32, or the faster bf16 on processors that have its instructions.</summary>
    /// <value>fp32</value>
    public ActivationPrecision Precision { get; init; } = ActivationPrecision.Fp32;

    /// <summary>The shape of the search space.</summary>
    public SearchSpaceOptions Space { get; init; } = new();
}
