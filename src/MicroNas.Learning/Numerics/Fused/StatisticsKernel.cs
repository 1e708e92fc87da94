using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>
/// Per channel, sum and sum of squares of a tile's values less a pivot near their mean: the variance would cancel otherwise.
/// Four sums run side by side, since one would wait for itself.
/// </summary>
internal unsafe struct StatisticsKernel<TElement> : ILaneKernel
    where TElement : struct, IElement
{
    public void* Values;
    public int Rows;
    public int Channels;
    public float* Pivots;
    public double* Sums;
    public double* Squares;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var pivot = TLanes.Load(Pivots + start);
        var (sum0, sum1, sum2, sum3) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        var (square0, square1, square2, square3) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        nint i = start;
        nint stride = Channels;
        var row = 0;
        for (; row + 4 <= Rows; row += 4, i += 4 * stride)
        {
            var value0 = TElement.Load<TLanes>(Values, i) - pivot;
            var value1 = TElement.Load<TLanes>(Values, i + stride) - pivot;
            var value2 = TElement.Load<TLanes>(Values, i + (2 * stride)) - pivot;
            var value3 = TElement.Load<TLanes>(Values, i + (3 * stride)) - pivot;
            sum0 += value0;
            sum1 += value1;
            sum2 += value2;
            sum3 += value3;
            square0 = TLanes.MultiplyAdd(value0, value0, square0);
            square1 = TLanes.MultiplyAdd(value1, value1, square1);
            square2 = TLanes.MultiplyAdd(value2, value2, square2);
            square3 = TLanes.MultiplyAdd(value3, value3, square3);
        }

        for (; row < Rows; row++, i += stride)
        {
            var value = TElement.Load<TLanes>(Values, i) - pivot;
            sum0 += value;
            square0 = TLanes.MultiplyAdd(value, value, square0);
        }

        TLanes.AddTo(sum0 + sum1 + (sum2 + sum3), Sums + start);
        TLanes.AddTo(square0 + square1 + (square2 + square3), Squares + start);
    }
}
