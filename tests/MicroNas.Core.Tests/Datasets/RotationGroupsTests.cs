using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Tests.Datasets;

public class RotationGroupsTests
{
    [Theory]
    [InlineData("acc_x acc_y acc_z gyro_x gyro_y gyro_z", 2)]
    [InlineData("temperature accX accY accZ", 1)]
    [InlineData("acc_x gyro_y acc_z", 0)]
    [InlineData("channel0 channel1 channel2", 0)]
    public void Axes_are_found_by_their_names(string names, int groups) => Assert.Equal(groups, RotationGroups.Detect(names.Split(' ')).Count);

    [Theory]
    [InlineData(3, true)]
    [InlineData(9, true)]
    [InlineData(2, false)]
    public void Nameless_channels_that_could_be_a_sensor_are_told(int channels, bool isTold) =>
        Assert.Equal(isTold, RotationGroups.HintWhereUnknown(new DatasetOptions(), RotationGroups.NumberedNames(channels)) is not null);

    [Fact]
    public void Nothing_is_told_of_names_of_groups_that_are_listed_and_of_rotation_that_is_off()
    {
        var names = RotationGroups.NumberedNames(3);

        Assert.NotNull(RotationGroups.HintWhereUnknown(new DatasetOptions(), ["channel3", "channel4", "channel5"]));
        Assert.Null(RotationGroups.HintWhereUnknown(new DatasetOptions { Rotation = [] }, names));
        Assert.Null(RotationGroups.HintWhereUnknown(new DatasetOptions(), ["temperature", "humidity", "pressure"]));
        Assert.Null(RotationGroups.HintWhereUnknown(new DatasetOptions { Rotation = [["channel0", "channel1", "channel2"]] }, names));
        Assert.Null(RotationGroups.HintWhereUnknown(new DatasetOptions { Augmentation = new AugmentationOptions { Rotation = 0 } }, names));
    }

    [Fact]
    public void An_angle_that_is_set_and_turns_nothing_is_told()
    {
        var options = new DatasetOptions { Augmentation = new AugmentationOptions { Rotation = 20 } };

        Assert.Contains("has no effect", RotationGroups.HintWhereUnknown(options, ["temperature", "humidity"]), StringComparison.Ordinal);
        Assert.Null(RotationGroups.HintWhereUnknown(options, ["acc_x", "acc_y", "acc_z"]));
        Assert.Null(RotationGroups.HintWhereUnknown(options with { Rotation = [] }, ["temperature", "humidity"]));
    }
}
