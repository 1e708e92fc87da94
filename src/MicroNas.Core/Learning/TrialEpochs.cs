using MicroNas.Core.Configuration;

namespace MicroNas.Core.Learning;

/// <summary>How long the search trains each candidate, in passes over the training windows.</summary>
/// <param name="FirstRound">
/// Of every candidate, to order them by training loss. Not more for few windows: after many passes over them the largest network
/// knows them by heart.
/// </param>
/// <param name="SecondRound">Of the best ones, to order them by training loss again: after few epochs it still favours what learns fast. Not more for few windows either.</param>
/// <param name="FinalRound">Of the best few, to choose by held-back windows.</param>
public sealed record TrialEpochs(int FirstRound, int SecondRound, int FinalRound)
{
    private const int UsualFirstRound = 3;
    private const int UsualLaterRounds = 12;
    private const int LeastFinalRoundSteps = 150;

    /// <summary>Who asks for fewer epochs of search than the default has no trial longer than those.</summary>
    /// <param name="trainingWindows">
    /// Of the training split. A small number of them is passed over more often in the final round; a fold may have somewhat fewer or more.
    /// </param>
    public static TrialEpochs Of(SearchOptions options, int trainingWindows) => options.Epochs < SearchOptions.DefaultEpochs
        ? new(Math.Min(UsualFirstRound, options.Epochs), options.Epochs, options.Epochs)
        : new(
            UsualFirstRound,
            UsualLaterRounds,
            EpochCount.AtLeast(UsualLaterRounds, LeastFinalRoundSteps, trainingWindows, options.BatchSize));

    /// <summary>Of a data set that is large enough.</summary>
    public static TrialEpochs Usual(SearchOptions options) => Of(options, int.MaxValue);
}
