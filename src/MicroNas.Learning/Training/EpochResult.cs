namespace MicroNas.Learning.Training;

/// <summary>One epoch of a training.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share of right answers on the training windows, 0..1.</param>
internal sealed record EpochResult(int Epoch, double Loss, double Accuracy);
