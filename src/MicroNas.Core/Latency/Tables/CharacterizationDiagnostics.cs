using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Latency.Tables;

/// <summary>What is said about a finished characterization.</summary>
public static class CharacterizationDiagnostics
{
    /// <summary>MNAS4007 as a warning: the table says how far it is off, and its band covers it.</summary>
    public static Diagnostic Inexact(LatencyTableFile table) => Diagnostic.Warning(
        DiagnosticCodes.CharacterizationInexact,
        table.Errors.Operators == 0
            ? "Too few operators were measured to check the fitted model on any: its estimates have a band of ±100 %. Measure a larger search space, or merge tables with 'dotnet micronas lut merge'."
            : FormattableString.Invariant($"The fitted model misses operators that it had not seen by {table.Errors.Percentile95 * 100:0.#} % (95th percentile), above the goal of {TableErrors.Goal * 100:0.#} %, also after {table.Entries.Count(entry => !entry.HeldOut)} operators. The table's band covers that; 'dotnet micronas characterize --full' measures every operator."));
}
