using System.Text.Json.Serialization;

namespace MicroNas.Core.Learning;

/// <summary>Where a search or a training stands after an epoch. Figures that do not apply are null.</summary>
/// <param name="Epoch">Epochs done, from 1; of trials the one that is done or goes on.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Loss">Mean training loss of the epoch; null where a candidate's training diverged, whose accuracy says nothing.</param>
/// <param name="Accuracy">Share of right answers, 0..1: in search on windows that are held back, in training on those that are learnt from (see <see cref="NoneHeldBack"/>).</param>
/// <param name="ExpectedLatencyMilliseconds">Search: what the limit is compared with: expected latency under the current α, with the table's error where the method heeds it; a candidate's at most.</param>
/// <param name="ExpectedMemoryBytes">Search: expected peak memory under the current α; a candidate's own.</param>
/// <param name="Temperature">Search: τ of Eq. 3.</param>
/// <param name="Candidate">
/// Search: the architecture that was trained; epoch and epochs then count trials, of which a candidate may have several.
/// </param>
public sealed record LearningProgress(
    int Epoch,
    int Epochs,
    double? Loss,
    double Accuracy,
    double? ExpectedLatencyMilliseconds = null,
    double? ExpectedMemoryBytes = null,
    double? Temperature = null,
    string? Candidate = null)
{
    /// <summary>Of a trial: how many epochs the candidate is trained for.</summary>
    [JsonIgnore]
    public int? TrialEpochs { get; init; }

    /// <summary>Of a trial that goes on: how many of its epochs are done; loss and accuracy are those of the last one, on what was learnt from.</summary>
    [JsonIgnore]
    public int? TrialEpochsDone { get; init; }

    /// <summary>Whether trials of candidates follow these epochs in the same stage.</summary>
    [JsonIgnore]
    public bool TrialsFollow { get; init; }

    /// <summary>Of a trial: the fold that was held back, from 1, and of how many; null where the split decides or none is held back.</summary>
    [JsonIgnore]
    public (int Number, int Count)? Fold { get; init; }

    /// <summary>Whether <see cref="Accuracy"/> is on windows that were learnt from.</summary>
    [JsonIgnore]
    public bool NoneHeldBack { get; init; }

    /// <summary>Training that may end early: share of right answers on the validation windows, 0..1, which decides.</summary>
    [JsonIgnore]
    public double? ValidationAccuracy { get; init; }

    /// <summary>Search: expected flash under the current α; a candidate's own.</summary>
    [JsonIgnore]
    public double? ExpectedFlashBytes { get; init; }

    /// <summary>Share of the work of these epochs or trials that is done, 0..1. Trials differ in length.</summary>
    [JsonIgnore]
    public double ShareDone { get; init; } = (double)Epoch / Epochs;
}
