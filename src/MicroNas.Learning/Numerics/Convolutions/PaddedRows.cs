namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>
/// A copy of an activation, N x S rows of T x C, that has zeros before and behind every row: a convolution along time then needs
/// no special case at a row's ends.
/// </summary>
internal sealed unsafe class PaddedRows : IDisposable
{
    private readonly int rowsPerWindow;
    private readonly int rowElements;
    private readonly FloatBlock block;

    /// <param name="windows">At most so many.</param>
    /// <param name="before">Zero positions before a row.</param>
    /// <param name="after">Zero positions behind it.</param>
    public PaddedRows(int windows, int sensors, int time, int channels, int before, int after)
    {
        rowsPerWindow = sensors;
        rowElements = time * channels;
        RowStep = (before + time + after) * channels;
        block = new FloatBlock((long)windows * sensors * RowStep);
        First = block.Address + (before * channels);
    }

    /// <summary>First value of row 0.</summary>
    public float* First { get; }

    /// <summary>Floats between the first values of neighbouring rows.</summary>
    public int RowStep { get; }

    /// <param name="values">N x S x T x C without zeros between the rows.</param>
    public void Fill(float* values, int windows)
    {
        for (var row = 0; row < windows * rowsPerWindow; row++)
        {
            new ReadOnlySpan<float>(values + ((long)row * rowElements), rowElements)
                .CopyTo(new Span<float>(First + ((long)row * RowStep), rowElements));
        }
    }

    public void Dispose() => block.Dispose();
}
