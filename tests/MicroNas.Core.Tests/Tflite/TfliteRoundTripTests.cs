using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Tflite;

public sealed class TfliteRoundTripTests
{
    [Fact]
    public void What_is_written_reads_back_equal()
    {
        var random = new Random(11);
        for (var i = 0; i < 30; i++)
        {
            var model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), FormattableString.Invariant($"model {i}, größe"));
            ModelAssert.Same(model, TfliteReader.Read(TfliteWriter.Write(model), "round trip"));
        }
    }

    [Fact]
    public void Every_kind_of_operator_reads_back_equal()
    {
        var random = new Random(12);
        for (var i = 0; i < 50; i++)
        {
            Assert.All(SingleOperatorModels.All, draw =>
            {
                var model = draw(random);
                ModelAssert.Same(model, TfliteReader.Read(TfliteWriter.Write(model), "round trip"));
            });
        }
    }

    [SkippableTheory]
    [MemberData(nameof(SharedModels.Numbers), MemberType = typeof(SharedModels))]
    public void Files_of_others_read_back_equal(int number)
    {
        Skip.If(SharedModels.Folder is null, SharedModels.Missing);
        var model = SharedModels.Read(number);
        ModelAssert.Same(model, TfliteReader.Read(TfliteWriter.Write(model), "round trip"));
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes()
    {
        var first = TfliteWriter.Write(ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(13)), "model"));
        var second = TfliteWriter.Write(ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(13)), "model"));
        Assert.Equal(first, second);
    }

    [Fact]
    public void Constants_are_aligned_to_16_bytes_in_the_file()
    {
        var model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(14)), "model");
        var file = TfliteWriter.Write(model);
        foreach (var tensor in TfliteReader.Read(file, "model").Tensors.Where(tensor => tensor.IsConstant))
        {
            // The reader's constants are slices of the file, so the slice tells the place.
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(tensor.Data!.Value, out var segment));
            Assert.Equal(0, segment.Offset % 16);
        }
    }
}
