namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>What <see cref="WinogradConvolution"/>s of one graph write while they compute. One computes at a time, so they share it.</summary>
internal sealed unsafe class WinogradMemory : IDisposable
{
    private readonly FloatBlock?[] blocks = new FloatBlock?[4];
    private readonly long[] counts = new long[4];

    /// <summary>Points x tiles x input channels.</summary>
    public float* Data => blocks[0]!.Address;

    /// <summary>Points x tiles x filters.</summary>
    public float* Results => blocks[1]!.Address;

    /// <summary>Points x input channels x filters: gradients of the weights at the points.</summary>
    public float* Sums => blocks[2]!.Address;

    /// <summary>Taps x input channels x filters.</summary>
    public float* TapSums => blocks[3]!.Address;

    /// <summary>To be called before any of the memory is used; floats that one convolution needs.</summary>
    public void Reserve(long data, long results, long sums, long tapSums)
    {
        long[] wanted = [data, results, sums, tapSums];
        for (var i = 0; i < wanted.Length; i++)
        {
            if (blocks[i] is null || counts[i] < wanted[i])
            {
                blocks[i]?.Dispose();
                (blocks[i], counts[i]) = (new FloatBlock(wanted[i]), wanted[i]);
            }
        }
    }

    public void Dispose() => Array.ForEach(blocks, block => block?.Dispose());
}
