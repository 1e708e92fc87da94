namespace MicroNas.Core.Reporting;

/// <summary>Accuracy in a report; shares are 0..1.</summary>
/// <param name="Windows">Number of windows.</param>
/// <param name="Accuracy">Share of windows whose class was predicted.</param>
/// <param name="MacroF1">Mean F1 over the classes.</param>
/// <param name="ConfusionMatrix">[label][prediction], counts.</param>
/// <param name="Quantization">What int8 costs against float; null where no float network is known.</param>
public sealed record AccuracyReport(
    int Windows, double Accuracy, double MacroF1, int[][] ConfusionMatrix, QuantizationReport? Quantization = null);
