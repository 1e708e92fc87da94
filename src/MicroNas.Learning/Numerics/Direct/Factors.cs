using MicroNas.Learning.Numerics.Convolutions;

namespace MicroNas.Learning.Numerics.Direct;

/// <summary>What the branches of a sum are multiplied by, and the loss's gradient to it: one row a branch, one value a channel.</summary>
internal sealed unsafe class Factors(int rows, int channels) : IDisposable
{
    private readonly FloatBlock values = new((long)rows * channels);
    private readonly FloatBlock gradients = new((long)rows * channels);

    public int Rows => rows;

    public int Channels => channels;

    /// <summary>To be written before a pass.</summary>
    public Span<float> Values => new(values.Address, rows * channels);

    /// <summary>After the pass back.</summary>
    public Span<float> Gradients => new(gradients.Address, rows * channels);

    public float* ValuesOf(int row) => values.Address + (row * channels);

    public float* GradientsOf(int row) => gradients.Address + (row * channels);

    public void Dispose()
    {
        values.Dispose();
        gradients.Dispose();
    }
}
