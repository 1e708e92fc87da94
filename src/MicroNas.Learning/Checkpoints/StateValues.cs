using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace MicroNas.Learning.Checkpoints;

/// <summary>Arrays and trainable tensors in a checkpoint: their length, then their bytes.</summary>
internal static class StateValues
{
    public static void Save<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    /// <exception cref="UnusableStateException">Another length was saved.</exception>
    public static void Restore<T>(BinaryReader reader, Span<T> values)
        where T : unmanaged
    {
        var length = reader.ReadInt32();
        if (length != values.Length)
        {
            throw new UnusableStateException(FormattableString.Invariant($"holds {length} values where {values.Length} are expected"));
        }

        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values));
    }

    /// <summary>The values of every parameter of a network (float32).</summary>
    public static void Save(BinaryWriter writer, IReadOnlyList<Tensor> parameters)
    {
        foreach (var parameter in parameters)
        {
            Save(writer, (ReadOnlySpan<float>)MemoryMarshal.Cast<byte, float>(parameter.bytes));
        }
    }

    /// <inheritdoc cref="Restore{T}"/>
    public static void Restore(BinaryReader reader, IReadOnlyList<Tensor> parameters)
    {
        foreach (var parameter in parameters)
        {
            Restore(reader, MemoryMarshal.Cast<byte, float>(parameter.bytes));
        }
    }
}
