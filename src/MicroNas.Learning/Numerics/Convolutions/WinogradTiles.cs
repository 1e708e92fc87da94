namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>Where the tiles of some rows lie, and the ten values of each tile and channel.</summary>
internal unsafe struct WinogradTiles
{
    /// <summary>Position 0 of the first row.</summary>
    public float* Rows;

    public nint RowStep;
    public int RowCount;

    /// <summary>Positions of a row that may be touched lie from <see cref="FirstPosition"/> to before this.</summary>
    public int EndPosition;

    public int FirstPosition;

    public int TilesOfRow;

    /// <summary>First position of a row's first tile.</summary>
    public int FirstTile;

    /// <summary>Positions between neighbouring tiles.</summary>
    public int TileStep;

    /// <summary>Floats between neighbouring positions.</summary>
    public nint PositionStep;

    /// <summary>Positions at the beginning of a row's second tile and of all behind it that the tile before has written.</summary>
    public int Overlap;

    /// <summary>Pairs of positions of a tile.</summary>
    public int Pairs;

    /// <summary>
    /// For every pair of positions, what the even one has of point 0 and of each pair of points, then what the odd one has of ∞ and
    /// of each pair of points: 10 floats.
    /// </summary>
    public float* Coefficients;

    /// <summary>Points x tiles x channels: 0, then a and −a by turns, then ∞.</summary>
    public float* Values;

    /// <summary>Floats between the values of neighbouring points.</summary>
    public nint PointStep;

    /// <summary>Neighbouring floats of a position, which are transformed alike.</summary>
    public int Channels;
}
