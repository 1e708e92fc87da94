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
