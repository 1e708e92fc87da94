namespace MicroNas.Benchmarks.Retraining;

/// <summary>One training of one network.</summary>
/// <param name="CaseId">The case that found the network.</param>
/// <param name="Test">Whom it was tested on, in words.</param>
/// <param name="Seed">Of the training.</param>
/// <param name="Accuracy">Of the int8 model on the test windows, in percent.</param>
/// <param name="FloatAccuracy">Of the same network in float, in percent.</param>
/// <param name="Loss">Mean of the last epoch, on what was trained on.</param>
internal sealed record RetrainingResult(string CaseId, string Test, int Seed, double Accuracy, double FloatAccuracy, double Loss);
