using System.Text.Json.Serialization;

namespace MicroNas.Core.Learning;

/// <summary>Where a search or a training stands after an epoch. Figures that do not apply are null.</summary>
/// <param name="Epoch">Epochs done, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Loss">Mean training loss of the epoch.</param>
/// <param name="Accuracy">Share of right answers, 0..1, on the windows that this epoch looked at (validation in search, training in training).</param>
/// <param name="ExpectedLatencyMilliseconds">Search: expected latency under the current α; a candidate's at most, which is what its limit is compared with.</param>
/// <param name="ExpectedMemoryBytes">Search: expected peak memory under the current α; a candidate's own.</param>
/// <param name="Temperature">Search: τ of Eq. 3.</param>
/// <param name="Candidate">
/// Search: the architecture that was trained; epoch and epochs then count candidates, the accuracy is on held-back windows, or, where none is held back, on those that were learnt from.
/// </param>
public sealed record LearningProgress(
    int Epoch,
    int Epochs,
    double Loss,
    double Accuracy,
    double? ExpectedLatencyMilliseconds = null,
    double? ExpectedMemoryBytes = null,
    double? Temperature = null,
    string? Candidate = null)
{
    /// <summary>Of a candidate: how many epochs it was trained for.</summary>
    [JsonIgnore]
    public int? CandidateEpochs { get; init; }

    /// <summary>Of a candidate: whether all windows were learnt from, so that the accuracy is that of the training.</summary>
    [JsonIgnore]
    public bool NoneHeldBack { get; init; }

    /// <summary>Share of the work of these epochs or candidates that is done, 0..1. Trials differ in length.</summary>
    [JsonIgnore]
    public double ShareDone { get; init; } = (double)Epoch / Epochs;
}
