using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Dropout of a run of elements: from floats to the activation in the forward pass, the other way in the backward pass.</summary>
internal unsafe struct DropKernel<TSource, TDestination> : ILaneKernel
    where TSource : struct, IElement
    where TDestination : struct, IElement
{
    public void* Source;
    public void* Destination;

    /// <summary>Place of the first element in the whole activation.</summary>
    public uint FirstIndex;

    public DropoutMask Mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var value = TSource.Load<TLanes>(Source, start);
        TDestination.Store(Destination, start, Mask.IsNone ? value : TLanes.Drop(value, FirstIndex + (uint)start, Mask));
    }
}
