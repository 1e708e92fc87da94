using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Tests.Datasets;

public class ClassWeightsTests
{
    private static readonly int[] Labels = [0, 0, 0, 0, 0, 0, 1, 1, 3];

    [Fact]
    public void Balanced_classes_count_the_same_and_windows_1_on_average()
    {
        var weights = ClassWeights.Compute(Labels, 4, ClassWeighting.Balanced);
        Assert.Equal([0.5f, 1.5f, 0f, 3f], weights);
        Assert.Equal(1, Labels.Average(label => weights[label]), 6);
    }

    [Fact]
    public void A_data_set_weighs_its_own_classes()
    {
        var dataset = DatasetLoader.Load(new DatasetOptions(), "");
        Assert.Equal([1f, 1f, 1f, 1f, 1f, 1f], dataset.WeightClasses(dataset.Training, ClassWeighting.Balanced));
    }

    [Fact]
    public void Without_weighting_every_window_counts_1() =>
        Assert.Equal([1f, 1f, 1f, 1f], ClassWeights.Compute(Labels, 4, ClassWeighting.None));
}
