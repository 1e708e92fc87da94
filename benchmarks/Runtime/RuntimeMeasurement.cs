using MicroNas.Boards.Emulation;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>One model on one core in one flavour.</summary>
/// <param name="Instructions">Of one whole inference, window 0, by the board's timer.</param>
/// <param name="Estimate">Cycles; null where no estimate is made.</param>
/// <param name="Operators">Where the instructions and cycles go, in execution order; empty where no estimate is made.</param>
/// <param name="CodeBytes">Flash of the smallest firmware that runs the model, without the model's constants.</param>
/// <param name="ModelBytes">The model's constants in that firmware.</param>
internal sealed record RuntimeMeasurement(
    BenchModel Model, RuntimeVariant Variant, long Instructions, CycleEstimate? Estimate, IReadOnlyList<OperatorCost> Operators, long CodeBytes,
    long ModelBytes)
{
    public double Ratio => Instructions / Model.Tflm.Instructions;

    public double PerMultiplyAccumulate => Instructions / (double)Model.MultiplyAccumulates;
}
