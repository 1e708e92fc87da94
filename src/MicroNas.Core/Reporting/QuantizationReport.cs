namespace MicroNas.Core.Reporting;

/// <summary>What int8 costs against the same trained network in float; shares are 0..1.</summary>
/// <param name="FloatAccuracy">Share of the test windows whose class the float network predicts.</param>
/// <param name="FloatMacroF1">Mean F1 of the float network over the classes.</param>
/// <param name="AccuracyCost">Float accuracy less int8 accuracy; below 0 where int8 is better by chance.</param>
/// <param name="LostWindows">Test windows that float classifies rightly and int8 wrongly.</param>
/// <param name="WonWindows">
/// Test windows that int8 classifies rightly and float wrongly. Windows near a border between classes fall on either side by chance:
/// int8 does harm only where far more are lost than won.
/// </param>
/// <param name="LayerWindows">Test windows, evenly spread, that the layers were measured on.</param>
/// <param name="Layers">The input and every operator that rounds, in execution order.</param>
public sealed record QuantizationReport(
    double FloatAccuracy,
    double FloatMacroF1,
    double AccuracyCost,
    int LostWindows,
    int WonWindows,
    int LayerWindows,
    IReadOnlyList<LayerQuantizationReport> Layers)
{
    /// <summary>The layers that bring most noise to the class scores, the noisiest first; none without any noise.</summary>
    public IEnumerable<LayerQuantizationReport> Costliest(int count) => Layers
        .Where(layer => layer.ScoreNoiseShare > 0)
        .OrderByDescending(layer => layer.ScoreNoiseShare)
        .Take(count);
}
