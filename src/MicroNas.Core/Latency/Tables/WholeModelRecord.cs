namespace MicroNas.Core.Latency.Tables;

/// <summary>What one whole model took, beside what was predicted for it in the ways that the emitter took.</summary>
/// <param name="Table">Id of the latency table that predicted, not widened.</param>
/// <param name="Model">SHA-256 of the model's .tflite.</param>
/// <param name="PredictedMilliseconds">Sum over its operators.</param>
/// <param name="MeasuredMilliseconds">One inference.</param>
/// <param name="Unit"><c>cycles</c>, or <c>instructions</c> where both figures were counted and converted alike: then they say nothing about the conversion.</param>
/// <param name="Source">What measured: the board, or the emulator with its cycles per instruction.</param>
public sealed record WholeModelRecord(string Table, string Model, double PredictedMilliseconds, double MeasuredMilliseconds, string Unit, string Source)
{
    /// <summary>Measured over predicted, minus 1.</summary>
    public double Difference => (MeasuredMilliseconds / PredictedMilliseconds) - 1;
}
