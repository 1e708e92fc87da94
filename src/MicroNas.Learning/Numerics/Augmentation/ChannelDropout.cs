using MicroNas.Core;

namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>Replaces whole channels of a window by their mean, which standardising makes 0: a sensor that says nothing.</summary>
/// <param name="probability">Of each channel; where all would go, one that is drawn stays.</param>
/// <param name="mean">S means in sensor units.</param>
internal sealed class ChannelDropout(double probability, EquatableArray<float> mean) : IWindowVariation
{
    /// <inheritdoc/>
    public void Apply(Span<float> window, int channels, RandomSource random)
    {
        // Drawn first, so that a window takes as many numbers whatever they are.
        var kept = (int)(random.NextUniform() * channels);
        Span<bool> isDropped = channels <= 256 ? stackalloc bool[channels] : new bool[channels];
        var dropped = 0;
        for (var channel = 0; channel < channels; channel++)
        {
            isDropped[channel] = random.NextUniform() < probability;
            dropped += isDropped[channel] ? 1 : 0;
        }

        if (dropped == channels)
        {
            isDropped[kept] = false;
        }

        for (var i = 0; i < window.Length; i++)
        {
            window[i] = isDropped[i % channels] ? mean[i % channels] : window[i];
        }
    }
}
