using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>A tile's sum of branches plus factor · ReLU(slope · value + offset).</summary>
internal unsafe struct RectifyKernel<TElement> : ILaneKernel
    where TElement : struct, IElement
{
    public void* Values;
    public int Rows;
    public int Channels;
    public BranchCoefficients Coefficients;
    public float* Sum;

    /// <summary>Whether the tile's sum has begun: what stands there counts.</summary>
    public bool Adds;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var slope = TLanes.Load(Coefficients.Slope + start);
        var offset = TLanes.Load(Coefficients.Offset + start);
        var factor = TLanes.Load(Coefficients.Factor + start);
        nint i = start;
        for (var row = 0; row < Rows; row++, i += Channels)
        {
            var normalised = TLanes.MultiplyAdd(TElement.Load<TLanes>(Values, i), slope, offset);
            var rectified = TLanes.Rectify(normalised, normalised);
            TLanes.Store(TLanes.MultiplyAdd(rectified, factor, Adds ? TLanes.Load(Sum + i) : TLanes.Zero), Sum + i);
        }
    }
}
