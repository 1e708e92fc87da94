namespace MicroNas.Core.Diagnostics;

/// <summary>65xx: generating C from an int8 model.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>The model holds an operator, or a form of one, that the runtime has no kernel for.</summary>
    public const string OperatorNotEmittable = "MNAS6501";

    /// <summary>A tensor's type, shape, quantization or data does not fit the operator that uses it.</summary>
    public const string TensorNotEmittable = "MNAS6502";

    /// <summary>Names, normalisation or golden vectors do not fit the model's shape.</summary>
    public const string EmissionMetadataMismatch = "MNAS6503";

    /// <summary>A rescaling factor is outside what the fixed-point arithmetic can hold.</summary>
    public const string UnrepresentableMultiplier = "MNAS6504";
}
