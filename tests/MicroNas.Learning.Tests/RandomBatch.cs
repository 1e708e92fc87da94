using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Tests;

/// <summary>Windows of noise whose classes take turns.</summary>
internal static class RandomBatch
{
    public static WindowBatch Draw(int windows, int sensors, int time, int classes, int seed)
    {
        var random = new RandomSource(seed, RandomStream.TrainingOrder);
        return new WindowBatch(
            [.. Enumerable.Range(0, windows * sensors * time).Select(_ => (float)random.NextNormal())],
            [.. Enumerable.Range(0, windows).Select(i => (long)(i % classes))],
            sensors,
            time);
    }
}
