namespace MicroNas.Core.Diagnostics;

/// <summary>65xx: generating C from an int8 model.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>The model holds an operator that the runtime has no kernel for.</summary>
    public const string OperatorNotEmittable = "MNAS6501";

    /// <summary>Names, normalisation or golden vectors do not fit the model's shape.</summary>
    public const string EmissionMetadataMismatch = "MNAS6502";

    /// <summary>The planned arena is larger than the RAM that the model may take.</summary>
    public const string ArenaOverLimit = "MNAS6503";

    /// <summary>The model's constants are larger than the flash that they may take.</summary>
    public const string ConstantsOverLimit = "MNAS6504";
}
