namespace MicroNas.Core.Quantization;

/// <summary>A tensor of an int8 model: an activation (no data) or a constant.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Shape">NHWC for activations, OHWI for convolution weights.</param>
/// <param name="Type">int8 for activations and weights, int32 for biases and shapes.</param>
/// <param name="Quantization">Absent for shape constants.</param>
/// <param name="Data">Little-endian elements of a constant; null for an activation.</param>
public sealed record QuantizedTensor(
    string Name,
    EquatableArray<int> Shape,
    ElementType Type,
    QuantizationParameters? Quantization,
    ReadOnlyMemory<byte>? Data)
{
    public bool IsConstant => Data is not null;

    /// <summary>Product of the shape; 1 for a scalar.</summary>
    public int Elements
    {
        get
        {
            var elements = 1;
            foreach (var dimension in Shape)
            {
                elements = checked(elements * dimension);
            }

            return elements;
        }
    }
}
