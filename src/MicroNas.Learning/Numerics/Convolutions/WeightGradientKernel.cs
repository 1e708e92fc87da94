using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>
/// A convolution's gradient to its weights, some channels at once: sums[j, c] += Σ_r Σ_t source[r, t · step + offset_j] · gradient[r, t, c],
/// one j for each tap and source channel. Eight j are summed side by side; every sum goes by rows and positions, in parts, as a
/// float that has grown large loses what is added.
/// </summary>
internal unsafe struct WeightGradientKernel : ILaneKernel
{
    /// <summary>Offsets are there up to the next multiple; those beyond the columns are read, and what they lead to is left out.</summary>
    public const int ColumnsAtOnce = 8;

    private const int PositionsOfPart = 256;

    /// <summary>First source of row 0.</summary>
    public float* Source;

    /// <summary>Floats from the row's first source to that of each j.</summary>
    public int* Offsets;

    /// <summary>How many j.</summary>
    public int Columns;

    /// <summary>Floats between the sources of neighbouring positions.</summary>
    public nint SourceStep;

    public nint SourceRowStep;
    public float* Gradient;
    public nint GradientRowStep;
    public int Channels;
    public int Rows;

    /// <summary>Positions of a row.</summary>
    public int Count;

    /// <summary>Columns x channels.</summary>
    public float* Sums;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var rowsOfPart = Math.Max(1, PositionsOfPart / Count);
        for (var row = 0; row < Rows; row += rowsOfPart)
        {
            var source = Source + (row * SourceRowStep);
            var gradient = Gradient + (row * GradientRowStep) + start;
            var rows = Math.Min(rowsOfPart, Rows - row);
            for (var j = 0; j < Columns; j += ColumnsAtOnce)
            {
                Eight<TLanes>(source, Offsets + j, gradient, rows, Sums + (j * Channels) + start, Columns - j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Eight<TLanes>(float* source, int* offsets, float* gradient, int rows, float* sums, int columns)
        where TLanes : struct, ILanes<TLanes>
    {
        var (sum0, sum1, sum2, sum3) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        var (sum4, sum5, sum6, sum7) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        float* source0 = source + offsets[0], source1 = source + offsets[1], source2 = source + offsets[2], source3 = source + offsets[3];
        float* source4 = source + offsets[4], source5 = source + offsets[5], source6 = source + offsets[6], source7 = source + offsets[7];
        for (var row = 0; row < rows; row++, gradient += GradientRowStep)
        {
            var place = row * SourceRowStep;
            var values = gradient;
            for (var t = 0; t < Count; t++, place += SourceStep, values += Channels)
            {
                var value = TLanes.Load(values);
                sum0 = TLanes.MultiplyAdd(TLanes.Broadcast(source0[place]), value, sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Broadcast(source1[place]), value, sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Broadcast(source2[place]), value, sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Broadcast(source3[place]), value, sum3);
                sum4 = TLanes.MultiplyAdd(TLanes.Broadcast(source4[place]), value, sum4);
                sum5 = TLanes.MultiplyAdd(TLanes.Broadcast(source5[place]), value, sum5);
                sum6 = TLanes.MultiplyAdd(TLanes.Broadcast(source6[place]), value, sum6);
                sum7 = TLanes.MultiplyAdd(TLanes.Broadcast(source7[place]), value, sum7);
            }
        }

        nint channels = Channels;
        Add(sum0, 0);
        Add(sum1, 1);
        Add(sum2, 2);
        Add(sum3, 3);
        Add(sum4, 4);
        Add(sum5, 5);
        Add(sum6, 6);
        Add(sum7, 7);

        void Add(TLanes sum, int column)
        {
            if (column < columns)
            {
                var place = sums + (column * channels);
                TLanes.Store(TLanes.Load(place) + sum, place);
            }
        }
    }
}
