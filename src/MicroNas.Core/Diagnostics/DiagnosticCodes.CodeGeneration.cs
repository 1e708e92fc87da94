namespace MicroNas.Core.Diagnostics;

/// <summary>65xx: generating C from an int8 model.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>The model holds an operator that the runtime has no kernel for.</summary>
    public const string OperatorNotEmittable = "MNAS6501";

    /// <summary>Names, normalisation or golden vectors do not fit the model's shape.</summary>
    public const string EmissionMetadataMismatch = "MNAS6502";
}
