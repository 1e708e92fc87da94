using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MicroNas.Core.Interpretation;

/// <summary>Sums of int16 products in int32, modulo 2^32: the same on every machine in whatever order they are summed.</summary>
internal static class DotProduct
{
    /// <summary>Rows are padded with zeros to a multiple of this.</summary>
    public const int Block = 16;

    /// <summary>The dot products of <paramref name="patch"/> with rows 0..3 of <paramref name="rows"/>.</summary>
    /// <param name="patch">A multiple of <see cref="Block"/>.</param>
    /// <param name="rows">Four rows of the patch's length, one after the other.</param>
    public static (int First, int Second, int Third, int Fourth) Four(ReadOnlySpan<short> patch, ReadOnlySpan<short> rows)
    {
        var length = patch.Length;
        if (!Avx2.IsSupported)
        {
            return (
                One(patch, rows[..length]),
                One(patch, rows.Slice(length, length)),
                One(patch, rows.Slice(2 * length, length)),
                One(patch, rows.Slice(3 * length, length)));
        }

        var patches = MemoryMarshal.Cast<short, Vector256<short>>(patch);
        var weights = MemoryMarshal.Cast<short, Vector256<short>>(rows[..(4 * length)]);
        var (first, second, third, fourth) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        for (var i = 0; i < patches.Length; i++)
        {
            var value = patches[i];
            first += Avx2.MultiplyAddAdjacent(value, weights[i]);
            second += Avx2.MultiplyAddAdjacent(value, weights[i + patches.Length]);
            third += Avx2.MultiplyAddAdjacent(value, weights[i + (2 * patches.Length)]);
            fourth += Avx2.MultiplyAddAdjacent(value, weights[i + (3 * patches.Length)]);
        }

        return (Vector256.Sum(first), Vector256.Sum(second), Vector256.Sum(third), Vector256.Sum(fourth));
    }

    private static int One(ReadOnlySpan<short> left, ReadOnlySpan<short> right)
    {
        var sum = 0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
