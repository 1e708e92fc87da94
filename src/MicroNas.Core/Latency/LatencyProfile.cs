using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency;

/// <summary>A fitted latency model of one runtime, as a profile file holds it.</summary>
/// <param name="Name">Stable name, for example <c>tflm-stm32l552ze</c>.</param>
/// <param name="Runtime">The runtime that it is for.</param>
/// <param name="RuntimeVersion">Runtime and version, for reports.</param>
/// <param name="Core">The core, for reports.</param>
/// <param name="ClocksHertz">The microcontrollers that it answers for, with the clock they were measured at or run at.</param>
/// <param name="Unit">What the coefficients count: <c>cycles</c> or <c>instructions</c>.</param>
/// <param name="CyclesPerUnit">Cycles of one unit: 1, or cycles per instruction.</param>
/// <param name="InstructionCacheBytes">0 where the core has none.</param>
/// <param name="RelativeErrorBand">Half-width of the error band, for example 0.05.</param>
/// <param name="ErrorBandMeaning">What the band covers and how it was found.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="Date">When they were taken, ISO 8601.</param>
/// <param name="Dispatch">Units that the runtime itself adds to every operator.</param>
/// <param name="Operators">Coefficient sets; every operator kind has one that always holds.</param>
/// <param name="CountErrorBand">The part of <paramref name="RelativeErrorBand"/> that the count in <paramref name="Unit"/> may be off by; null where cycles were measured.</param>
public sealed record LatencyProfile(
    string Name,
    InferenceRuntime Runtime,
    string RuntimeVersion,
    string Core,
    IReadOnlyDictionary<string, double> ClocksHertz,
    string Unit,
    double CyclesPerUnit,
    int InstructionCacheBytes,
    double RelativeErrorBand,
    string ErrorBandMeaning,
    string Source,
    string Date,
    double Dispatch,
    IReadOnlyList<OperatorCoefficients> Operators,
    double? CountErrorBand = null);
