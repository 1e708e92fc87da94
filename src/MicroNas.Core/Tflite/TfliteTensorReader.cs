using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Reads one tensor of a .tflite file.</summary>
internal static class TfliteTensorReader
{
    /// <summary>null after an error.</summary>
    public static QuantizedTensor? Read(FlatBufferTable table, int index, FlatBufferTable[] buffers, ModelErrors errors)
    {
        var name = table.Text(TfliteSchema.Tensor.Name) ?? string.Empty;
        void Unsupported(string text) => errors.Add(DiagnosticCodes.UnsupportedTensor, $"Tensor {index} ({name}) {text}");

        var type = (ElementType)(sbyte)table.Byte(TfliteSchema.Tensor.Type);
        if (type is not (ElementType.Int8 or ElementType.Int32))
        {
            Unsupported($"has the element type {(int)type}; expected {(int)ElementType.Int8} (int8) or {(int)ElementType.Int32} (int32). Convert the model with full integer quantization.");
            return null;
        }

        if (table.Has(TfliteSchema.Tensor.Sparsity) || table.Byte(TfliteSchema.Tensor.IsVariable) != 0)
        {
            Unsupported("is sparse or a variable; expected a dense tensor.");
            return null;
        }

        var buffer = table.UInt32(TfliteSchema.Tensor.Buffer);
        if (buffer >= buffers.Length)
        {
            errors.Add(DiagnosticCodes.InvalidTensor, $"Tensor {index} ({name}) has its data in buffer {buffer}; the file has {buffers.Length}.");
            return null;
        }

        if (buffers[buffer].Int64(TfliteSchema.Buffer.Offset) != 0)
        {
            Unsupported("has its data outside of the FlatBuffer; expected it inside.");
            return null;
        }

        var quantization = table.Table(TfliteSchema.Tensor.Quantization);
        if (quantization?.Byte(TfliteSchema.Quantization.DetailsType) is > 0)
        {
            Unsupported("has custom quantization; expected scales and zero points.");
            return null;
        }

        var data = buffers[buffer].Bytes(TfliteSchema.Buffer.Data);
        return new(
            name,
            [.. table.Int32s(TfliteSchema.Tensor.Shape) ?? []],
            type,
            quantization is { } parameters ? ReadQuantization(parameters) : null,
            data is { Length: > 0 } ? data : null);
    }

    private static QuantizationParameters? ReadQuantization(FlatBufferTable table)
    {
        var scales = table.Singles(TfliteSchema.Quantization.Scale) ?? [];
        if (scales.Length == 0)
        {
            return null;
        }

        // A zero point outside of int stays outside of int8's range, where the validator finds it.
        var zeroPoints = (table.Int64s(TfliteSchema.Quantization.ZeroPoint) ?? [])
            .Select(zeroPoint => (int)Math.Clamp(zeroPoint, int.MinValue, int.MaxValue));
        return new([.. scales], [.. zeroPoints], table.Int32(TfliteSchema.Quantization.QuantizedDimension));
    }
}
