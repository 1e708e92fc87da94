using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>
/// Gradient of a tile's values through factor, ReLU and batch norm: c0 · dz + c1 · (x − mean) + c2 with constants a channel.
/// </summary>
internal unsafe struct BranchGradientKernel<TElement> : ILaneKernel
    where TElement : struct, IElement
{
    public void* Values;
    public int Rows;
    public int Channels;
    public BranchCoefficients Coefficients;
    public float* Gradient;
    public float* OfGradient;
    public float* OfValue;
    public float* Constant;
    public void* Result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var slope = TLanes.Load(Coefficients.Slope + start);
        var offset = TLanes.Load(Coefficients.Offset + start);
        var mean = TLanes.Load(Coefficients.Mean + start);
        var ofGradient = TLanes.Load(OfGradient + start);
        var ofValue = TLanes.Load(OfValue + start);
        var constant = TLanes.Load(Constant + start);
        nint i = start;
        for (var row = 0; row < Rows; row++, i += Channels)
        {
            var value = TElement.Load<TLanes>(Values, i);
            var gradient = TLanes.Rectify(TLanes.MultiplyAdd(value, slope, offset), TLanes.Load(Gradient + i));
            var centred = TLanes.MultiplyAdd(value - mean, ofValue, constant);
            TElement.Store(Result, i, TLanes.MultiplyAdd(gradient, ofGradient, centred));
        }
    }
}
