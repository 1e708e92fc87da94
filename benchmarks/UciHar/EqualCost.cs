using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Learning.Search;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// How long method <c>random</c> trains each of its architectures, so that it costs at least what the default method does. The unit
/// is one epoch of one network of the size that the budget allows.
/// </summary>
internal static class EqualCost
{
    /// <summary>By time, for networks of some 0.2 million multiply-accumulates; fewer for larger ones.</summary>
    private const double NetworkEpochsPerSuperNetworkEpoch = 20;

    /// <summary>The last trials learn from all windows of UCI-HAR, the others from 6078.</summary>
    private const double WindowsOfFinalRound = 7352.0 / 6078;

    private const int RandomArchitectures = 30;

    /// <summary>Rounded up, in favour of the random search.</summary>
    public static int RandomSearchEpochs { get; } = (int)Math.Ceiling(Units(new SearchOptions()) / RandomArchitectures);

    /// <summary>Of the default's super-network and of its trials.</summary>
    private static double Units(SearchOptions options)
    {
        var (recipe, epochs) = (options.Recipe, TrialEpochs.Usual(options));
        return (options.Epochs * NetworkEpochsPerSuperNetworkEpoch)
            + ((recipe.Candidates + (recipe.Generations * CandidateTournament.DescendantsEach)) * epochs.FirstRound)
            + (recipe.SecondRound * epochs.SecondRound)
            + (recipe.Finalists * epochs.FinalRound * WindowsOfFinalRound);
    }
}
