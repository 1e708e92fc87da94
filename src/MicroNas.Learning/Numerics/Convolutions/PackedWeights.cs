using System.Runtime.InteropServices;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>A convolution's weights in the orders in which the products read them.</summary>
internal sealed unsafe class PackedWeights : IDisposable
{
    private readonly int filters;
    private readonly int inputChannels;
    private readonly int taps;
    private readonly FloatBlock loaded; // O, I, Ks, Kt
    private readonly FloatBlock forward; // Ks, Kt, I, O
    private readonly FloatBlock backward; // Ks, Kt, O, I
    private bool isLoaded;

    public PackedWeights(ConvolutionShape shape)
    {
        (filters, inputChannels, taps) = (shape.Filters, shape.Input.Channels, shape.KernelSensors * shape.KernelTime);
        (loaded, forward, backward) = (new FloatBlock(Count), new FloatBlock(Count), new FloatBlock(Count));
    }

    public int Count => filters * inputChannels * taps;

    /// <summary>Ks x Kt x I x O.</summary>
    public float* Forward => forward.Address;

    /// <summary>Ks x Kt x O x I.</summary>
    public float* Backward => backward.Address;

    /// <param name="values">O x I x Ks x Kt.</param>
    /// <returns>Whether they are others than before.</returns>
    public bool Load(float* values)
    {
        var given = new ReadOnlySpan<float>(values, Count);
        var known = new Span<float>(loaded.Address, Count);
        if (isLoaded && MemoryMarshal.AsBytes(given).SequenceEqual(MemoryMarshal.AsBytes(known)))
        {
            return false;
        }

        given.CopyTo(known);
        isLoaded = true;
        for (var o = 0; o < filters; o++)
        {
            for (var i = 0; i < inputChannels; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var value = *values++;
                    forward.Address[(((tap * inputChannels) + i) * filters) + o] = value;
                    backward.Address[(((tap * filters) + o) * inputChannels) + i] = value;
                }
            }
        }

        return true;
    }

    /// <param name="sums">Of <see cref="Forward"/>'s order.</param>
    /// <param name="destination">O x I x Ks x Kt.</param>
    public void Unpack(float* sums, Span<float> destination)
    {
        var place = 0;
        for (var o = 0; o < filters; o++)
        {
            for (var i = 0; i < inputChannels; i++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    destination[place++] = sums[(((tap * inputChannels) + i) * filters) + o];
                }
            }
        }
    }

    public void Dispose()
    {
        loaded.Dispose();
        forward.Dispose();
        backward.Dispose();
    }
}
