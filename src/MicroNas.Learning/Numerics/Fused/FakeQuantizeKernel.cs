using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Rounds a run of floats to multiples of a step within a range, then drops out.</summary>
internal unsafe struct FakeQuantizeKernel : ILaneKernel
{
    public float* Source;
    public float* Destination;
    public float Lowest;
    public float Highest;
    public float Step;
    public DropoutMask Mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var step = TLanes.Broadcast(Step);
        var clipped = TLanes.Clamp(TLanes.Load(Source + start), TLanes.Broadcast(Lowest), TLanes.Broadcast(Highest));
        var rounded = TLanes.Round(TLanes.Divide(clipped, step)) * step;
        TLanes.Store(Mask.IsNone ? rounded : TLanes.Drop(rounded, (uint)start, Mask), Destination + start);
    }
}
