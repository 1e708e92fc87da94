using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

public class RealDataTests
{
    private static readonly EquatableArray<string> UciChannels =
    [
        "body_acc_x", "body_acc_y", "body_acc_z", "body_gyro_x", "body_gyro_y", "body_gyro_z", "total_acc_x", "total_acc_y", "total_acc_z",
    ];

    [SkippableFact]
    public void Uci_har_keeps_its_official_split_and_its_units()
    {
        var options = new DatasetOptions
        {
            Path = SharedFolder.Dataset("uci-har"),
            Rate = new Hertz(50),
            Channels = UciChannels,
            Classes = ["WALKING", "WALKING_UPSTAIRS", "WALKING_DOWNSTAIRS", "SITTING", "STANDING", "LAYING"],
        };
        var dataset = DatasetLoader.Load(options, "");

        Assert.Equal((128, 9, 2947), (dataset.Length, dataset.Channels, dataset.Test.Count));
        Assert.Equal(7352, dataset.Training.Count + dataset.Validation.Count);
        Assert.Equal([2, 4, 9, 10, 12, 13, 18, 20, 24], dataset.Test.Subjects!.Distinct().Order());
        Assert.Equal(4, dataset.Validation.Subjects!.Distinct().Count());
        Assert.Empty(dataset.Validation.Subjects!.Intersect(dataset.Training.Subjects!));
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6, 7, 8]], dataset.RotationGroups);

        // Gravity is most of the total acceleration: about 1 g in every window.
        for (var i = 0; i < dataset.Test.Count; i += 97)
        {
            var window = dataset.Test.Window(i);
            var square = 0.0;
            for (var t = 0; t < dataset.Length; t++)
            {
                square += window.Slice((t * 9) + 6, 3).ToArray().Sum(value => value * value) / dataset.Length;
            }

            Assert.InRange(Math.Sqrt(square), 0.9, 1.5);
        }
    }

    /// <summary>The paper's split of these windows, half of which every neighbour shares.</summary>
    [SkippableFact]
    public void Uci_har_pooled_at_random_leaks_and_its_official_split_does_not()
    {
        var official = new DatasetOptions { Path = SharedFolder.Dataset("uci-har"), Rate = new Hertz(50), Channels = UciChannels };
        var dataset = DatasetLoader.Load(official, "");
        Assert.Equal(0, SharedSamples.Count(dataset.Test, dataset.Training.Concatenate(dataset.Validation)));

        dataset = DatasetLoader.Load(official with { Split = new SplitOptions { By = SplitKind.Random } }, "");
        Assert.Equal((6179, 2060, 2060), (dataset.Training.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.True(SharedSamples.Count(dataset.Test, dataset.Training.Concatenate(dataset.Validation)) > 0.9 * dataset.Test.Count);
    }

    [SkippableFact]
    public void Hapt_has_windows_of_all_twelve_classes_for_every_part()
    {
        var options = new DatasetOptions
        {
            Path = SharedFolder.Dataset("hapt"),
            Split = new SplitOptions { TestSubjects = [2, 4, 9, 10, 12, 13, 18, 20, 24] },
        };
        var dataset = DatasetLoader.Load(options, "");

        Assert.Equal((128, 6, 50.0), (dataset.Length, dataset.Channels, dataset.SampleRate.Value));
        Assert.Equal("LIE_TO_STAND", dataset.ClassNames[11]);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], dataset.RotationGroups);
        var parts = new[] { dataset.Training, dataset.Validation, dataset.Test };
        Assert.All(parts, part => Assert.Equal(Enumerable.Range(0, 12), part.Labels.Distinct().Order()));
        Assert.Equal(30, parts.Sum(part => part.Subjects!.Distinct().Count()));

        // Every one of the 358 transitions gives a window or more, short as some are.
        Assert.True(parts.Sum(part => part.Labels.Count(label => label >= 6)) >= 358);
        Assert.Equal(0, SharedSamples.Count(dataset.Test, dataset.Training));
    }

    [SkippableTheory]
    [InlineData("basic-motions", 100, 4, 40)]
    [InlineData("racket-sports", 30, 4, 152)]
    public void Uea_sets_load_with_their_own_test_part(string name, int length, int classes, int test)
    {
        var dataset = DatasetLoader.Load(new DatasetOptions { Path = SharedFolder.Dataset(name), Rate = new Hertz(10) }, "");

        Assert.Equal((length, 6, test), (dataset.Length, dataset.Channels, dataset.Test.Count));
        Assert.Equal(classes, dataset.ClassNames.Count);
        Assert.Empty(dataset.RotationGroups);
        Assert.Null(dataset.Training.Subjects);
    }
}
