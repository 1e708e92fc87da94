namespace MicroNas.Core.Latency.Characterization;

/// <summary>
/// Chooses which operators to measure: those whose measurement leaves the least variance of the predicted relative errors, summed over all operators
/// of the space (an I-optimal design with the prior as a ridge). Greedy, then exchanged one by one while that helps. It sees shapes alone, never
/// what they measure, and is the same for the same candidates.
/// </summary>
public sealed class OperatorDesign
{
    /// <summary>A line through one point cannot be checked.</summary>
    private const int LeastOfAForm = 2;

    private const int Exchanges = 6;

    private readonly List<DesignGroup> groups = [];
    private readonly HashSet<(DesignGroup Group, int Index)> kept = [];

    /// <param name="forms">What is fitted.</param>
    /// <param name="prior">The known profile.</param>
    /// <param name="instructionCacheBytes">Of the core that is measured, 0 where there is none.</param>
    /// <param name="candidates">The operators of the search space, distinct; those that run no code are left aside.</param>
    public OperatorDesign(
        IReadOnlyList<OperatorModelForm> forms, LatencyProfile prior, int instructionCacheBytes, IEnumerable<OperatorShape> candidates)
    {
        foreach (var group in candidates.GroupBy(forms.For).Where(group => group.Key.Features.Count > 0).OrderBy(group => forms.IndexOf(group.Key)))
        {
            OperatorShape[] shapes = [.. group];
            groups.Add(new DesignGroup(new OperatorModelPrior(group.Key, prior, instructionCacheBytes, shapes), shapes));
        }
    }

    /// <summary>The chosen operators, by form.</summary>
    public IReadOnlyList<OperatorShape> Chosen => [.. groups.SelectMany(group => group.Chosen.Select(index => group.Candidates[index]))];

    /// <summary>What may be chosen, by form.</summary>
    public IReadOnlyList<OperatorShape> Candidates => [.. groups.SelectMany(group => group.Candidates)];

    /// <summary>Has an operator measured, whatever else is chosen.</summary>
    /// <exception cref="ArgumentException">It is no candidate.</exception>
    public void Keep(OperatorShape shape)
    {
        foreach (var group in groups)
        {
            if (group.Candidates.IndexOf(shape) is var index and >= 0)
            {
                group.Choose(index);
                kept.Add((group, index));
                return;
            }
        }

        throw new ArgumentException($"{shape} is no candidate.", nameof(shape));
    }

    /// <summary>Chooses until <paramref name="count"/> are, or all; what was chosen before stays.</summary>
    public void Extend(int count)
    {
        foreach (var (group, index) in groups.SelectMany(group => group.Chosen.Select(index => (group, index))))
        {
            kept.Add((group, index));
        }

        foreach (var group in groups)
        {
            while (group.Chosen.Count < LeastOfAForm && group.Best() is { } best)
            {
                group.Choose(best.Index);
            }
        }

        while (groups.Sum(group => group.Chosen.Count) < count && Choose(groups))
        {
        }

        for (var pass = 0; pass < Exchanges && Exchange(); pass++)
        {
        }
    }

    private bool Exchange()
    {
        var changed = false;
        foreach (var (group, index) in groups.SelectMany(group => group.Chosen.Select(index => (group, index))).ToList())
        {
            if (kept.Contains((group, index)))
            {
                continue;
            }

            group.Drop(index);
            Choose(group.Chosen.Count < LeastOfAForm ? [group] : groups);
            changed |= !group.Chosen.Contains(index);
        }

        return changed;
    }

    private static bool Choose(IReadOnlyList<DesignGroup> groups)
    {
        DesignGroup? chosen = null;
        foreach (var group in groups)
        {
            if (group.Best() is { } best && (chosen is null || best.Gain > chosen.Best()!.Value.Gain))
            {
                chosen = group;
            }
        }

        chosen?.Choose(chosen.Best()!.Value.Index);
        return chosen is not null;
    }
}
