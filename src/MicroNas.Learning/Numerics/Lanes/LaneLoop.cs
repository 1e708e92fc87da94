using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>Runs a kernel over a number of channels or elements with the widest registers that the processor has.</summary>
internal static class LaneLoop
{
    /// <summary>Values of the widest register to be used, 1 to 32. For tests: the bytes of a result do not depend on it.</summary>
    public static int WidestLanes { get; set; } = 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TKernel>(ref TKernel kernel, int count)
        where TKernel : struct, ILaneKernel
    {
        var start = 0;
        if (Vector512.IsHardwareAccelerated && WidestLanes >= Lanes32.Count)
        {
            for (; start + Lanes32.Count <= count; start += Lanes32.Count)
            {
                kernel.Run<Lanes32>(start);
            }
        }

        if (Vector512.IsHardwareAccelerated && WidestLanes >= Lanes16.Count)
        {
            for (; start + Lanes16.Count <= count; start += Lanes16.Count)
            {
                kernel.Run<Lanes16>(start);
            }
        }

        if (Vector256.IsHardwareAccelerated && WidestLanes >= Lanes8.Count)
        {
            for (; start + Lanes8.Count <= count; start += Lanes8.Count)
            {
                kernel.Run<Lanes8>(start);
            }
        }

        if (Vector128.IsHardwareAccelerated && WidestLanes >= Lanes4.Count)
        {
            for (; start + Lanes4.Count <= count; start += Lanes4.Count)
            {
                kernel.Run<Lanes4>(start);
            }
        }

        for (; start < count; start++)
        {
            kernel.Run<Lanes1>(start);
        }
    }
}
