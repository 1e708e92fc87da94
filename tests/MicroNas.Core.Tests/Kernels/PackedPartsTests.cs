using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Kernels;

/// <summary>The chunks of the packed kernel hold no sum that its fields cannot, and are no shorter than that asks for.</summary>
public sealed class PackedPartsTests
{
    private const long FieldMinimum = -(1 << 20);
    private const long FieldMaximum = (1 << 20) - 1;

    [Fact]
    public void No_input_overflows_a_field_within_a_chunk()
    {
        var random = new Random(23);
        for (var i = 0; i < 100; i++)
        {
            var model = LineConvolutions.Draw(random);
            var parts = PartsOf(model);
            Assert.All(Enumerable.Range(0, parts.Length), pair => Assert.True(Fits(model, pair, parts[pair])));
        }
    }

    [Fact]
    public void One_part_fewer_would_be_too_few()
    {
        var random = new Random(24);
        var cut = 0;
        for (var i = 0; i < 100; i++)
        {
            var model = LineConvolutions.Draw(random);
            var parts = PartsOf(model);
            foreach (var pair in Enumerable.Range(0, parts.Length).Where(pair => parts[pair] > 1))
            {
                Assert.False(Fits(model, pair, parts[pair] - 1));
                cut++;
            }
        }

        Assert.InRange(cut, 50, int.MaxValue);
    }

    [Theory]
    [InlineData(-128)]
    [InlineData(0)]
    [InlineData(127)]
    public void The_largest_weights_fit_in_the_longest_sweep_that_the_kernel_takes(int zeroPoint)
    {
        var channels = PackedParts.MostSteps / 4 * 4;
        var model = LineConvolutions.Build([4, 1, channels], [2, 1], [1, 1], Padding.Valid, 2, zeroPoint, 0, _ => -128);
        Assert.Equal(channels, PackedConvolution.GeometryOf(LineConvolutions.ShapeOf(model)).Steps);
        Assert.True(Fits(model, 0, Assert.Single(PartsOf(model))));
    }

    [Theory]
    [InlineData(8, 3, 1, 4, true)]
    [InlineData(8, 1, 6, 4, true)]
    [InlineData(8, 3, 3, 4, false)]
    [InlineData(8, 1, 1, 4, false)]
    [InlineData(6, 3, 1, 4, false)]
    [InlineData(8, 3, 1, 3, false)]
    [InlineData(4096, 2, 1, 4, false)]
    public void Only_kernels_along_one_axis_and_whole_groups_of_channels_are_taken(
        int inputChannels, int kernelHeight, int kernelWidth, int outputChannels, bool supported)
    {
        var model = LineConvolutions.Build([9, 9, inputChannels], [kernelHeight, kernelWidth], [1, 1], Padding.Same, outputChannels, 0, 0, _ => 1);
        Assert.Equal(supported, PackedConvolution.Supports(LineConvolutions.ShapeOf(model)));
    }

    private static byte[] PartsOf(QuantizedModel model) => PackedParts.Of(
        LineConvolutions.ShapeOf(model), LineConvolutions.WeightsOf(model), model.Tensors[0].Quantization!.ZeroPoint);

    /// <summary>Looks at the largest and the smallest sum of every window of both channels, product by product.</summary>
    private static bool Fits(QuantizedModel model, int pair, int parts)
    {
        var shape = LineConvolutions.ShapeOf(model);
        var geometry = PackedConvolution.GeometryOf(shape);
        var zeroPoint = model.Tensors[0].Quantization!.ZeroPoint;
        var chunk = (geometry.Steps + parts - 1) / parts;
        for (var channel = 2 * pair; channel < (2 * pair) + 2; channel++)
        {
            var words = Words(geometry, LineConvolutions.WeightsOf(model).AsSpan(channel * shape.FilterSize, shape.FilterSize));
            for (var start = 0; start + chunk <= words.Count; start++)
            {
                var weights = words.Skip(start).Take(chunk).SelectMany(word => word).ToArray();
                var largest = weights.Sum(weight => (long)weight * (weight > 0 ? 127 - zeroPoint : -128 - zeroPoint));
                var smallest = weights.Sum(weight => (long)weight * (weight > 0 ? -128 - zeroPoint : 127 - zeroPoint));
                if (largest > FieldMaximum || smallest < FieldMinimum)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Both weights of each word: taps a stride apart, the zero taps before the kernel counted, channel by channel.</summary>
    private static List<sbyte[]> Words(PackedGeometry geometry, ReadOnlySpan<sbyte> filter)
    {
        var (channels, stride) = (geometry.Lines.Channels, geometry.Lines.Stride);
        var padded = new sbyte[(geometry.Lead + geometry.Lines.Kernel + (2 * geometry.Span)) * channels];
        filter.CopyTo(padded.AsSpan(geometry.Lead * channels));
        var words = new List<sbyte[]>();
        for (var span = 0; words.Count < geometry.Steps; span += 2 * stride)
        {
            for (var phase = 0; phase < stride && words.Count < geometry.Steps; phase++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    words.Add([padded[((span + phase) * channels) + channel], padded[((span + phase + stride) * channels) + channel]]);
                }
            }
        }

        return words;
    }
}
