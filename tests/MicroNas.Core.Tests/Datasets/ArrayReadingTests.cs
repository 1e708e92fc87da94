using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

public class ArrayReadingTests
{
    private static readonly string[] Types = ["<f4", "<f8", "<f2", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", ">f4", ">i2", ">f8"];

    /// <summary>Every window comes back unchanged from every number type, order, version, and from a folder as from an archive.</summary>
    [Property(MaxTest = 150)]
    public Property Windows_survive_a_round_trip() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var type = Types[random.Next(Types.Length)];
        int[] shape = [random.Next(6, 12), random.Next(1, 7), random.Next(1, 5)];
        var isFortran = random.Next(2) == 0;
        var low = type[1] == 'u' ? 0 : -100;
        var values = Enumerable.Range(0, shape[0] * shape[1] * shape[2]).Select(_ => (float)random.Next(low, 100)).ToArray();
        var stored = isFortran ? ToColumnMajor(values, shape) : values;
        var file = NpyWriter.Raw(type, isFortran, NpyWriter.Tuple(shape), NpyWriter.Encode(type, stored), (byte)random.Next(1, 4));
        var labels = NpyWriter.Bytes([.. Enumerable.Range(0, shape[0]).Select(i => i % 2)]);

        using var folder = new TemporaryFolder();
        string path;
        if (random.Next(2) == 0)
        {
            folder.Write("X.npy", file);
            folder.Write("y.npy", labels);
            path = folder.Path;
        }
        else
        {
            path = folder.File("data.npz");
            using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
            AddEntry(archive, "X.npy", file);
            AddEntry(archive, "y.npy", labels);
        }

        var dataset = DatasetLoader.Load(new DatasetOptions { Path = path, Rate = new Hertz(50) }, "");
        var size = shape[1] * shape[2];
        var expected = values.Chunk(size).Select(window => string.Join(',', window)).Order();
        var found = new[] { dataset.Training, dataset.Validation, dataset.Test }
            .SelectMany(part => part.Values.Chunk(size)).Select(window => string.Join(',', window)).Order();
        return (dataset.Length, dataset.Channels) == (shape[1], shape[2]) && expected.SequenceEqual(found);
    });

    /// <summary>A damaged file is refused by code, whatever the damage, and never with a huge allocation.</summary>
    [Property(MaxTest = 300)]
    public Property Damaged_files_are_refused_with_codes() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var isArchive = random.Next(2) == 0;
        var bytes = NpyWriter.Singles(new float[60], 10, 3, 2);
        var labels = NpyWriter.Bytes(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        if (isArchive)
        {
            using (var archive = ZipFile.Open(folder.File("d.npz"), ZipArchiveMode.Create))
            {
                AddEntry(archive, "X.npy", bytes);
                AddEntry(archive, "y.npy", labels);
            }

            bytes = File.ReadAllBytes(folder.File("d.npz"));
        }

        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            bytes[random.Next(Math.Min(bytes.Length, 400))] = (byte)random.Next(256);
        }

        bytes = bytes[..(random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length)];
        folder.Write(isArchive ? "d.npz" : "X.npy", bytes);
        folder.Write("y.npy", labels);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            DatasetLoader.Load(new DatasetOptions { Path = isArchive ? folder.File("d.npz") : folder.Path, Rate = new Hertz(50) }, "");
        }
        catch (MicroNasException exception)
        {
            return exception.Diagnostics.All(error => error.Code.StartsWith("MNAS3", StringComparison.Ordinal))
                && GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000;
        }

        return true;
    });

    [Theory]
    [InlineData("<f4", "(1000000, 1000, 100)", DiagnosticCodes.DataTooLarge)]
    [InlineData("<f4", "(99999999999, 2, 2)", DiagnosticCodes.ArrayDamaged)]
    [InlineData("<f4", "(2000000000, 2000000000, 2000000000)", DiagnosticCodes.DataTooLarge)]
    [InlineData("<f4", "(10000, 100, 100)", DiagnosticCodes.ArrayTruncated)]
    [InlineData("<f4", "(5, 3, 2)", DiagnosticCodes.ArrayTruncated)]
    [InlineData("<f4", "(60,)", DiagnosticCodes.ShapeMismatch)]
    [InlineData("<f4", "(0, 3, 2)", DiagnosticCodes.ArrayTruncated)]
    [InlineData("<f4", "(-10, 3, 2)", DiagnosticCodes.ArrayDamaged)]
    [InlineData("|O", "(10, 3, 2)", DiagnosticCodes.ArrayTypeRefused)]
    [InlineData("<c8", "(10, 3, 1)", DiagnosticCodes.ArrayTypeRefused)]
    [InlineData("<U4", "(10, 3, 2)", DiagnosticCodes.ArrayTypeRefused)]
    public void A_header_that_lies_is_refused(string type, string shape, string code)
    {
        using var folder = new TemporaryFolder();
        folder.Write("X.npy", NpyWriter.Raw(type, false, shape, new byte[240]));
        folder.Write("y.npy", NpyWriter.Bytes(0, 1, 0, 1, 0, 1, 0, 1, 0, 1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(code, DatasetErrors.Of(folder)[0].Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    [Fact]
    public void Scaled_integers_become_sensor_units_by_channel()
    {
        using var folder = new TemporaryFolder();
        folder.Write("X_train_i16.npy", NpyWriter.Raw("<i2", false, "(4, 1, 2)", NpyWriter.Encode("<i2", [1, 1, 2, 2, 3, 3, 4, 4])));
        folder.Write("X_test_i16.npy", NpyWriter.Raw("<i2", false, "(1, 1, 2)", NpyWriter.Encode("<i2", [100, -100])));
        folder.Write("y_train.npy", NpyWriter.Bytes(0, 0, 1, 1));
        folder.Write("y_test.npy", NpyWriter.Bytes(1));
        folder.Write("scale.npy", NpyWriter.Singles([0.5f, 0.25f], 2));
        var dataset = DatasetLoader.Load(new DatasetOptions { Path = folder.Path, Rate = new Hertz(50) }, "");
        Assert.Equal([50f, -25f], dataset.Test.Values);
    }

    private static float[] ToColumnMajor(float[] values, int[] shape)
    {
        var result = new List<float>();
        for (var c = 0; c < shape[2]; c++)
        {
            for (var t = 0; t < shape[1]; t++)
            {
                for (var n = 0; n < shape[0]; n++)
                {
                    result.Add(values[(((n * shape[1]) + t) * shape[2]) + c]);
                }
            }
        }

        return [.. result];
    }

    private static void AddEntry(ZipArchive archive, string name, byte[] bytes)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(bytes);
    }
}
