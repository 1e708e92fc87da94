using System.Buffers.Binary;
using System.IO.Hashing;

namespace MicroNas.Boards.Bench.Protocol;

/// <summary>
/// A frame of the bench protocol: u8 version, u8 type, u16 sequence, u16 length, payload, u32 CRC-32; on the line stuffed by COBS
/// between zero bytes. All integers are little-endian.
/// </summary>
internal sealed record BenchFrame(byte Version, byte Type, ushort Sequence, byte[] Payload, uint Checksum)
{
    public const byte ProtocolVersion = 1;

    private const int HeaderBytes = 6;
    private const int ChecksumBytes = 4;

    /// <summary>The longest frame that the firmware takes or sends, without stuffing.</summary>
    public const int MostBytes = HeaderBytes + 64 + ChecksumBytes;

    public static BenchFrame Create(byte type, ushort sequence, byte[] payload, byte version = ProtocolVersion)
    {
        var frame = new BenchFrame(version, type, sequence, payload, 0);
        return frame with { Checksum = Crc32.HashToUInt32(frame.Content()) };
    }

    /// <summary>What goes over the line.</summary>
    public byte[] ToLine()
    {
        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Checksum);
        return [0, .. ByteStuffing.Stuff([.. Content(), .. checksum]), 0];
    }

    /// <summary>Null where the bytes are no frame, or not the ones that were sent.</summary>
    public static BenchFrame? Parse(ReadOnlySpan<byte> stuffed)
    {
        if (ByteStuffing.Unstuff(stuffed) is not { Length: >= HeaderBytes + ChecksumBytes } bytes)
        {
            return null;
        }

        var content = bytes.AsSpan(..^ChecksumBytes);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^ChecksumBytes..));
        var length = BinaryPrimitives.ReadUInt16LittleEndian(content[4..]);
        return length == content.Length - HeaderBytes && checksum == Crc32.HashToUInt32(content)
            ? new BenchFrame(content[0], content[1], BinaryPrimitives.ReadUInt16LittleEndian(content[2..]), content[HeaderBytes..].ToArray(), checksum)
            : null;
    }

    private byte[] Content()
    {
        var bytes = new byte[HeaderBytes + Payload.Length];
        bytes[0] = Version;
        bytes[1] = Type;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), Sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), checked((ushort)Payload.Length));
        Payload.CopyTo(bytes, HeaderBytes);
        return bytes;
    }
}
