using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Gradient of a tile of the identity branch, and per channel Σ gradient · value for its factor.</summary>
internal unsafe struct IdentityGradientKernel<TElement> : ILaneKernel
    where TElement : struct, IElement
{
    public void* Values;
    public int Rows;
    public int Channels;
    public float* Factors;
    public float* Gradient;
    public double* Products;

    /// <summary>Null: only the sums are wanted.</summary>
    public void* Result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var factor = TLanes.Load(Factors + start);
        var product = TLanes.Zero;
        nint i = start;
        for (var row = 0; row < Rows; row++, i += Channels)
        {
            var gradient = TLanes.Load(Gradient + i);
            product = TLanes.MultiplyAdd(gradient, TElement.Load<TLanes>(Values, i), product);
            if (Result is not null)
            {
                TElement.Store(Result, i, gradient * factor);
            }
        }

        TLanes.AddTo(product, Products + start);
    }
}
