using MicroNas.Core.Architectures;

namespace MicroNas.Learning.Search;

/// <summary>An architecture after its trials.</summary>
/// <param name="TrainingLoss">Mean loss of the last epoch of training, mean over the folds.</param>
/// <param name="FoldAccuracies">Share of right answers on the windows that each fold held back, 0..1.</param>
internal sealed record RankedCandidate(Architecture Architecture, double TrainingLoss, IReadOnlyList<double> FoldAccuracies)
{
    /// <summary>Mean over the folds, 0..1.</summary>
    public double Accuracy => FoldAccuracies.Average();

    /// <summary>False where a training diverged.</summary>
    public bool WasTrained => TrainingLoss < TrialResult.Diverged.Loss;

    /// <summary>
    /// The one that learnt most, unless another is more accurate in every fold. Networks that one budget allows differ less in
    /// mean accuracy than people do from fold to fold, and how well they learn foretells it better.
    /// </summary>
    /// <param name="candidates">Tried on the same folds; at least one. Of equals the first is taken.</param>
    public static RankedCandidate Best(IEnumerable<RankedCandidate> candidates) => candidates
        .OrderBy(candidate => candidate.TrainingLoss)
        .Aggregate((best, other) => other.IsMoreAccurateInEveryFold(best) ? other : best);

    private bool IsMoreAccurateInEveryFold(RankedCandidate other) =>
        FoldAccuracies.Zip(other.FoldAccuracies).All(pair => pair.First > pair.Second);
}
