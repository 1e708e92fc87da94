using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Tests.Numerics;

/// <summary>A processor with other vector registers, or none, computes the same bytes.</summary>
internal static class EveryWidth
{
    private static readonly int[] Widths = [1, 4, 8, 16, 32];

    public static void GivesTheSameBytes(Func<byte[]> compute)
    {
        var usual = LaneLoop.WidestLanes;
        try
        {
            var results = Widths.Select(lanes =>
            {
                LaneLoop.WidestLanes = lanes;
                return compute();
            }).ToArray();
            Assert.All(results, result => Assert.Equal(results[0], result));
        }
        finally
        {
            LaneLoop.WidestLanes = usual;
        }
    }
}
