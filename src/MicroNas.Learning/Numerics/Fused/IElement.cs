using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>How an activation stands in memory; it is computed with in float.</summary>
internal unsafe interface IElement
{
    /// <summary>Bytes of one.</summary>
    static abstract int Size { get; }

    /// <param name="index">In elements.</param>
    static abstract TLanes Load<TLanes>(void* values, nint index)
        where TLanes : struct, ILanes<TLanes>;

    static abstract void Store<TLanes>(void* values, nint index, TLanes lanes)
        where TLanes : struct, ILanes<TLanes>;
}
