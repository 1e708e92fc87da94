using MicroNas.Core;

namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>Normal noise on every sample.</summary>
/// <param name="share">Standard deviation of the noise as a share of the channel's.</param>
/// <param name="standardDeviation">S standard deviations of the channels in sensor units.</param>
internal sealed class Jitter(double share, EquatableArray<float> standardDeviation) : IWindowVariation
{
    /// <inheritdoc/>
    public void Apply(Span<float> window, int channels, RandomSource random)
    {
        for (var i = 0; i < window.Length; i++)
        {
            window[i] += (float)(share * standardDeviation[i % channels] * random.NextNormal());
        }
    }
}
