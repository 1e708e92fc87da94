using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Datasets;

public class ChannelReferencesTests
{
    private static readonly string[] Names = ["ax", "ay", "az", "gx", "gy", "gz"];

    [Property]
    public Property A_channel_is_meant_by_its_name_or_its_index() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        int[] channels = [.. Enumerable.Range(0, Names.Length).OrderBy(_ => random.Next())];
        string[] references = [.. channels.Select(channel => random.Next(2) == 0 ? Names[channel] : $"{channel}")];
        return References().Use(references).SequenceEqual(channels)
            && References().Groups([.. references.Chunk(3).Select(group => (EquatableArray<string>)[.. group])]).SelectMany(group => group).SequenceEqual(channels);
    });

    [Fact]
    public void A_name_comes_before_an_index() =>
        Assert.Equal([1, 0], new ChannelReferences(["7", "0"], Place).Use(["0", "7"]));

    [Fact]
    public void A_channel_stands_in_a_list_once_whether_by_name_or_by_index()
    {
        var errors = Errors(() => References().Use(["ax", "0", "7", "gx", "3"]));

        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.UnknownChannel, error.Code));
        Assert.Equal(["dataset.use[1]", "dataset.use[2]", "dataset.use[4]"], errors.Select(error => error.Location!.Value.File));
        Assert.Equal("'0' is the channel 'ax', which stands here already as 'ax'. Remove one of the two.", errors[0].Message);
        Assert.StartsWith("'7' is no channel. Known: ax, ay, ", errors[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ax ay az|0 gy gz", "dataset.rotation[1]", "'0' is the channel 'ax', which is an axis already as 'ax'.")]
    [InlineData("0 ax 2", "dataset.rotation[0]", "'ax' is the channel 'ax', which is an axis already as '0'.")]
    [InlineData("gx gy|ax ay az", "dataset.rotation[0]", "[gx, gy] has 2 channels; expected the x, y and z axis of one sensor.")]
    public void A_channel_is_an_axis_of_one_sensor(string groups, string place, string message)
    {
        var error = Assert.Single(Errors(() => References().Groups(
            [.. groups.Split('|').Select(group => (EquatableArray<string>)[.. group.Split(' ')])])));

        Assert.Equal((DiagnosticCodes.UnknownChannel, place), (error.Code, error.Location!.Value.File));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static ChannelReferences References() => new(Names, Place);

    private static SourceLocation Place(string path) => new(path);

    private static IReadOnlyList<Diagnostic> Errors(Action action) => Assert.Throws<MicroNasException>(action).Diagnostics;
}
