using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Activations as plain memory: N x C x S x T with C innermost; any other tensor in its usual order.</summary>
internal static unsafe class ActivationMemory
{
    /// <summary>The values themselves where their order in memory is that one already, else a copy.</summary>
    public static Tensor Ordered(Tensor values)
    {
        if (values.dim() != 4)
        {
            return values.contiguous();
        }

        if (IsOrdered(values))
        {
            return values;
        }

        using var view = values.permute(0, 2, 3, 1);
        return view.contiguous().permute(0, 3, 1, 2);
    }

    /// <summary>Uninitialised values of the same shape and type, in that order.</summary>
    public static Tensor Like(Tensor values)
    {
        var shape = values.shape;
        if (shape.Length != 4)
        {
            return empty(shape, values.dtype);
        }

        var (channels, sensors, time) = (shape[1], shape[2], shape[3]);
        return empty_strided(shape, [sensors * time * channels, 1, time * channels, channels], values.dtype);
    }

    /// <summary>Address of the first value; valid while <paramref name="ordered"/> lives.</summary>
    /// <param name="ordered">As <see cref="Ordered"/> or <see cref="Like"/> returned it.</param>
    public static void* Address(Tensor ordered)
    {
        if (ordered.dim() != 4)
        {
            return Unsafe.AsPointer(ref MemoryMarshal.GetReference(ordered.bytes));
        }

        using var view = ordered.permute(0, 2, 3, 1);
        return Unsafe.AsPointer(ref MemoryMarshal.GetReference(view.bytes));
    }

    /// <summary>As libtorch answers for the permuted tensor, which asking it would make anew for every activation of every step.</summary>
    private static bool IsOrdered(Tensor values)
    {
        var expected = 1L;
        foreach (var dimension in (ReadOnlySpan<int>)[1, 3, 2, 0]) // C, T, S, N
        {
            var size = values.size(dimension);
            if (size != 1 && values.stride(dimension) != expected)
            {
                return false;
            }

            expected *= size;
        }

        return true;
    }

    /// <summary>Address of a vector of floats.</summary>
    public static float* Floats(Tensor vector) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(vector.bytes));
}
