namespace MicroNas.Core.Datasets.Synthetic;

/// <summary>Sine and cosine from additions and multiplications alone, which every machine rounds alike (IEEE 754).</summary>
internal static class Wave
{
    /// <summary>sin(2π · <paramref name="turns"/>), exact to about 1e-8.</summary>
    public static double Sine(double turns)
    {
        var fraction = turns - Math.Floor(turns + 0.5); // −0.5 … 0.5

        // sin(π − x) = sin(x) brings the rest into the quarter turn where the series converges fast.
        var quarter = fraction > 0.25 ? 0.5 - fraction : fraction < -0.25 ? -0.5 - fraction : fraction;
        var x = quarter * 2 * Math.PI;
        var square = x * x;
        return x * (1 - (square / 6 * (1 - (square / 20 * (1 - (square / 42 * (1 - (square / 72 * (1 - (square / 110 * (1 - (square / 156)))))))))))); // Taylor to x^13
    }

    /// <summary>cos(2π · <paramref name="turns"/>).</summary>
    public static double Cosine(double turns) => Sine(turns + 0.25);

    /// <summary>A bump of height 1 at whole turns, the narrower the larger <paramref name="sharpness"/>: ((1 + cos) / 2)^sharpness.</summary>
    public static double Bump(double turns, int sharpness)
    {
        var height = (1 + Cosine(turns)) / 2;
        var result = height;
        for (var i = 1; i < sharpness; i++)
        {
            result *= height;
        }

        return result;
    }
}
