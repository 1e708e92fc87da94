using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency.Tables;

/// <summary>What a latency table belongs to, and where its measurements come from.</summary>
/// <param name="Microcontroller">The id that <c>target.mcu</c> names.</param>
/// <param name="Board">What measured, for example <c>nucleo-f446re</c>, or the emulator's <c>mps2-an386</c>.</param>
/// <param name="Core">For example <c>cortex-m4</c>.</param>
/// <param name="ClockHertz">The clock that milliseconds are stated at.</param>
/// <param name="Source">Whether a board or the emulator measured.</param>
/// <param name="Unit"><c>cycles</c> or <c>instructions</c>.</param>
/// <param name="RuntimeVersion">Of the kernels that were measured.</param>
/// <param name="RuntimeCode">The first digits of the hash of their sources; empty where the firmware did not say.</param>
/// <param name="Compiler">For example <c>gcc 12.2.1 20221205</c>.</param>
/// <param name="Flags">Of the compiler; empty where the firmware did not say.</param>
/// <param name="Date">ISO 8601.</param>
/// <param name="Prior">Id of the profile that the fit leant on.</param>
public sealed record TableProvenance(
    string Microcontroller,
    string Board,
    string Core,
    double ClockHertz,
    MeasurementSource Source,
    string Unit,
    InferenceRuntime Runtime,
    string RuntimeVersion,
    string RuntimeCode,
    string Compiler,
    string Flags,
    string Date,
    string Prior)
{
    public const string Cycles = "cycles";
    public const string Instructions = "instructions";
}
