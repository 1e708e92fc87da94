using MicroNas.Learning.Numerics.Direct;

namespace MicroNas.Learning.Search;

/// <summary>â in a <see cref="DirectGraph"/>: the factors of every cell's branches.</summary>
internal sealed class DirectDecisions : IDisposable
{
    private readonly List<(BranchFactors Of, Factors Values)> used = [];

    /// <summary>For a cell's sum; disposed of with this.</summary>
    public Factors Add(BranchFactors factors)
    {
        used.Add((factors, new Factors(factors.Rows, factors.Filters)));
        return used[^1].Values;
    }

    /// <param name="probabilities">â of the next pass, by group index.</param>
    public void Fill(IReadOnlyList<double[]> probabilities) => used.ForEach(entry => entry.Of.Fill(probabilities, entry.Values.Values));

    /// <summary>d loss / d â of the last pass, added to <paramref name="target"/> ([group][option]).</summary>
    /// <param name="probabilities">â of that pass.</param>
    public void AddGradient(IReadOnlyList<double[]> probabilities, IReadOnlyList<double[]> target) =>
        used.ForEach(entry => entry.Of.AddGradient(probabilities, entry.Values.Gradients, target));

    public void Dispose() => used.ForEach(entry => entry.Values.Dispose());
}
