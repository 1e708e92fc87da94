using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>The parts of the product's search, each of which can be switched off (<c>search.recipe</c>); only with <c>method: micronas</c>.</summary>
public sealed record SearchRecipeOptions
{
    /// <summary>Share of the epochs in which the weights are learnt alone, before the architecture moves.</summary>
    /// <value>0.25</value>
    [Range(0.0, 0.9)]
    public double WarmUp { get; init; } = 0.25;

    /// <summary>How the temperature falls: with the share of the steps that is done, or by the paper's factor a step.</summary>
    /// <value>progress</value>
    public TemperatureFall Temperature { get; init; } = TemperatureFall.Progress;

    /// <summary>Whether candidates lean, each at random, towards filters, kernels or skip paths; otherwise the evidence and noise alone order them.</summary>
    /// <value>true</value>
    public bool Leans { get; init; } = true;

    /// <summary>
    /// Whether nearly half of the candidates is drawn from all architectures that keep the budget, or varied from the best ones, without what the
    /// super-network taught; otherwise all are decoded.
    /// </summary>
    /// <value>true</value>
    public bool Explores { get; init; } = true;

    /// <summary>Candidates of the first generation; with 1 the most probable architecture is taken untried.</summary>
    /// <value>24</value>
    [Range(1, 1000)]
    public int Candidates { get; init; } = 24;

    /// <summary>Generations of ten descendants each.</summary>
    /// <value>3</value>
    [Range(0, 100)]
    public int Generations { get; init; } = 3;

    /// <summary>How many of the best candidates are trained for longer and ordered anew; 0: none.</summary>
    /// <value>12</value>
    [Range(0, 1000)]
    public int SecondRound { get; init; } = 12;

    /// <summary>How many of the best candidates are trained for as long as a model usually is, on all training and validation windows, before one is chosen; 0 or 1: none, the best so far is taken.</summary>
    /// <value>6</value>
    [Range(0, 1000)]
    public int Finalists { get; init; } = 6;

    /// <summary>Where the training windows are few and the search takes 8 epochs or more: parts of the training and validation windows that the finalists are judged by in turn; with 1 by the validation windows.</summary>
    /// <value>3</value>
    [Range(1, 20)]
    public int Folds { get; init; } = 3;
}
