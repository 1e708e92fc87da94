using System.Buffers.Binary;
using System.Text;
using FsCheck.Xunit;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Tflite;

/// <summary>Whatever the bytes are, reading ends in a model that runs or in a coded error.</summary>
public sealed class TfliteHostileFileTests
{
    private const int Mutations = 6000;

    private static readonly byte[] Good = TfliteWriter.Write(ModelQuantizer.Quantize(SmallNetwork(), "small"));

    [Fact]
    public void Flipped_bytes_never_escape_the_reader()
    {
        var random = new Random(21);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var file = (byte[])Good.Clone();
            var flips = random.Next(1, 5);
            for (var j = 0; j < flips; j++)
            {
                file[random.Next(file.Length)] = random.Next(3) switch { 0 => 0xff, 1 => (byte)random.Next(8), _ => (byte)random.Next(256) };
            }

            _ = HostileModel.Survives(file, emit: i % 8 == 0) ? accepted++ : refused++;
        }

        // Both ways out must have been taken, or the test would prove nothing.
        Assert.True(accepted > 100 && refused > 100, $"{accepted} accepted, {refused} refused.");
    }

    [Fact]
    public void Overwritten_words_never_escape_the_reader()
    {
        var random = new Random(22);
        int[] words = [0, 1, -1, int.MaxValue, int.MinValue, 1 << 24, 65536, 4, 8];
        for (var i = 0; i + 4 <= Math.Min(Good.Length, 24000); i += 4)
        {
            var file = (byte[])Good.Clone();
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(i), words[random.Next(words.Length)]);
            HostileModel.Survives(file);
        }
    }

    [Fact]
    public void Truncated_files_are_refused()
    {
        for (var length = 0; length < Good.Length; length += 1 + (length / 200))
        {
            var end = length;
            var error = Assert.Throws<MicroNasException>(() => TfliteReader.Read(Good.AsMemory(0, end), "cut.tflite"));
            Assert.All(error.Diagnostics, diagnostic => Assert.StartsWith("MNAS60", diagnostic.Code, StringComparison.Ordinal));
            Assert.All(error.Diagnostics, diagnostic => Assert.Equal("cut.tflite", diagnostic.Location?.File));
        }
    }

    [Property(MaxTest = 1000)]
    public void Random_bytes_behind_the_identifier_never_escape_the_reader(uint root, byte[] bytes)
    {
        var file = new byte[8 + bytes.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(file, root % 64);
        Encoding.ASCII.GetBytes("TFL3", file.AsSpan(4));
        bytes.CopyTo(file, 8);
        HostileModel.Survives(file);
    }

    [Fact]
    public void Text_is_not_a_model()
    {
        var error = Assert.Throws<MicroNasException>(() => TfliteReader.Read(Encoding.UTF8.GetBytes("model: wearable"), "micronas.yaml"));
        Assert.Equal(DiagnosticCodes.NotTflite, Assert.Single(error.Diagnostics).Code);
    }

    private static TrainedNetwork SmallNetwork()
    {
        var random = new Random(20);
        return Enumerable.Range(0, 40).Select(_ => RandomTrainedNetworks.Draw(random))
            .Where(network => network.Graph.Operators.Any(step => step is Core.Architectures.AddOperator))
            .MinBy(network => network.Convolutions.Values.Sum(convolution => convolution.Weights.Length))!;
    }
}
