namespace MicroNas.Benchmarks.Runtime;

/// <summary>
/// What TensorFlow Lite Micro (2026-08, CMSIS-NN kernels, gcc 12.2 -O2) needs for one of the ten models on an emulated Cortex-M4, counted as
/// this benchmark counts. Builds for Cortex-M7 and M33 differ from it by less than 0.5 %.
/// </summary>
/// <param name="Model">Number of the model.</param>
/// <param name="Instructions">Of one inference, window 0.</param>
/// <param name="ArenaBytes">Its tensor arena.</param>
internal sealed record TflmFigures(int Model, double Instructions, int ArenaBytes)
{
    /// <summary>Estimated Cortex-M4 cycles of model 0 at zero wait states, by an estimate that lets every branch refill the pipeline.</summary>
    public const double CyclesOfModel0 = 77.7e6;

    /// <summary>Flash without the model, with a resolver of four operators.</summary>
    public const int CodeBytes = 69144;

    public static IReadOnlyList<TflmFigures> All { get; } =
    [
        new(0, 63.817e6, 56084),
        new(2, 48.726e6, 70868),
        new(4, 27.353e6, 29444),
        new(6, 59.485e6, 51204),
        new(8, 24.689e6, 43604),
        new(10, 39.192e6, 42228),
        new(12, 43.758e6, 46532),
        new(14, 19.480e6, 27108),
        new(16, 19.050e6, 24980),
        new(18, 26.927e6, 28756),
    ];
}
