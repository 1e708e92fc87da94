using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics.Convolutions;

namespace MicroNas.Learning.Numerics.Direct;

/// <summary>What one operator writes and others read, and the loss's gradient to it: N x S x T x C each.</summary>
/// <param name="windows">N, at most.</param>
/// <param name="keepsValues">False: the gradient is written over the values, element by element, as nothing reads those any more.</param>
internal sealed unsafe class Activation(TensorShape shape, int windows, bool keepsValues) : IDisposable
{
    private readonly FloatBlock values = new((long)windows * shape.Elements);
    private readonly FloatBlock? gradients = keepsValues ? new((long)windows * shape.Elements) : null;
    private PaddedRows? padded;
    private (int Before, int After) margins;

    public TensorShape Shape => shape;

    public float* Values => values.Address;

    public float* Gradients => (gradients ?? values).Address;

    /// <summary>Whether a later operator has put its part into the gradient already: the next one adds.</summary>
    public bool HasGradient { get; set; }

    /// <summary>The values as convolutions read them: first value of the first row, and floats from row to row.</summary>
    public (nint First, int RowStep) Source => padded is null
        ? ((nint)values.Address, shape.Time * shape.Channels)
        : ((nint)padded.First, padded.RowStep);

    /// <summary>Asks for zeros before and behind every row; to be called before the first step.</summary>
    public void Reserve((int Before, int After) wanted) =>
        margins = (Math.Max(margins.Before, wanted.Before), Math.Max(margins.After, wanted.After));

    /// <summary>To be called when the values are written.</summary>
    public void Complete(int count)
    {
        HasGradient = false;
        if (margins == default)
        {
            return;
        }

        padded ??= new PaddedRows(windows, shape.Sensors, shape.Time, shape.Channels, margins.Before, margins.After);
        padded.Fill(values.Address, count);
    }

    public void Dispose()
    {
        values.Dispose();
        gradients?.Dispose();
        padded?.Dispose();
    }
}
