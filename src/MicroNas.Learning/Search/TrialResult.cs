using System.Text.Json.Serialization;

namespace MicroNas.Learning.Search;

/// <summary>How a candidate did.</summary>
/// <param name="Loss">Mean training loss of the last epoch.</param>
/// <param name="Accuracy">Share of right answers on the held-back windows, or in the last epoch on those that were learnt from where none was held back, 0..1.</param>
internal sealed record TrialResult(double Loss, double Accuracy)
{
    /// <summary>Worse than any that was trained to the end.</summary>
    public static TrialResult Diverged { get; } = new(double.MaxValue, 0);

    /// <summary>What is told of the loss; null where the training diverged.</summary>
    [JsonIgnore]
    public double? ToldLoss => this == Diverged ? null : Loss;
}
