namespace MicroNas.Core.Diagnostics;

/// <summary>60xx: the int8 model and its .tflite file (<c>docs/errors/emission.md</c>).</summary>
public static partial class DiagnosticCodes
{
    /// <summary>The file does not carry the identifier of a .tflite file, or its schema version is unknown.</summary>
    public const string NotTflite = "MNAS6001";

    /// <summary>The file is truncated or damaged: an offset, a vector or a table leaves it.</summary>
    public const string DamagedTflite = "MNAS6002";

    /// <summary>An operator, its version or one of its options is outside what the product runs.</summary>
    public const string UnsupportedOperator = "MNAS6003";

    /// <summary>A tensor's type or storage is outside what the product runs.</summary>
    public const string UnsupportedTensor = "MNAS6004";

    /// <summary>A tensor contradicts itself: shape, quantization or size of its data.</summary>
    public const string InvalidTensor = "MNAS6005";

    /// <summary>The graph is not one input, one output and operators in an order in which they can run.</summary>
    public const string InvalidGraph = "MNAS6006";

    /// <summary>An operator's tensors do not fit together in shape, type or quantization.</summary>
    public const string InvalidOperator = "MNAS6007";

    /// <summary>The model is larger than any microcontroller's: activations or multiply-accumulates over the limit.</summary>
    public const string ModelTooLarge = "MNAS6008";

    /// <summary>The trained network lacks weights or ranges, or holds numbers that are not finite.</summary>
    public const string UnusableTrainedNetwork = "MNAS6009";

    /// <summary>Raw windows are not a whole number of the model's inputs.</summary>
    public const string PartialWindow = "MNAS6010";
}
