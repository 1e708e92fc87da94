namespace MicroNas.Core.Diagnostics;

/// <content>4xxx: characterization and latency tables.</content>
public static partial class DiagnosticCodes
{
    /// <summary>No latency profile ships for the pair of microcontroller and runtime.</summary>
    public const string LatencyProfileMissing = "MNAS4001";

    /// <summary>A latency profile's file cannot be read or its figures make no sense.</summary>
    public const string LatencyProfileInvalid = "MNAS4002";

    /// <summary>A latency table's file cannot be read, or its figures make no sense.</summary>
    public const string LatencyTableInvalid = "MNAS4003";

    /// <summary>A latency table belongs to another microcontroller, runtime or version of its kernels.</summary>
    public const string LatencyTableForeign = "MNAS4004";

    /// <summary>An operator of the search space lies outside what the latency table covers.</summary>
    public const string OperatorNotCovered = "MNAS4005";

    /// <summary>The latency table's file is not there.</summary>
    public const string LatencyTableMissing = "MNAS4006";

    /// <summary>The fitted model misses held-out operators by more than the goal, also after the extension.</summary>
    public const string CharacterizationInexact = "MNAS4007";

    /// <summary>Nothing can measure operators for this microcontroller or runtime.</summary>
    public const string NothingMeasures = "MNAS4008";

    /// <summary>Latency tables of different boards or runtimes cannot be merged.</summary>
    public const string LatencyTablesDiffer = "MNAS4009";

    /// <summary>What a whole model took differs from the prediction by more than the band.</summary>
    public const string PredictionOutsideBand = "MNAS4010";

    /// <summary>The file of measured whole models cannot be read.</summary>
    public const string WholeModelRecordsInvalid = "MNAS4011";
}
