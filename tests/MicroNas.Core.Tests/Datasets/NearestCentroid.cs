using MicroNas.Core.Datasets;

namespace MicroNas.Core.Tests.Datasets;

/// <summary>The weakest classifier that a data set should resist: the class with the nearest mean of channel means and deviations.</summary>
internal static class NearestCentroid
{
    /// <summary>Share of test windows that it gets right.</summary>
    /// <param name="isScaled">Whether each feature is divided by its standard deviation.</param>
    public static double Accuracy(Dataset dataset, bool isScaled)
    {
        var features = Features(dataset.Training);
        var scale = Enumerable.Range(0, features[0].Length)
            .Select(j => isScaled ? Deviation([.. features.Select(feature => feature[j])]) : 1.0).ToArray();
        var centroids = Enumerable.Range(0, dataset.ClassNames.Count)
            .Select(label => features.Where((_, i) => dataset.Training.Labels[i] == label).ToArray())
            .Select(members => scale.Select((_, j) => members.Average(feature => feature[j])).ToArray())
            .ToArray();
        var test = Features(dataset.Test);
        return test.Where((feature, i) => Nearest(feature, centroids, scale) == dataset.Test.Labels[i]).Count() / (double)test.Length;
    }

    private static int Nearest(double[] feature, double[][] centroids, double[] scale) => Enumerable
        .Range(0, centroids.Length)
        .MinBy(label => feature.Select((value, j) => (value - centroids[label][j]) / scale[j]).Sum(distance => distance * distance));

    private static double[][] Features(WindowSet windows) => [.. Enumerable.Range(0, windows.Count).Select(i =>
    {
        var channels = Enumerable.Range(0, windows.Channels)
            .Select(channel => windows.Window(i).ToArray().Where((_, j) => j % windows.Channels == channel).Select(value => (double)value).ToArray())
            .ToArray();
        return channels.Select(channel => channel.Average()).Concat(channels.Select(Deviation)).ToArray();
    })];

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
