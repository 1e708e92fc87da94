using System.Runtime.CompilerServices;

using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>From points to positions, some channels at once: Aᵀ to results, B to the data's gradient.</summary>
internal unsafe struct WinogradSpreadKernel : ILaneKernel
{
    public WinogradTiles Tiles;

    /// <summary>Whether the values are added to what stands there; where tiles overlap, they are in any case.</summary>
    public bool Adds;

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
                var first = Tiles.FirstTile + (tile * Tiles.TileStep);
                var written = Adds ? int.MaxValue : first + (tile == 0 ? 0 : Tiles.Overlap);
                Spread<TLanes>(values, positions, first, written);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Spread<TLanes>(float* values, float* positions, int first, int written)
        where TLanes : struct, ILanes<TLanes>
    {
        var step = Tiles.PointStep;
        var (even0, odd0) = (TLanes.Load(values), TLanes.Load(values + (9 * step)));
        var (left, right) = (TLanes.Load(values + step), TLanes.Load(values + (2 * step)));
        var (even1, odd1) = (left + right, left - right);
        (left, right) = (TLanes.Load(values + (3 * step)), TLanes.Load(values + (4 * step)));
        var (even2, odd2) = (left + right, left - right);
        (left, right) = (TLanes.Load(values + (5 * step)), TLanes.Load(values + (6 * step)));
        var (even3, odd3) = (left + right, left - right);
        (left, right) = (TLanes.Load(values + (7 * step)), TLanes.Load(values + (8 * step)));
        var (even4, odd4) = (left + right, left - right);
        var factors = Tiles.Coefficients;
        for (var pair = 0; pair < Tiles.Pairs; pair++, factors += WinogradTransform.Points)
        {
            var even = TLanes.Broadcast(factors[0]) * even0;
            var odd = TLanes.Broadcast(factors[5]) * odd0;
            even = TLanes.MultiplyAdd(TLanes.Broadcast(factors[1]), even1, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(factors[6]), odd1, odd);
            even = TLanes.MultiplyAdd(TLanes.Broadcast(factors[2]), even2, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(factors[7]), odd2, odd);
            even = TLanes.MultiplyAdd(TLanes.Broadcast(factors[3]), even3, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(factors[8]), odd3, odd);
            even = TLanes.MultiplyAdd(TLanes.Broadcast(factors[4]), even4, even);
            odd = TLanes.MultiplyAdd(TLanes.Broadcast(factors[9]), odd4, odd);
            Put(even, positions, first + (2 * pair), written);
            Put(odd, positions, first + (2 * pair) + 1, written);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Put<TLanes>(TLanes value, float* positions, int position, int written)
        where TLanes : struct, ILanes<TLanes>
    {
        if (position >= Tiles.FirstPosition && position < Tiles.EndPosition)
        {
            var place = positions + (position * Tiles.PositionStep);
            TLanes.Store(position < written ? TLanes.Load(place) + value : value, place);
        }
    }
}
