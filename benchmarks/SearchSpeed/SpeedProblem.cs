using MicroNas.Core;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Learning.Native;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>Windows of noise and the search space of their shape: time and memory do not depend on the values.</summary>
internal sealed class SpeedProblem
{
    public const int BatchSize = 64;
    public const int Classes = 6;

    /// <param name="time">Samples a window.</param>
    /// <param name="sensors">Channels a window.</param>
    public SpeedProblem(int windows, int time, int sensors)
    {
        NativeLibraries.EnsureLoaded(Path.Combine(Path.GetTempPath(), "micronas-search-speed"), _ => { });
        Space = SearchSpace.Create(time, sensors, Classes, new SearchSpaceOptions());
        var random = new RandomSource(1, RandomStream.TrainingOrder);
        var values = new float[windows * time * sensors];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(random.NextUniform() - 0.5);
        }

        Windows = new WindowSet(values, [.. Enumerable.Range(0, windows).Select(i => i % Classes)], subjects: null, time, sensors);
    }

    public SearchSpace Space { get; }

    public WindowSet Windows { get; }

    public WindowBatches Batches() => Batches(null);

    /// <summary>Turned at random as real ones are: every three channels are one sensor.</summary>
    public WindowBatches RotatedBatches()
    {
        const double Degrees = 12;
        EquatableArray<int>[] sensors = [.. Enumerable.Range(0, Windows.Channels).Chunk(3).Select(chunk => (EquatableArray<int>)[.. chunk])];
        return Batches(new WindowAugmentation([new RandomRotation(sensors, Degrees)], new RandomSource(1, RandomStream.Augmentation)));
    }

    private WindowBatches Batches(WindowAugmentation? augmentation) => new(
        Windows,
        new ChannelNormalization([.. new float[Windows.Channels]], [.. Enumerable.Repeat(0.3f, Windows.Channels)], ClipStandardDeviations: 5, KneeStandardDeviations: 1.5f),
        BatchSize,
        new RandomSource(1, RandomStream.TrainingOrder),
        augmentation);
}
