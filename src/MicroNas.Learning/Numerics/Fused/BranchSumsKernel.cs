using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Per channel, what batch norm's gradient needs of a tile: Σ dz and Σ dz · (x − mean), dz the gradient before the ReLU.</summary>
internal unsafe struct BranchSumsKernel<TElement> : ILaneKernel
    where TElement : struct, IElement
{
    public void* Values;
    public int Rows;
    public int Channels;
    public BranchCoefficients Coefficients;
    public float* Gradient;
    public double* Sums;
    public double* Products;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var slope = TLanes.Load(Coefficients.Slope + start);
        var offset = TLanes.Load(Coefficients.Offset + start);
        var mean = TLanes.Load(Coefficients.Mean + start);
        var (sum0, sum1, product0, product1) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        nint i = start;
        nint stride = Channels;
        var row = 0;
        for (; row + 2 <= Rows; row += 2, i += 2 * stride)
        {
            var value0 = TElement.Load<TLanes>(Values, i);
            var value1 = TElement.Load<TLanes>(Values, i + stride);
            var gradient0 = TLanes.Rectify(TLanes.MultiplyAdd(value0, slope, offset), TLanes.Load(Gradient + i));
            var gradient1 = TLanes.Rectify(TLanes.MultiplyAdd(value1, slope, offset), TLanes.Load(Gradient + i + stride));
            sum0 += gradient0;
            sum1 += gradient1;
            product0 = TLanes.MultiplyAdd(gradient0, value0 - mean, product0);
            product1 = TLanes.MultiplyAdd(gradient1, value1 - mean, product1);
        }

        if (row < Rows)
        {
            var value = TElement.Load<TLanes>(Values, i);
            var gradient = TLanes.Rectify(TLanes.MultiplyAdd(value, slope, offset), TLanes.Load(Gradient + i));
            sum0 += gradient;
            product0 = TLanes.MultiplyAdd(gradient, value - mean, product0);
        }

        TLanes.AddTo(sum0 + sum1, Sums + start);
        TLanes.AddTo(product0 + product1, Products + start);
    }
}
