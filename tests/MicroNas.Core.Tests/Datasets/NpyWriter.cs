using System.Buffers.Binary;
using System.Text;

namespace MicroNas.Core.Tests.Datasets;

/// <summary>Writes .npy files after the format's description, for the reader to be held against.</summary>
internal static class NpyWriter
{
    /// <summary>A whole file with the given header entries and content.</summary>
    public static byte[] Raw(string description, bool isFortranOrder, string shape, byte[] content, byte version = 1)
    {
        var text = $"{{'descr': '{description}', 'fortran_order': {(isFortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        var prefix = version == 1 ? 10 : 12;
        text = text.PadRight(((text.Length + 1 + prefix + 63) / 64 * 64) - prefix - 1) + "\n";
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        }

        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.Latin1.GetBytes(text), .. content];
    }

    /// <summary>A C order file of 32-bit floats.</summary>
    public static byte[] Singles(float[] values, params int[] shape) => Raw("<f4", false, Tuple(shape), Encode("<f4", values));

    /// <summary>A C order file of bytes, as labels are.</summary>
    public static byte[] Bytes(params int[] values) => Raw("|u1", false, Tuple([values.Length]), [.. values.Select(value => (byte)value)]);

    public static string Tuple(int[] shape) => shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    /// <summary>The elements in the type that NumPy calls <paramref name="description"/>.</summary>
    public static byte[] Encode(string description, float[] values)
    {
        var size = description[2] - '0';
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++)
        {
            var element = bytes.AsSpan(i * size, size);
            switch (description[1], size)
            {
                case ('f', 2):
                    BinaryPrimitives.WriteHalfLittleEndian(element, (Half)values[i]);
                    break;
                case ('f', 4):
                    BinaryPrimitives.WriteSingleLittleEndian(element, values[i]);
                    break;
                case ('f', 8):
                    BinaryPrimitives.WriteDoubleLittleEndian(element, values[i]);
                    break;
                default:
                    var whole = (long)values[i];
                    for (var b = 0; b < size; b++)
                    {
                        element[b] = (byte)(whole >> (8 * b));
                    }

                    break;
            }

            if (description[0] == '>')
            {
                element.Reverse();
            }
        }

        return bytes;
    }
}
