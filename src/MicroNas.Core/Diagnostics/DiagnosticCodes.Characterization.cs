namespace MicroNas.Core.Diagnostics;

/// <content>4xxx: characterization and latency tables.</content>
public static partial class DiagnosticCodes
{
    /// <summary>No latency profile ships for the pair of microcontroller and runtime.</summary>
    public const string LatencyProfileMissing = "MNAS4001";

    /// <summary>A latency profile's file cannot be read or its figures make no sense.</summary>
    public const string LatencyProfileInvalid = "MNAS4002";
}
