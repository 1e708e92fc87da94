namespace MicroNas.Core.Datasets.Recordings;

/// <summary>A stretch of one activity in a recording.</summary>
/// <param name="Activity">From 0.</param>
/// <param name="Start">The first sample, from 0.</param>
/// <param name="End">After the last sample.</param>
internal readonly record struct HaptSegment(int Activity, int Start, int End)
{
    public int Length => End - Start;
}
