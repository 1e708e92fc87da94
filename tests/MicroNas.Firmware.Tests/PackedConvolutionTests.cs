using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary><c>micronas_convolve_packed</c> gives the interpreter's bytes, also where its fields are as full as they may be.</summary>
public sealed class PackedConvolutionTests
{
    private const int LayersOfProgram = 50;

    [Theory]
    [InlineData("host", 400)]
    [InlineData("cortex-m4", 100)]
    [InlineData("cortex-m7", 50)]
    [InlineData("cortex-m33", 50)]
    [InlineData("cortex-m55", 25)]
    [InlineData("cortex-m3", 50)]
    public async Task Random_layers_give_the_interpreters_bytes(string core, int count)
    {
        var random = new Random(17);
        foreach (var chunk in Enumerable.Range(0, count).Select(_ => Draw(random)).Chunk(LayersOfProgram))
        {
            Assert.Equal(new int[chunk.Length], await PackedProgram.RunAsync(core, chunk));
        }

        static PackedLayer Draw(Random random)
        {
            var model = LineConvolutions.Draw(random);
            return PackedLayer.Of(model, random.Next(1, 5), Noise(model, random), Matched(model, random.Next(model.Tensors[1].Shape[3]), random.Next(2) == 0));
        }
    }

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m7")]
    [InlineData("cortex-m33")]
    [InlineData("cortex-m3")]
    public async Task Inputs_of_the_weights_signs_overflow_no_field(string core)
    {
        var layers = FullLayers().ToArray();
        Assert.All(layers, layer => Assert.All(layer.Parts, parts => Assert.InRange(parts, 2, byte.MaxValue)));

        Assert.Equal(new int[layers.Length], await PackedProgram.RunAsync(core, layers));
    }

    /// <summary>Without it, nobody would know whether the inputs above come near the bound at all.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m7")]
    [InlineData("cortex-m33")]
    [InlineData("cortex-m3")]
    public async Task One_part_fewer_gives_wrong_bytes(string core)
    {
        var layers = FullLayers().Select(layer => layer with { Parts = [.. layer.Parts.Select(parts => (byte)(parts - 1))] }).ToArray();

        Assert.All(await PackedProgram.RunAsync(core, layers), wrong => Assert.NotEqual(0, wrong));
    }

    /// <summary>Weights that, with the matching inputs, fill the middle field in every chunk as far as its length allows.</summary>
    private static IEnumerable<PackedLayer> FullLayers()
    {
        Func<int, sbyte>[] fillers = [_ => 127, _ => -128, index => (sbyte)(index % 2 == 0 ? 127 : -128)];
        foreach (var filler in fillers)
        {
            foreach (var zeroPoint in (int[])[-128, 127, 0])
            {
                foreach (var (kernel, stride) in ((int, int)[])[(8, 1), (8, 2)])
                {
                    // 128 words a sweep: a whole number of the shortest chunks, so that one part fewer makes each longer by a seventh at least.
                    var model = LineConvolutions.Build([2, 24, 32], [1, kernel], [1, stride], Padding.Valid, 2, zeroPoint, 0, filler);
                    yield return PackedLayer.Of(model, 1, Matched(model, 0, true), Matched(model, 0, false), Matched(model, 1, true), Matched(model, 1, false));
                }
            }
        }
    }

    private static sbyte[] Noise(QuantizedModel model, Random random)
    {
        var values = new sbyte[model.Tensors[0].Elements];
        random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Every value an extreme, so that the products of one filter at its first whole window, and at each one a kernel further, have one sign.</summary>
    private static sbyte[] Matched(QuantizedModel model, int channel, bool positive)
    {
        var shape = LineConvolutions.ShapeOf(model);
        var filter = LineConvolutions.WeightsOf(model).AsSpan(channel * shape.FilterSize, shape.FilterSize);
        var values = new sbyte[model.Tensors[0].Elements];
        for (var i = 0; i < values.Length; i++)
        {
            var (pixel, inputChannel) = Math.DivRem(i, shape.InputChannels);
            var (y, x) = Math.DivRem(pixel, shape.InputWidth);
            var tap = shape.KernelHeight == 1 ? (x + shape.PaddingLeft) % shape.KernelWidth : (y + shape.PaddingTop) % shape.KernelHeight;
            values[i] = filter[(tap * shape.InputChannels) + inputChannel] > 0 == positive ? sbyte.MaxValue : sbyte.MinValue;
        }

        return values;
    }
}
