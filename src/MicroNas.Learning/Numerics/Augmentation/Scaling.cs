namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>One factor N(1, deviation) a window and channel, as sensors differ in gain and people in strength.</summary>
/// <param name="deviation">Standard deviation of the factor.</param>
internal sealed class Scaling(double deviation) : IWindowVariation
{
    /// <inheritdoc/>
    public void Apply(Span<float> window, int channels, RandomSource random)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            var factor = (float)(1 + (deviation * random.NextNormal()));
            for (var i = channel; i < window.Length; i += channels)
            {
                window[i] *= factor;
            }
        }
    }
}
