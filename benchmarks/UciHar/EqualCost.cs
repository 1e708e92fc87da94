using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Learning.Search;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// How long method <c>random</c> trains each of its architectures, so that it costs what the default method does. The unit is one
/// epoch of one network of the size that the budget allows: counted, so that every machine trains alike. What both took by the
/// clock stands beside a comparison where one processor ran both (<see cref="UciHarFigures"/>); at two budgets where that was less than the default
/// took, method <c>random-longer</c> makes up for it (<see cref="CaseGrid"/>).
/// </summary>
internal static class EqualCost
{
    /// <summary>By time, for networks of some 0.2 million multiply-accumulates; fewer for larger ones.</summary>
    private const double NetworkEpochsPerSuperNetworkEpoch = 20;

    /// <summary>The last trials learn from all windows of UCI-HAR, the others from 6078.</summary>
    private const double WindowsOfFinalRound = 7352.0 / 6078;

    private const int RandomArchitectures = 30;

    /// <summary>Rounded up.</summary>
    public static int RandomSearchEpochs { get; } = (int)Math.Ceiling(Units(new SearchOptions()) / RandomArchitectures);

    /// <summary>
    /// By the clock: with <see cref="RandomSearchEpochs"/> each, the shortest random search took 0.70 to 0.77 of the shortest default search where
    /// both were furthest apart when this was chosen (50 ms with TFLM, 25 ms with the product's runtime, STM32L552ZE).
    /// </summary>
    public static int LongerRandomSearchEpochs { get; } = (int)Math.Ceiling(RandomSearchEpochs / 0.72);

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
