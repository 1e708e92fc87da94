using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Learning.Search;

/// <summary>
/// Where the user's limits are wide or missing, the budget of the candidates is what can be trained in reasonable time: a
/// latency limit so low that the network that spends it has not too many multiply-accumulates for the data set.
/// </summary>
internal static class TrainableBudget
{
    /// <summary>Multiply-accumulates of one pass over all windows, of the network whose latency is the limit. Others as fast may have somewhat more.</summary>
    private const double MostMultiplyAccumulatesPerPass = 5e10;

    private const int Halvings = 10;

    /// <summary>The request's budget, or a tighter one.</summary>
    /// <param name="scores">What the candidates will be ranked by, [group][option].</param>
    /// <param name="note">Is told of a tighter one.</param>
    public static Budget Of(SearchRequest request, IReadOnlyList<double[]> scores, Action<string> note)
    {
        var windows = request.Dataset.Training.Count + request.Dataset.Validation.Count;
        var most = MostMultiplyAccumulatesPerPass / EpochCount.WindowsByCost(windows, request.Options.BatchSize);
        var largest = Evaluate(request.Budget);
        if (largest.MultiplyAccumulates <= most)
        {
            return request.Budget;
        }

        var (low, high) = (0.0, largest.LatencyUpper.Value);
        double? kept = null;
        var smallest = largest;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var cost = TryEvaluate(request.Budget with { Latency = new Milliseconds(middle) });
            if (cost?.MultiplyAccumulates > most)
            {
                (high, smallest) = (middle, cost);
                continue;
            }

            // A limit that nothing keeps is too low as well, but no result.
            (low, kept) = (middle, cost is null ? kept : middle);
        }

        // Where the space has nothing so small, the smallest has to do.
        var limit = kept ?? high;
        var millions = (kept is null ? smallest.MultiplyAccumulates : most) / 1e6;
        note(FormattableString.Invariant($"The limits leave room for {largest.MultiplyAccumulates / 1e6:0.0} million multiply-accumulates a window. ")
            + FormattableString.Invariant($"Candidates are kept to {limit:0.##} ms, what a network of {millions:0.0} million takes, ")
            + (kept is null
                ? "the smallest that there is: training such networks will take long."
                : FormattableString.Invariant($"as can be trained on {windows} windows in reasonable time.")));
        return request.Budget with { Latency = new Milliseconds(limit) };

        ArchitectureCost Evaluate(Budget budget) => request.Costs.Evaluate(request.Costs.Decode(scores, budget));

        ArchitectureCost? TryEvaluate(Budget budget)
        {
            try
            {
                return Evaluate(budget);
            }
            catch (Core.Diagnostics.MicroNasException)
            {
                return null;
            }
        }
    }
}
