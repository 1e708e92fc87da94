namespace MicroNas.Learning.Numerics.Fused;

/// <summary>
/// Rows (one for each N, S, T) of an activation that are worked on at a time: few enough for the first-level cache, and the
/// unit in which sums pass from float to double. Depends on the shape alone, as a result's bytes must.
/// </summary>
internal readonly struct Tiles(long rows, int channels)
{
    private const int TileElements = 4096;
    private const int FewestRows = 8;

    public long Rows => rows;

    public int Channels => channels;

    /// <summary>Rows of a full tile.</summary>
    public int Height { get; } = Math.Max(FewestRows, TileElements / channels);

    /// <summary>Elements of a full tile.</summary>
    public int Elements => Height * channels;

    /// <summary>Rows of the tile that begins at <paramref name="row"/>.</summary>
    public int HeightAt(long row) => (int)Math.Min(Height, rows - row);
}
