using System.Runtime.CompilerServices;
using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>
/// Results of many rows, some channels at once: result[r, t, c] = Σ_tap Σ_i source[r, t · step + offset_tap, i] · weight[tap, i, c].
/// Eight neighbouring positions are summed side by side, so that a weight is loaded once for eight products and no sum waits
/// for itself. Every result is summed in the order of taps and source channels, whatever stands beside it.
/// </summary>
internal unsafe struct ConvolutionKernel : ILaneKernel
{
    private const int Wide = 8;

    /// <summary>First source of row 0; positions that an offset reaches before and behind a row are readable and zero.</summary>
    public float* Source;

    /// <summary>Floats from the row's first source to a tap's first one, by tap.</summary>
    public int* Offsets;

    public int Taps;
    public int SourceChannels;

    /// <summary>Floats between the sources of neighbouring results.</summary>
    public nint SourceStep;

    public nint SourceRowStep;

    /// <summary>Of every tap source channels x channels, from <see cref="WeightOffsets"/> on.</summary>
    public float* Weights;

    public int* WeightOffsets;

    public int Channels;
    public float* Result;

    /// <summary>Floats between neighbouring results.</summary>
    public nint ResultStep;

    public nint ResultRowStep;
    public int Rows;

    /// <summary>Results of a row.</summary>
    public int Count;

    /// <summary>Whether the sums are added to what stands in the result.</summary>
    public bool Adds;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var row = 0; row < Rows; row++)
        {
            var source = Source + (row * SourceRowStep);
            var result = Result + (row * ResultRowStep) + start;
            var t = 0;
            for (; t + Wide <= Count; t += Wide, source += Wide * SourceStep, result += Wide * ResultStep)
            {
                Eight<TLanes>(source, result, start);
            }

            if (t < Count && t > 0 && !Adds)
            {
                // The last eight once more: some of them are there already, with the same values.
                nint back = Wide - (Count - t);
                Eight<TLanes>(source - (back * SourceStep), result - (back * ResultStep), start);
                continue;
            }

            for (; t < Count; t++, source += SourceStep, result += ResultStep)
            {
                One<TLanes>(source, result, start);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Eight<TLanes>(float* source, float* result, int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var (step, resultStep) = (SourceStep, ResultStep);
        var (sum0, sum1, sum2, sum3) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        var (sum4, sum5, sum6, sum7) = (TLanes.Zero, TLanes.Zero, TLanes.Zero, TLanes.Zero);
        if (Adds)
        {
            (sum0, sum1) = (TLanes.Load(result), TLanes.Load(result + resultStep));
            (sum2, sum3) = (TLanes.Load(result + (2 * resultStep)), TLanes.Load(result + (3 * resultStep)));
            (sum4, sum5) = (TLanes.Load(result + (4 * resultStep)), TLanes.Load(result + (5 * resultStep)));
            (sum6, sum7) = (TLanes.Load(result + (6 * resultStep)), TLanes.Load(result + (7 * resultStep)));
        }

        nint channels = Channels;
        for (var tap = 0; tap < Taps; tap++)
        {
            var weights = Weights + WeightOffsets[tap] + start;
            var near = source + Offsets[tap];
            var far = near + (4 * step);
            for (var i = 0; i < SourceChannels; i++, near++, far++, weights += channels)
            {
                var weight = TLanes.Load(weights);
                sum0 = TLanes.MultiplyAdd(TLanes.Broadcast(near[0]), weight, sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Broadcast(near[step]), weight, sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Broadcast(near[2 * step]), weight, sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Broadcast(near[3 * step]), weight, sum3);
                sum4 = TLanes.MultiplyAdd(TLanes.Broadcast(far[0]), weight, sum4);
                sum5 = TLanes.MultiplyAdd(TLanes.Broadcast(far[step]), weight, sum5);
                sum6 = TLanes.MultiplyAdd(TLanes.Broadcast(far[2 * step]), weight, sum6);
                sum7 = TLanes.MultiplyAdd(TLanes.Broadcast(far[3 * step]), weight, sum7);
            }
        }

        TLanes.Store(sum0, result);
        TLanes.Store(sum1, result + resultStep);
        TLanes.Store(sum2, result + (2 * resultStep));
        TLanes.Store(sum3, result + (3 * resultStep));
        TLanes.Store(sum4, result + (4 * resultStep));
        TLanes.Store(sum5, result + (5 * resultStep));
        TLanes.Store(sum6, result + (6 * resultStep));
        TLanes.Store(sum7, result + (7 * resultStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void One<TLanes>(float* source, float* result, int start)
        where TLanes : struct, ILanes<TLanes>
    {
        var sum = Adds ? TLanes.Load(result) : TLanes.Zero;
        for (var tap = 0; tap < Taps; tap++)
        {
            var weights = Weights + WeightOffsets[tap] + start;
            var values = source + Offsets[tap];
            for (var i = 0; i < SourceChannels; i++, weights += Channels)
            {
                sum = TLanes.MultiplyAdd(TLanes.Broadcast(values[i]), TLanes.Load(weights), sum);
            }
        }

        TLanes.Store(sum, result);
    }
}
