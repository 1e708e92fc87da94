using System.Runtime.CompilerServices;

using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>Some columns at once of result = matrix · source: matrices of weights that go to points, and of sums that come from there.</summary>
internal unsafe struct MatrixKernel : ILaneKernel
{
    /// <summary>Of row 0 and column 0.</summary>
    public float* Matrix;

    /// <summary>Floats between the matrix's neighbouring rows.</summary>
    public int MatrixRowStep;

    /// <summary>Floats between the matrix's neighbouring columns.</summary>
    public int MatrixColumnStep;

    /// <summary>Rows of the result.</summary>
    public int Rows;

    /// <summary>Rows of the source.</summary>
    public int Inner;

    /// <summary>Inner x columns.</summary>
    public float* Source;

    /// <summary>Rows x columns.</summary>
    public float* Result;

    public int Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLanes>(int start)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var row = 0; row < Rows; row++)
        {
            var sum = TLanes.Zero;
            for (var i = 0; i < Inner; i++)
            {
                var factor = TLanes.Broadcast(Matrix[(row * MatrixRowStep) + (i * MatrixColumnStep)]);
                sum = TLanes.MultiplyAdd(factor, TLanes.Load(Source + ((nint)i * Columns) + start), sum);
            }

            TLanes.Store(sum, Result + ((nint)row * Columns) + start);
        }
    }
}
