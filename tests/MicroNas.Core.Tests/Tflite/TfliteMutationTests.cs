using System.Buffers.Binary;
using MicroNas.Core.Tests.Support;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Tflite;

/// <summary>Valid files of every operator, damaged with intent: each ends in a model that runs or in a coded error.</summary>
public sealed class TfliteMutationTests
{
    private const int FilesOfEachOperator = 2;

    private static readonly int[] Extremes =
        [0, 1, -1, 2, 4, 8, 127, 255, 65535, 65536, 1 << 24, (1 << 24) + 1, 1 << 30, int.MaxValue, int.MinValue, int.MinValue + 1];

    private static readonly byte[][] Files = [.. Draw()];

    [Fact]
    public void Every_file_is_accepted_before_it_is_damaged() => Assert.All(Files, file => Assert.True(HostileModel.Survives(file)));

    [Fact]
    public void Truncated_files_are_refused()
    {
        var random = new Random(41);
        var smallest = Files.MinBy(file => file.Length)!;
        Assert.All(Enumerable.Range(0, smallest.Length), length => Assert.False(HostileModel.Survives(smallest[..length])));
        Assert.All(Files, file => Assert.All(
            Enumerable.Range(0, 30), _ => Assert.False(HostileModel.Survives(file[..random.Next(file.Length)]))));
    }

    [Fact]
    public void Flipped_bytes_never_escape_the_reader() => Damage(42, 120, (file, random) =>
    {
        for (var flips = random.Next(1, 6); flips > 0; flips--)
        {
            file[random.Next(file.Length)] ^= (byte)(random.Next(2) == 0 ? 1 << random.Next(8) : random.Next(1, 256));
        }
    });

    [Fact]
    public void Words_of_extreme_values_never_escape_the_reader() => Damage(43, 200, (file, random) =>
        Write(file, Word(file, random), Extremes[random.Next(Extremes.Length)]));

    /// <summary>Offsets then lead to other tables, to themselves, into strings and weights; two places share what they lead to.</summary>
    [Fact]
    public void Offsets_that_lead_astray_never_escape_the_reader() => Damage(44, 200, (file, random) =>
    {
        var (first, second) = (Word(file, random), Word(file, random));
        switch (random.Next(3))
        {
            case 0:
                var word = Read(file, first);
                Write(file, first, Read(file, second));
                Write(file, second, word);
                break;
            case 1:
                Write(file, Math.Min(first, second), Math.Abs(second - first));
                break;
            default:
                // A table's first word leads back to its list of fields: it may lead anywhere, also to the table itself.
                Write(file, first, first - second);
                break;
        }
    });

    [Fact]
    public void Vectors_that_claim_the_rest_of_the_file_never_escape_the_reader()
    {
        // Each vector in turn claims the whole rest of the file, so that its elements are whatever lies there.
        foreach (var file in Files.Take(SingleOperatorModels.All.Count))
        {
            for (var place = 4; place + 4 <= file.Length; place += 4)
            {
                var count = (file.Length - place - 4) / 4;
                if (Read(file, place) is > 0 and < 8 && count > 8)
                {
                    var damaged = (byte[])file.Clone();
                    Write(damaged, place, count);
                    HostileModel.Survives(damaged);
                }
            }
        }
    }

    private static IEnumerable<byte[]> Draw()
    {
        var random = new Random(40);
        for (var i = 0; i < FilesOfEachOperator; i++)
        {
            foreach (var draw in SingleOperatorModels.All)
            {
                yield return TfliteWriter.Write(draw(random));
            }
        }
    }

    private static void Damage(int seed, int timesEach, Action<byte[], Random> damage)
    {
        var random = new Random(seed);
        var (accepted, refused) = (0, 0);
        foreach (var file in Files)
        {
            for (var i = 0; i < timesEach; i++)
            {
                var damaged = (byte[])file.Clone();
                damage(damaged, random);
                _ = HostileModel.Survives(damaged) ? accepted++ : refused++;
            }
        }

        // Both ways out must have been taken, or the test would prove nothing.
        Assert.True(accepted > 500 && refused > 500, $"{accepted} accepted, {refused} refused.");
    }

    /// <summary>Mostly among the tables, which the writer puts in front of the data; they are what can lead astray.</summary>
    private static int Word(byte[] file, Random random) =>
        4 * random.Next((random.Next(4) > 0 ? Math.Min(file.Length, 1200) : file.Length) / 4);

    private static int Read(byte[] file, int place) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(place));

    private static void Write(byte[] file, int place, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), value);
}
