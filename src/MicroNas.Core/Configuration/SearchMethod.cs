namespace MicroNas.Core.Configuration;

/// <summary>How an architecture is found. All but the first are there to be compared with (docs/search.md).</summary>
public enum SearchMethod
{
    /// <summary>The product's search: a super-network, candidates under the budget, and a tournament between them.</summary>
    Micronas,

    /// <summary>The paper's method, decoded as the most probable architecture that keeps the budget.</summary>
    Paper,

    /// <summary>Baseline: DARTS, a softmax without noise and without cost terms.</summary>
    Darts,

    /// <summary>Baseline: DARTS with Gumbel softmax, without cost terms.</summary>
    [OptionName("darts-gumbel")]
    DartsGumbel,

    /// <summary>Baseline: the best of 30 random architectures that keep the budget.</summary>
    Random,

    /// <summary>Baseline: the largest architecture, scaled by width until it keeps the budget.</summary>
    Scaled,
}
