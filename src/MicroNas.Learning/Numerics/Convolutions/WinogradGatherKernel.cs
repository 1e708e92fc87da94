using System.Runtime.CompilerServices;

using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>From positions to points, some channels at once: Bᵀ of data, A of a result's gradient.</summary>
internal unsafe struct WinogradGatherKernel : ILaneKernel
{
    public WinogradTiles Tiles;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var values = Tiles.Values + start;
        for (var row = 0; row < Tiles.RowCount; row++)
        {
            var positions = Tiles.Rows + (row * Tiles.RowStep) + start;
            for (var tile = 0; tile < Tiles.TilesOfRow; tile++, values += Tiles.Channels)
            {
                Gather<TLanes>(positions, Tiles.FirstTile + (tile * Tiles.TileStep), values);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Gather<TLanes>(float* positions, int first, float* values)
        where TLanes : struct, ILanes<TLanes>
    {
        var (even0, even1, even2, even3, even4) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        var (odd0, odd1, odd2, odd3, odd4) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        var factors = Tiles.Coefficients;
        for (var pair = 0; pair < Tiles.Pairs; pair++, factors += WinogradTransform.Points)
        {
            var position = first + (2 * pair);
            var even = At<TLanes>(positions, position);
            var odd = At<TLanes>(positions, position + 1);
            even0 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[0]), even, even0);
            even1 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[1]), even, even1);
            even2 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[2]), even, even2);
            even3 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[3]), even, even3);
            even4 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[4]), even, even4);
            odd0 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[5]), odd, odd0);
            odd1 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[6]), odd, odd1);
            odd2 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[7]), odd, odd2);
            odd3 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[8]), odd, odd3);
            odd4 = TLanes.MultiplyAdd(TLanes.Broadcast(factors[9]), odd, odd4);
        }

        var step = Tiles.PointStep;
        TLanes.Store(even0, values);
        TLanes.Store(even1 + odd1, values + step);
        TLanes.Store(even1 - odd1, values + (2 * step));
        TLanes.Store(even2 + odd2, values + (3 * step));
        TLanes.Store(even2 - odd2, values + (4 * step));
        TLanes.Store(even3 + odd3, values + (5 * step));
        TLanes.Store(even3 - odd3, values + (6 * step));
        TLanes.Store(even4 + odd4, values + (7 * step));
        TLanes.Store(even4 - odd4, values + (8 * step));
        TLanes.Store(odd0, values + (9 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TLanes At<TLanes>(float* positions, int position)
        where TLanes : struct, ILanes<TLanes> =>
        position >= Tiles.FirstPosition && position < Tiles.EndPosition
            ? TLanes.Load(positions + (position * Tiles.PositionStep))
            : TLanes.Zero;
}
