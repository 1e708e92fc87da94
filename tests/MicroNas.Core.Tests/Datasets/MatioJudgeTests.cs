using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Datasets.Matlab;

namespace MicroNas.Core.Tests.Datasets;

/// <summary>Files that matio wrote, the library with which others read and write MATLAB's files (Debian: libmatio11).</summary>
public sealed class MatioJudgeTests
{
    private static readonly string[] Libraries = ["libmatio.so.13", "libmatio.so.11", "libmatio.so.9"];

    private static readonly (int Class, int Type, Func<double[], byte[]> Encode)[] Types =
    [
        (6, 9, values => Bytes(values)),
        (7, 7, values => Bytes(Array.ConvertAll(values, value => (float)value))),
        (8, 1, values => Bytes(Array.ConvertAll(values, value => (sbyte)value))),
        (9, 2, values => Bytes(Array.ConvertAll(values, value => (byte)Math.Abs(value)))),
        (10, 3, values => Bytes(Array.ConvertAll(values, value => (short)value))),
        (11, 4, values => Bytes(Array.ConvertAll(values, value => (ushort)Math.Abs(value)))),
        (12, 5, values => Bytes(Array.ConvertAll(values, value => (int)value))),
        (13, 6, values => Bytes(Array.ConvertAll(values, value => (uint)Math.Abs(value)))),
        (14, 12, values => Bytes(Array.ConvertAll(values, value => (long)value))),
        (15, 13, values => Bytes(Array.ConvertAll(values, value => (ulong)Math.Abs(value)))),
    ];

    private static readonly Lazy<nint> Library = new(() =>
        Libraries.Select(name => NativeLibrary.TryLoad(name, out var handle) ? handle : 0).FirstOrDefault(handle => handle != 0));

    private delegate nint Create(string name, string? header, int version);

    private delegate nint CreateVariable(string name, int matlabClass, int type, int rank, nuint[] dimensions, byte[] data, int options);

    private delegate int Write(nint file, nint variable, int compression);

    private delegate void FreeVariable(nint variable);

    private delegate int Close(nint file);

    [SkippableFact]
    public void Every_type_is_read_as_matio_wrote_it_plain_and_compressed()
    {
        Skip.If(Library.Value == 0, "matio is not installed (Debian: apt-get install libmatio11)");
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), IsReadAsWritten).QuickCheckThrowOnFailure();
    }

    private static bool IsReadAsWritten(int seed)
    {
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var path = folder.File("matio.mat");
        var expected = new List<(int Rows, int Columns, double[] Values)>();
        var file = Function<Create>("Mat_CreateVer")(path, null, 0x0100);
        for (var i = 0; i < 4; i++)
        {
            var (rows, columns) = (random.Next(1, 30), random.Next(1, 9));
            var type = Types[random.Next(Types.Length)];
            var values = Enumerable.Range(0, rows * columns).Select(_ => (double)random.Next(-120, 120)).ToArray();
            var variable = Function<CreateVariable>("Mat_VarCreate")(
                $"m{i}", type.Class, type.Type, 2, [(nuint)rows, (nuint)columns], type.Encode(values), 0);
            Assert.Equal(0, Function<Write>("Mat_VarWrite")(file, variable, random.Next(2)));
            Function<FreeVariable>("Mat_VarFree")(variable);
            expected.Add((rows, columns, type.Class is 9 or 11 or 13 or 15 ? [.. values.Select(Math.Abs)] : values));
        }

        Function<Close>("Mat_Close")(file);
        using var stream = File.OpenRead(path);
        var read = new MatlabFile(stream, path);
        return read.Variables.Count == expected.Count && read.Variables.Zip(expected).All(pair =>
        {
            var (variable, (rows, columns, values)) = pair;
            var array = read.Read(variable);
            return variable.Dimensions.SequenceEqual([rows, columns])
                && Enumerable.Range(0, values.Length).All(i => array.Element(i) == values[i]);
        });
    }

    private static T Function<T>(string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(Library.Value, name));

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
