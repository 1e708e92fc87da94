using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Gradient of <see cref="FakeQuantizeKernel"/>: that of the identity inside the range, zero outside.</summary>
internal unsafe struct StraightThroughKernel : ILaneKernel
{
    public float* Values;
    public float* Gradient;
    public float* Destination;
    public float Lowest;
    public float Highest;
    public DropoutMask Mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var gradient = TLanes.Load(Gradient + start);
        gradient = Mask.IsNone ? gradient : TLanes.Drop(gradient, (uint)start, Mask);
        TLanes.Store(
            TLanes.Inside(TLanes.Load(Values + start), TLanes.Broadcast(Lowest), TLanes.Broadcast(Highest), gradient), Destination + start);
    }
}
