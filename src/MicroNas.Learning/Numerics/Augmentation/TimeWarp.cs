namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>
/// Stretches and squeezes a window's time smoothly: the local speed runs linearly between knots N(1, deviation), and is scaled so that
/// the first and the last sample stay. Values between samples are interpolated linearly.
/// </summary>
/// <param name="deviation">Standard deviation of the local speed.</param>
internal sealed class TimeWarp(double deviation) : IWindowVariation
{
    private const int Knots = 5;

    /// <summary>Slower or faster than this would turn a motion into another, or time back.</summary>
    private const double SlowestSpeed = 0.25;
    private const double FastestSpeed = 4;

    private float[] original = [];
    private double[] positions = [];

    /// <inheritdoc/>
    public void Apply(Span<float> window, int channels, RandomSource random)
    {
        var length = window.Length / channels;
        if (original.Length != window.Length)
        {
            (original, positions) = (new float[window.Length], new double[length]);
        }

        if (length < 2)
        {
            return;
        }

        window.CopyTo(original);
        DrawPositions(positions.AsSpan(0, length), random);
        for (var t = 1; t < length - 1; t++)
        {
            var before = Math.Min((int)positions[t], length - 2);
            var share = (float)(positions[t] - before);
            for (var channel = 0; channel < channels; channel++)
            {
                var left = original[(before * channels) + channel];
                window[(t * channels) + channel] = left + (share * (original[((before + 1) * channels) + channel] - left));
            }
        }
    }

    /// <summary>Where in the original each sample is taken from: ascending from 0 to T − 1.</summary>
    private void DrawPositions(Span<double> taken, RandomSource random)
    {
        Span<double> speeds = stackalloc double[Knots];
        for (var knot = 0; knot < Knots; knot++)
        {
            speeds[knot] = Math.Clamp(1 + (deviation * random.NextNormal()), SlowestSpeed, FastestSpeed);
        }

        var last = taken.Length - 1;
        taken[0] = 0;
        for (var t = 1; t <= last; t++)
        {
            var place = (t - 0.5) / last * (Knots - 1);
            var knot = Math.Min((int)place, Knots - 2);
            taken[t] = taken[t - 1] + speeds[knot] + ((place - knot) * (speeds[knot + 1] - speeds[knot]));
        }

        var scale = last / taken[last];
        for (var t = 1; t <= last; t++)
        {
            taken[t] *= scale;
        }
    }
}
