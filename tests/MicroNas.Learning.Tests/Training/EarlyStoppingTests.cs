using MicroNas.Learning.Training;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Training;

[Collection(TorchCollection.Name)]
public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(2, new long[] { 5, 7, 7, 6, 9 }, 4, 1)] // Two epochs after the second are no better; the last one never comes.
    [InlineData(3, new long[] { 5, 7, 7, 6, 9 }, 5, 4)]
    [InlineData(1, new long[] { 0, 0 }, 2, 0)]
    [InlineData(9, new long[] { 3, 2, 1 }, 3, 0)]
    public void It_is_over_after_so_many_epochs_without_a_better_one_and_keeps_the_best(int patience, long[] correct, int expectedEpochs, int best)
    {
        using var scope = NewDisposeScope();
        var weights = zeros(3);
        var stopping = new EarlyStopping([weights], patience);
        var epochs = 0;
        for (; epochs < correct.Length && !stopping.IsOver; epochs++)
        {
            weights.fill_(epochs);
            stopping.Add(correct[epochs]);
        }

        stopping.Apply();

        Assert.Equal(expectedEpochs, epochs);
        Assert.Equal(epochs - 1 - best, stopping.EpochsSince);
        Assert.Equal([best, best, best], weights.data<float>().ToArray());
    }

    [Fact]
    public void An_average_is_the_mean_of_what_was_counted()
    {
        using var scope = NewDisposeScope();
        var weights = zeros(2);
        var average = new WeightAverage([weights]);
        foreach (var value in (float[])[1, 2, 6])
        {
            weights.fill_(value);
            average.Add();
        }

        average.Apply();

        Assert.Equal([3f, 3f], weights.data<float>().ToArray());
    }
}
