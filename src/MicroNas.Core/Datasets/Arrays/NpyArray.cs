using System.Buffers.Binary;

namespace MicroNas.Core.Datasets.Arrays;

/// <summary>An array as a <c>.npy</c> file holds it.</summary>
/// <param name="Name">The file, for messages.</param>
/// <param name="Shape">The extent of each axis.</param>
/// <param name="IsFortranOrder">Whether the first axis is the innermost in <paramref name="Bytes"/>.</param>
/// <param name="Bytes">Exactly as many as shape and type need.</param>
internal sealed record NpyArray(string Name, IReadOnlyList<int> Shape, NpyElementType Type, bool IsFortranOrder, byte[] Bytes)
{
    public int Count => Bytes.Length / Type.Size;

    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Whether integers are stored, which a scale may turn into sensor units.</summary>
    public bool IsInteger => Type.Kind is 'i' or 'u';

    /// <summary>All elements in C order (the last axis innermost).</summary>
    public float[] ToSingles()
    {
        var values = new float[Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)Element(i);
        }

        return IsFortranOrder ? ToRowMajor(values) : values;
    }

    /// <summary>All elements in C order, exact for integers up to 2^53.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Element(i);
        }

        return IsFortranOrder ? ToRowMajor(values) : values;
    }

    /// <summary>An element by its place in <see cref="Bytes"/>, whatever the order.</summary>
    public double Element(int index)
    {
        var size = Type.Size;
        Span<byte> element = stackalloc byte[8];
        element = element[..size];
        Bytes.AsSpan(index * size, size).CopyTo(element);
        if (Type.IsBigEndian)
        {
            element.Reverse();
        }

        return (Type.Kind, size) switch
        {
            ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(element),
            ('f', _) => BinaryPrimitives.ReadDoubleLittleEndian(element),
            ('i', 1) => (sbyte)element[0],
            ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(element),
            ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(element),
            ('i', _) => BinaryPrimitives.ReadInt64LittleEndian(element),
            ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(element),
            ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(element),
            ('u', 8) => BinaryPrimitives.ReadUInt64LittleEndian(element),
            _ => element[0],
        };
    }

    private T[] ToRowMajor<T>(T[] columnMajor)
    {
        var result = new T[columnMajor.Length];
        var index = new int[Shape.Count];
        for (var source = 0; source < columnMajor.Length; source++)
        {
            var target = 0;
            for (var axis = 0; axis < Shape.Count; axis++)
            {
                target = (target * Shape[axis]) + index[axis];
            }

            result[target] = columnMajor[source];
            for (var axis = 0; axis < Shape.Count && ++index[axis] == Shape[axis]; axis++)
            {
                index[axis] = 0;
            }
        }

        return result;
    }
}
