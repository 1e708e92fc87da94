using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

internal readonly unsafe struct Float32Element : IElement
{
    public static int Size => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(void* values, nint index)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load((float*)values + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(void* values, nint index, TLanes lanes)
        where TLanes : struct, ILanes<TLanes> => TLanes.Store(lanes, (float*)values + index);
}
