using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics;

[Collection(TorchCollection.Name)]
public sealed class LossOptionsTests
{
    private const int Classes = 3;
    private const int Windows = 10;

    private static readonly WindowBatch Batch = new(
        [.. Enumerable.Range(0, Windows * Classes).Select(i => (float)Math.Sin(i))],
        [.. Enumerable.Range(0, Windows).Select(i => (long)(i % Classes))],
        Sensors: 1,
        Time: Classes);

    /// <summary>A weight of two is the same as having every window of the class twice; a weight of zero, as having none.</summary>
    [Theory]
    [InlineData(1f, 2f, 1f)]
    [InlineData(0f, 1f, 3f)]
    public void A_class_weighs_as_often_as_its_windows_would_stand_in_the_batch(float first, float second, float third)
    {
        float[] weights = [first, second, third];
        var losses = Enumerable.Range(0, Windows).Select(Loss).ToArray();
        var expected = losses.Select((loss, i) => weights[Batch.Labels[i]] * loss).Sum() / Windows;

        Assert.Equal(expected, Loss(new LossOptions(weights)), 1e-5);
    }

    /// <summary>Cross-entropy is linear in the target: a smoothed target gives the mean over its classes.</summary>
    [Fact]
    public void A_smoothed_label_is_a_mixture_of_the_right_class_and_all_classes()
    {
        const double Smoothing = 0.2;
        var allClasses = Enumerable.Range(0, Classes).Average(label => Loss(new LossOptions(), Batch with { Labels = [.. Enumerable.Repeat((long)label, Windows)] }));

        Assert.Equal(((1 - Smoothing) * Loss(new LossOptions())) + (Smoothing * allClasses), Loss(new LossOptions(LabelSmoothing: Smoothing)), 1e-5);
    }

    /// <summary>Of one window, which stands twice so that each half of the batch has one.</summary>
    private static double Loss(int window)
    {
        var values = Batch.Values[(window * Classes)..((window + 1) * Classes)];
        var label = Batch.Labels[window];
        return Loss(new LossOptions(), new WindowBatch([.. values, .. values], [label, label], Sensors: 1, Time: Classes));
    }

    private static double Loss(LossOptions options) => Loss(options, Batch);

    /// <summary>The windows' own values are the class scores.</summary>
    private static double Loss(LossOptions options, WindowBatch batch)
    {
        using var scope = NewDisposeScope();
        using var workers = new ShardWorkers();
        var gradient = new ShardedGradient([], workers, options);
        for (var shard = 0; shard < ShardWorkers.Count; shard++)
        {
            gradient.CrossEntropy(batch, shard, (values, _) => values.flatten(1));
        }

        return gradient.Loss;
    }
}
