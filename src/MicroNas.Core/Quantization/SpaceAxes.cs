using System.Buffers.Binary;

namespace MicroNas.Core.Quantization;

/// <summary>The axes 1 and 2 of N x H x W x C, as MEAN's constant names them.</summary>
internal static class SpaceAxes
{
    /// <summary>Whether the int32 values name exactly axes 1 and 2, in any order, counted from either end.</summary>
    public static bool Are(ReadOnlySpan<byte> values)
    {
        var found = 0;
        for (var i = 0; i + 4 <= values.Length; i += 4)
        {
            var axis = BinaryPrimitives.ReadInt32LittleEndian(values[i..]);
            axis = axis < 0 ? axis + 4 : axis;
            if (axis is not (1 or 2))
            {
                return false;
            }

            found |= axis;
        }

        return found == 3;
    }
}
