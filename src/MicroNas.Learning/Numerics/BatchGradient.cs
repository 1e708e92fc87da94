namespace MicroNas.Learning.Numerics;

/// <summary>What a step learns from a batch.</summary>
/// <param name="Values">d loss / d parameter, by parameter; valid until the next batch.</param>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Correct">Windows that were classified rightly.</param>
internal readonly record struct BatchGradient(IReadOnlyList<float[]> Values, double Loss, long Correct);
