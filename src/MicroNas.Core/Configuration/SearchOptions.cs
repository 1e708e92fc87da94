using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>The architecture search (<c>search</c>).</summary>
public sealed record SearchOptions
{
    /// <summary>Of method <c>micronas</c>.</summary>
    internal const int DefaultEpochs = 8;

    /// <summary>Of the paper's method and of its baselines, which learn one super-network and try nothing afterwards.</summary>
    private const int PaperEpochs = 100;

    private readonly int? epochs;

    /// <summary>How the architecture is found: the product's search, the paper's, or a baseline to compare with.</summary>
    /// <value>micronas</value>
    public SearchMethod Method { get; init; } = SearchMethod.Micronas;

    /// <summary>Passes over the training windows while weights and architecture are learnt together. Left out: 8, or 100 with methods paper, darts and darts-gumbel.</summary>
    /// <value>8</value>
    [Range(1, 10000)]
    [DependentDefault]
    public int Epochs
    {
        get => epochs ?? (Method is SearchMethod.Paper or SearchMethod.Darts or SearchMethod.DartsGumbel ? PaperEpochs : DefaultEpochs);
        init => epochs = value;
    }

    /// <summary>Windows a step.</summary>
    /// <value>64</value>
    [Range(2, 4096)]
    [OptionName("batch")]
    public int BatchSize { get; init; } = 64;

    /// <summary>Seed of initial weights, order of windows, augmentation, dropout, Gumbel noise, candidates and folds.</summary>
    /// <value>1</value>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>How activations are held while searching: fp32, or bf16, which halves them and is seldom faster.</summary>
    /// <value>fp32</value>
    public ActivationPrecision Precision { get; init; } = ActivationPrecision.Fp32;

    /// <summary>The parts of method micronas.</summary>
    public SearchRecipeOptions Recipe { get; init; } = new();

    /// <summary>The shape of the search space.</summary>
    public SearchSpaceOptions Space { get; init; } = new();

    /// <summary>Whether candidates are tried after the super-network.</summary>
    public bool HasTrials() => this is { Method: SearchMethod.Micronas, Recipe.Candidates: > 1 };
}
