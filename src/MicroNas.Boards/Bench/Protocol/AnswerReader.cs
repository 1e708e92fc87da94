using System.Buffers.Binary;

namespace MicroNas.Boards.Bench.Protocol;

/// <summary>Reads the fields of an answer behind its head; throws <see cref="InvalidDataException"/> where it is too short.</summary>
internal sealed class AnswerReader(byte[] payload)
{
    /// <summary>u8 status, u32 CRC of the request.</summary>
    public const int HeadBytes = 5;

    private int position = HeadBytes;

    public static BenchStatus StatusOf(BenchFrame answer) => (BenchStatus)answer.Payload[0];

    /// <summary>The CRC of the request that is answered.</summary>
    public static uint RequestOf(BenchFrame answer) => BinaryPrimitives.ReadUInt32LittleEndian(answer.Payload.AsSpan(1));

    public byte ReadByte() => Take(1)[0];

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>What is left.</summary>
    public ReadOnlySpan<byte> ReadRest() => Take(payload.Length - position);

    /// <summary>The next integer; 0 where the answer has none.</summary>
    public uint ReadOptionalUInt32() => position + 4 <= payload.Length ? ReadUInt32() : 0;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (position + count > payload.Length)
        {
            throw new InvalidDataException($"an answer of {payload.Length} bytes that should be longer");
        }

        position += count;
        return payload.AsSpan(position - count, count);
    }
}
