using System.Buffers.Binary;

namespace MicroNas.Core.Tests.Support;

/// <summary>Gives an operator of a .tflite file other options than the product writes.</summary>
public static class OptionsPatch
{
    private const int Subgraphs = 2;
    private const int Operators = 3;
    private const int Options = 4;

    /// <summary>Appends a table of int32 fields and leads the operator's options to it; byte fields read the lowest byte.</summary>
    /// <param name="file">A valid file of one subgraph.</param>
    /// <param name="index">Of the operator.</param>
    /// <param name="values">By field.</param>
    public static byte[] Replace(byte[] file, int index, params int[] values)
    {
        var fieldList = (file.Length + 3) / 4 * 4;
        var table = fieldList + ((4 + (2 * values.Length) + 3) / 4 * 4);
        var patched = new byte[table + 4 + (4 * values.Length)];
        file.CopyTo(patched, 0);
        WriteUInt16(patched, fieldList, 4 + (2 * values.Length));
        WriteUInt16(patched, fieldList + 2, 4 + (4 * values.Length));
        WriteInt32(patched, table, table - fieldList);
        for (var field = 0; field < values.Length; field++)
        {
            WriteUInt16(patched, fieldList + 4 + (2 * field), 4 + (4 * field));
            WriteInt32(patched, table + 4 + (4 * field), values[field]);
        }

        var subgraph = Follow(patched, Follow(patched, Field(patched, Follow(patched, 0), Subgraphs)) + 4);
        var step = Follow(patched, Follow(patched, Field(patched, subgraph, Operators)) + 4 + (4 * index));
        var place = Field(patched, step, Options);
        WriteInt32(patched, place, table - place);
        return patched;
    }

    private static int Field(byte[] file, int table, int field) =>
        table + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(table - ReadInt32(file, table) + 4 + (2 * field)));

    private static int Follow(byte[] file, int place) => place + ReadInt32(file, place);

    private static int ReadInt32(byte[] file, int place) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(place));

    private static void WriteInt32(byte[] file, int place, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), value);

    private static void WriteUInt16(byte[] file, int place, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(place), (ushort)value);
}
