using MicroNas.Core.Configuration;

namespace MicroNas.Core.Learning;

/// <summary>How long the search trains each candidate, in passes over the windows.</summary>
/// <param name="FirstRound">
/// Of every candidate, to order them by training loss. Not more for few windows: after many passes over them the largest network
/// knows them by heart.
/// </param>
/// <param name="SecondRound">Of the best ones, to order them by training loss again: after few epochs it still favours what learns fast. Not more for few windows either.</param>
/// <param name="FinalRound">Of the best few.</param>
/// <param name="IsFew">
/// Whether the trials are long enough that every network learns so few training windows by heart. Windows that are held back choose then, and
/// otherwise the loss of a training as long as the model's usual one.
/// </param>
public sealed record TrialEpochs(int FirstRound, int SecondRound, int FinalRound, bool IsFew)
{
    private const int UsualFirstRound = 3;
    private const int UsualSecondRound = 12;
    private const int FinalRoundOfMany = TrainingOptions.DefaultEpochs;
    private const int LeastFinalRoundOfFew = 12;
    private const int StepsOfFew = 150;

    /// <summary>Who asks for fewer epochs of search than the default has no trial longer than those.</summary>
    /// <param name="trainingWindows">
    /// Of the training split. A small number of them is passed over more often in the final round; a fold may have somewhat fewer or more.
    /// </param>
    public static TrialEpochs Of(SearchOptions options, int trainingWindows)
    {
        if (options.Epochs < SearchOptions.DefaultEpochs)
        {
            return new(Math.Min(UsualFirstRound, options.Epochs), options.Epochs, options.Epochs, IsFew: false);
        }

        var ofFew = EpochCount.AtLeast(LeastFinalRoundOfFew, StepsOfFew, trainingWindows, options.BatchSize);
        return ofFew > LeastFinalRoundOfFew
            ? new(UsualFirstRound, UsualSecondRound, ofFew, IsFew: true)
            : new(UsualFirstRound, UsualSecondRound, FinalRoundOfMany, IsFew: false);
    }

    /// <summary>Of a data set that is large enough.</summary>
    public static TrialEpochs Usual(SearchOptions options) => Of(options, int.MaxValue);
}
