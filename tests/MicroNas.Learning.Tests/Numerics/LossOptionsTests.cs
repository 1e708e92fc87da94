using MicroNas.Core.Datasets;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Tests.Numerics;

public sealed class LossOptionsTests
{
    private static readonly double[] Shares = [0.7, 0.2, 0.1];

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 0.2)]
    [InlineData(true, 0)]
    [InlineData(true, 0.2)]
    public void Guessing_has_the_least_loss_of_all_answers_that_look_at_no_window(bool isWeighted, double smoothing)
    {
        var windows = new WindowSet(new float[100], [.. Enumerable.Range(0, 100).Select(i => i < 70 ? 0 : i < 90 ? 1 : 2)], subjects: null, length: 1, channels: 1);
        var options = new LossOptions(isWeighted ? [0.5f, 1.6f, 3.3f] : null, smoothing);

        var guessing = options.OfGuessing(windows, 3);

        var random = new Random(1);
        var least = double.MaxValue;
        for (var i = 0; i < 20_000; i++)
        {
            double[] answer = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            least = Math.Min(least, Loss(options, [.. answer.Select(value => value / answer.Sum())]));
        }

        Assert.InRange(guessing, least - (0.005 * least), least);
    }

    private static double Loss(LossOptions options, double[] answer) => -Shares.Select((share, c) =>
        ((share * (1 - options.LabelSmoothing)) + (options.LabelSmoothing / 3)) * (options.ClassWeights?[c] ?? 1) * Math.Log(answer[c])).Sum();
}
