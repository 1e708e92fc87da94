namespace MicroNas.Core.Quantization;

/// <summary>Element types that the product reads and writes; the values are those of the TFLite schema's TensorType.</summary>
public enum ElementType
{
    Float32 = 0,
    Int32 = 2,
    Int8 = 9,
}
