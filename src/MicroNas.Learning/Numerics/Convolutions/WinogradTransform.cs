namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>
/// Winograd's minimal filtering along one axis: y = Aᵀ[(G w) ⊙ (Bᵀ d)], m = 11 − r neighbouring results of r taps by ten products
/// in place of m · r (Lavin and Gray, 2016). A result is a product of polynomials; it is evaluated at the ten points 0, ±1, ±2,
/// ±1/2, ±3/4 and ∞. As the points lie symmetrically, even and odd positions are transformed apart.
/// </summary>
internal sealed class WinogradTransform
{
    /// <summary>Products of a tile.</summary>
    public const int Points = 10;

    // Of the sets of simple fractions that were tried, the one with the least rounding error: 3e-6 of the results' usual size with 64 channels, ten times that of all products.
    private static readonly double[] Magnitudes = [1, 2, 0.5, 0.75];

    private static readonly double[] FinitePoints = [0, .. Magnitudes.SelectMany(magnitude => new[] { magnitude, -magnitude })];

    /// <param name="taps">3, 5 or 7: r.</param>
    public WinogradTransform(int taps)
    {
        if (!Supports(taps))
        {
            throw new ArgumentOutOfRangeException(nameof(taps), taps, "Only 3, 5 or 7 taps are supported.");
        }

        Results = ResultsOf(taps);
        Weights = [.. Enumerable.Range(0, Points).SelectMany(point => WeightRow(point, taps))];
        ForResults = [.. Enumerable.Range(0, Results / 2).SelectMany(pair => ResultRow(pair, Results))];
    }

    /// <summary>Bᵀ, by pair of positions: see <see cref="WinogradTiles.Coefficients"/>.</summary>
    public static float[] ForData { get; } = [.. Enumerable.Range(0, Points / 2).SelectMany(DataRow)];

    /// <summary>Results of a tile: m, even.</summary>
    public int Results { get; }

    /// <summary>G: points x taps.</summary>
    public float[] Weights { get; }

    /// <summary>A, by pair of positions, as <see cref="ForData"/>.</summary>
    public float[] ForResults { get; }

    public static bool Supports(int taps) => taps is 3 or 5 or 7;

    /// <summary>See <see cref="Results"/>.</summary>
    public static int ResultsOf(int taps) => Points + 1 - taps;

    /// <summary>Powers of the point over the product of its distances to the other points; ∞ takes the last tap.</summary>
    private static IEnumerable<float> WeightRow(int point, int taps)
    {
        if (point == Points - 1)
        {
            return Enumerable.Range(0, taps).Select(tap => tap == taps - 1 ? 1f : 0f);
        }

        var value = FinitePoints[point];
        var distances = FinitePoints.Where(other => other != value).Aggregate(1.0, (product, other) => product * (value - other));
        return Enumerable.Range(0, taps).Select(tap => (float)(Math.Pow(value, tap) / distances));
    }

    /// <summary>Position 2 · pair of the points 0 and a, then position 2 · pair + 1 of ∞ and a.</summary>
    private static IEnumerable<float> ResultRow(int pair, int results) =>
    [
        pair == 0 ? 1 : 0,
        .. Magnitudes.Select(magnitude => (float)Math.Pow(magnitude, 2 * pair)),
        2 * (pair + 1) == results ? 1 : 0,
        .. Magnitudes.Select(magnitude => (float)Math.Pow(magnitude, (2 * pair) + 1)),
    ];

    /// <summary>
    /// Point 0: ∏(x² − a²); ∞: x times that; ±a: (x² ± a x) times the product over the other magnitudes.
    /// </summary>
    private static IEnumerable<float> DataRow(int pair)
    {
        var all = InSquares(Magnitudes);
        var others = Magnitudes.Select(magnitude => InSquares(Magnitudes.Where(other => other != magnitude))).ToArray();
        return
        [
            (float)all[pair],
            .. others.Select(polynomial => pair == 0 ? 0 : (float)polynomial[pair - 1]),
            (float)all[pair],
            .. others.Select((polynomial, i) => pair < polynomial.Length ? (float)(Magnitudes[i] * polynomial[pair]) : 0),
        ];
    }

    /// <summary>Coefficients of ∏(x² − a²) by powers of x².</summary>
    private static double[] InSquares(IEnumerable<double> magnitudes) => magnitudes.Aggregate(
        new[] { 1.0 },
        (polynomial, magnitude) =>
        [
            .. Enumerable.Range(0, polynomial.Length + 1).Select(power =>
                (power > 0 ? polynomial[power - 1] : 0) - (power < polynomial.Length ? magnitude * magnitude * polynomial[power] : 0)),
        ]);
}
