namespace MicroNas.Learning.Numerics;

/// <summary>TensorFlow Lite's SAME padding along one axis: output = ceil(size / stride), the odd zero stands behind.</summary>
/// <param name="Before">Zeros before the first element.</param>
/// <param name="After">Zeros behind the last one.</param>
internal readonly record struct SamePadding(int Before, int After)
{
    public static SamePadding For(int size, int kernel, int stride)
    {
        var total = Math.Max(0, ((OutputSize(size, stride) - 1) * stride) + kernel - size);
        return new SamePadding(total / 2, total - (total / 2));
    }

    /// <summary>Of the result along the axis.</summary>
    public static int OutputSize(int size, int stride) => (size + stride - 1) / stride;
}
