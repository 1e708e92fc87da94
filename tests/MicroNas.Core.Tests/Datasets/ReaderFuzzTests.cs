using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

/// <summary>Whatever is done to a file, it is read or refused by code, and takes no more memory than a file of its size can need.</summary>
public class ReaderFuzzTests
{
    private const long MaximumAllocation = 40_000_000;

    private static readonly string[] Splices = ["\n", ",", ":", "@data\n", "@", "#", "?", "nan", "-1", "1e999", "99999999999", "\0", "\u00e9", "true", "  ", "\t"];

    [Property(MaxTest = 400)]
    public Property Damaged_mat_files_are_read_or_refused() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, 60).SelectMany(row => new double[] { row / 15 % 2, row, -row }).ToArray();
        var bytes = new MatWriter(random.Next(2) == 0).AddText("t", "text").Add("data", values, 60, 3, isCompressed: random.Next(2) == 0).Bytes;
        using var folder = new TemporaryFolder();
        folder.Write("data.mat", Damage(bytes, random, random.Next(2) == 0 ? 128 : 0));
        return IsReadOrRefused(new DatasetOptions { Path = folder.File("data.mat"), Rate = new Hertz(50), Window = 4 });
    });

    [Property(MaxTest = 300)]
    public Property Damaged_ts_files_are_read_or_refused() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var text = "# c\n@timeStamps false\n@equalLength true\n@dimensions 2\n@classLabel true a b\n@data\n"
            + string.Concat(Enumerable.Range(0, 12).Select(i => $"1,{i},3:4,5,6:{"ab"[i % 2]}\n"));
        using var folder = new TemporaryFolder();
        folder.Write("A_TRAIN.ts", DamageText(text, random));
        folder.Write("A_TEST.ts", DamageText(text, random));
        return IsReadOrRefused(new DatasetOptions { Path = folder.Path, Rate = new Hertz(50) });
    });

    [Property(MaxTest = 300)]
    public Property Damaged_hapt_folders_are_read_or_refused() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var axes = string.Concat(Enumerable.Range(0, 60).Select(t => $"{t} 0.5 -1\n"));
        if (random.Next(2) == 0)
        {
            for (var user = 1; user <= 4; user++)
            {
                folder.Write($"RawData/acc_exp0{user}_user0{user}.txt", random.Next(4) == 0 ? DamageText(axes, random) : Encoding.UTF8.GetBytes(axes));
                folder.Write($"RawData/gyro_exp0{user}_user0{user}.txt", axes);
            }

            folder.Write("RawData/labels.txt", DamageText(string.Concat(Enumerable.Range(1, 4).Select(user => $"{user} {user} 1 1 20\n{user} {user} 2 21 60\n")), random));
            folder.Write("activity_labels.txt", random.Next(2) == 0 ? DamageText("1 A\n2 B\n", random) : "1 A\n2 B\n"u8.ToArray());
        }
        else
        {
            var array = NpyWriter.Raw("<i2", false, "(240, 6)", new byte[240 * 12]);
            folder.Write("raw_i16.npy", random.Next(2) == 0 ? Damage(array, random, 0) : array);
            folder.Write("experiments.csv", DamageText("exp,user,first_row,rows\n1,1,0,60\n2,2,60,60\n3,3,120,60\n4,4,180,60\n", random));
            folder.Write("labels.csv", DamageText("exp,user,activity,start1,end1\n1,1,1,1,20\n2,2,2,1,60\n3,3,1,4,9\n4,4,2,1,60\n", random));
        }

        return IsReadOrRefused(new DatasetOptions { Path = folder.Path, Format = DatasetFormat.Hapt, Window = 8 });
    });

    private static byte[] Damage(byte[] bytes, Random random, int from)
    {
        bytes = [.. bytes];
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            // The beginnings of elements are where a reader can be led astray.
            bytes[random.Next(from, random.Next(2) == 0 ? Math.Min(bytes.Length, from + 120) : bytes.Length)] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
        }

        return bytes[..(random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length)];
    }

    private static byte[] DamageText(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var edits = random.Next(0, 4); edits > 0 && result.Length > 1; edits--)
        {
            var at = random.Next(result.Length);
            _ = random.Next(3) switch
            {
                0 => result.Insert(at, Splices[random.Next(Splices.Length)]),
                1 => result.Remove(at, Math.Min(random.Next(1, 20), result.Length - at)),
                _ => result.Remove(at, 1).Insert(at, Splices[random.Next(Splices.Length)]),
            };
        }

        return Encoding.UTF8.GetBytes(result.ToString());
    }

    private static bool IsReadOrRefused(DatasetOptions options)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            DatasetLoader.Load(options, "");
        }
        catch (MicroNasException exception)
        {
            if (!exception.Diagnostics.All(error => error.Code.StartsWith("MNAS3", StringComparison.Ordinal) && !error.Message.Contains('\n')))
            {
                return false;
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before < MaximumAllocation;
    }
}
