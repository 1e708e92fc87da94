using System.Buffers.Binary;
using System.Text;

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

    /// <summary>A byte of length and so many of text; 0 where the answer ends here, as that of a refusal without figures does.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Take(ReadByte()));

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
