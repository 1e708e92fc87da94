using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>A tile's sum of branches plus factor · value: a branch that is the cell's input itself.</summary>
internal unsafe struct IdentityKernel<TElement> : ILaneKernel
    where TElement : struct, IElement
{
    public void* Values;
    public int Rows;
    public int Channels;
    public float* Factors;
    public float* Sum;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var factor = TLanes.Load(Factors + start);
        nint i = start;
        for (var row = 0; row < Rows; row++, i += Channels)
        {
            TLanes.Store(TLanes.MultiplyAdd(TElement.Load<TLanes>(Values, i), factor, TLanes.Load(Sum + i)), Sum + i);
        }
    }
}
