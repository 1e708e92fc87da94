namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>Moves a window in time by a whole number of samples; where nothing was recorded, the window is reflected at its end.</summary>
/// <param name="share">Largest shift to either side, as a share of the window.</param>
internal sealed class TimeShift(double share) : IWindowVariation
{
    private float[] original = [];

    /// <inheritdoc/>
    public void Apply(Span<float> window, int channels, RandomSource random)
    {
        var length = window.Length / channels;
        var shift = (int)Math.Round(share * length * ((2 * random.NextUniform()) - 1));
        if (original.Length != window.Length)
        {
            original = new float[window.Length];
        }

        window.CopyTo(original);
        for (var t = 0; t < length; t++)
        {
            var source = Math.Abs(t + shift);
            source = source < length ? source : Math.Max(0, (2 * (length - 1)) - source);
            original.AsSpan(source * channels, channels).CopyTo(window[(t * channels)..]);
        }
    }
}
