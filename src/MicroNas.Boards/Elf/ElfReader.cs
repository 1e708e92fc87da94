using System.Text;

namespace MicroNas.Boards.Elf;

/// <summary>Bytes of an ELF file, little-endian; a place outside the file is an <see cref="InvalidDataException"/>.</summary>
internal sealed class ElfReader(byte[] file)
{
    public long Length => file.Length;

    public int Byte(long offset) => file[Checked(offset, 1)];

    public int UInt16(long offset)
    {
        var start = Checked(offset, 2);
        return file[start] | (file[start + 1] << 8);
    }

    public uint UInt32(long offset) => (uint)UInt16(offset) | ((uint)UInt16(offset + 2) << 16);

    public byte[] Bytes(long offset, uint count)
    {
        var bytes = new byte[count <= file.Length ? count : throw Outside(offset)];
        Array.Copy(file, Checked(offset, count), bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>Text up to the next zero byte.</summary>
    public string Text(long offset)
    {
        var start = Checked(offset, 1);
        var end = Array.IndexOf(file, (byte)0, start);
        return end < 0 ? throw Outside(file.Length) : Encoding.UTF8.GetString(file, start, end - start);
    }

    private static InvalidDataException Outside(long offset) =>
        new(FormattableString.Invariant($"it ends before offset {offset}, which its headers name"));

    private int Checked(long offset, uint count) => offset >= 0 && offset + count <= file.Length ? (int)offset : throw Outside(offset);
}
