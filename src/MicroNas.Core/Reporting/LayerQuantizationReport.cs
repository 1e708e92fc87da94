namespace MicroNas.Core.Reporting;

/// <summary>What int8 costs in one layer, measured on a part of the test windows.</summary>
/// <param name="Layer">Name of the operator; <c>input</c> for the window itself.</param>
/// <param name="SignalToNoiseDecibels">
/// The layer's output in the int8 model, with the noise of all layers before it, against float: 10 · log10 of the signal's
/// power over the noise's. Null where they are equal.
/// </param>
/// <param name="ScoreNoiseShare">
/// The noise that int8 in this layer alone brings to the class scores, as a share, 0..1, of the sum over the layers.
/// </param>
/// <param name="ChangedClasses">Share of windows whose class is another one with int8 in this layer alone, 0..1.</param>
/// <param name="AccuracyCost">Accuracy that int8 in this layer alone costs, in shares; below 0 where it gains by chance.</param>
public sealed record LayerQuantizationReport(
    string Layer, double? SignalToNoiseDecibels, double ScoreNoiseShare, double ChangedClasses, double AccuracyCost);
