using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>The upper half of a float: its range with 8 bits of precision.</summary>
internal readonly unsafe struct BFloat16Element : IElement
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(void* values, nint index)
        where TLanes : struct, ILanes<TLanes> => TLanes.LoadBFloat16((ushort*)values + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(void* values, nint index, TLanes lanes)
        where TLanes : struct, ILanes<TLanes> => TLanes.StoreBFloat16(lanes, (ushort*)values + index);
}
