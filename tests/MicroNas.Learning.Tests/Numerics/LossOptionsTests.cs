using MicroNas.Core.Datasets;
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

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 0.2)]
    [InlineData(true, 0)]
    [InlineData(true, 0.2)]
    public void Guessing_has_the_least_loss_of_all_answers_that_look_at_no_window(bool isWeighted, double smoothing)
    {
        double[] shares = [0.7, 0.2, 0.1];
        var windows = new WindowSet(new float[100], [.. Enumerable.Range(0, 100).Select(i => i < 70 ? 0 : i < 90 ? 1 : 2)], subjects: null, length: 1, channels: 1);
        var options = new LossOptions(isWeighted ? [0.5f, 1.6f, 3.3f] : null, smoothing);

        var guessing = options.OfGuessing(windows, Classes);

        var random = new Random(1);
        var least = double.MaxValue;
        for (var i = 0; i < 20_000; i++)
        {
            double[] answer = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            least = Math.Min(least, LossOf([.. answer.Select(value => value / answer.Sum())]));
        }

        Assert.InRange(guessing, least - (0.005 * least), least);

        double LossOf(double[] answer) => -shares.Select((share, c) =>
            ((share * (1 - smoothing)) + (smoothing / Classes)) * (options.ClassWeights?[c] ?? 1) * Math.Log(answer[c])).Sum();
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
