using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

public sealed class SeriesTests : IDisposable
{
    private const string Header = """
        # a comment
        @problemName Motions
        @timeStamps false
        @missing false
        @univariate false
        @dimensions 2
        @equalLength true
        @seriesLength 3
        @classLabel true Walk Run
        @data

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_and_a_test_file_are_read_with_classes_in_the_header_s_order()
    {
        folder.Write("Motions_TRAIN.ts", Header + Series(8));
        folder.Write("Motions_TEST.ts", Header + "0.5,-1e1,2:7,8,9:Run\r\n\n1,1,1:2,2,2: Walk\n");
        foreach (var path in new[] { folder.Path, folder.File("Motions_TRAIN.ts") })
        {
            var dataset = Load(path);
            Assert.Equal((3, 2, 2), (dataset.Length, dataset.Channels, dataset.Test.Count));
            Assert.Equal(["Walk", "Run"], dataset.ClassNames);
            Assert.Equal([1, 0], dataset.Test.Labels);
            Assert.Equal([0.5f, 7, -10, 8, 2, 9], dataset.Test.Window(0).ToArray());
        }
    }

    [Fact]
    public void One_file_is_all_and_needs_no_more_of_a_header_than_the_data()
    {
        folder.Write("all.ts", "@classLabel true\n@data\n" + Series(10));
        var dataset = Load(folder.Path);
        Assert.Equal(["Run", "Walk"], dataset.ClassNames);
        Assert.Equal(10, dataset.Training.Count + dataset.Validation.Count + dataset.Test.Count);
    }

    [Fact]
    public void All_errors_of_the_data_are_told_by_line_and_those_of_a_value_by_its_place_in_it()
    {
        var text = Header + "1,2,3:4,5,6:Walk\n1,2,3:4,5:Run\n1,2,3:Run\n1,?,3:4,5,NaN:Run\n1, x,3:4,5,6:Run\n1,2,3:4,5,6:Fly\n1,2,3:4,5,6:\n";
        folder.Write("all.ts", text);
        Assert.Equal(
            [
                $"all.ts(12,7) {DiagnosticCodes.RaggedRow}", $"all.ts(13,1) {DiagnosticCodes.RaggedRow}", $"all.ts(14,3) {DiagnosticCodes.NotFinite}",
                $"all.ts(14,11) {DiagnosticCodes.NotFinite}", $"all.ts(15,4) {DiagnosticCodes.NotNumber}",
                $"all.ts(16,13) {DiagnosticCodes.LabelOutOfRange}", $"all.ts(17,13) {DiagnosticCodes.LabelOutOfRange}",
            ],
            DatasetErrors.PlacesOf(folder));
    }

    [Theory]
    [InlineData("@timeStamps true\n@equalLength false\n@classLabel false\n@targetLabel true\n@dimensions two\n@data\n", "1,1;2,1;3,1;4,1;5,1")]
    [InlineData("@equalLength maybe\n@data\n1,2:a\n", "1,1")]
    [InlineData("@relation walks\n@multivariate true\n@classLabels true b a\n@data\n1,2:a\n", "3,1")]
    [InlineData("@classLabel true a b\n1,2:a\n", "2,1")]
    [InlineData("@classLabel true a b\n", "0,0")]
    public void Headers_that_describe_something_else_are_refused(string text, string places)
    {
        folder.Write("all.ts", text);
        var errors = DatasetErrors.Of(folder);
        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.SeriesHeaderDamaged, error.Code));
        Assert.Equal(places, string.Join(';', errors.Select(error => FormattableString.Invariant($"{error.Location!.Value.Line},{error.Location.Value.Column}"))));
    }

    [Theory]
    [InlineData("@dimensions 3\n@seriesLength 4\n@data\n1,2:1,2:a\n", 2, DiagnosticCodes.RaggedRow)]
    [InlineData("@data\n", 1, DiagnosticCodes.NoData)]
    [InlineData("", 1, DiagnosticCodes.NoData)]
    public void Data_that_the_header_contradicts_is_refused_once(string text, int count, string code)
    {
        folder.Write("all.ts", text);
        var errors = DatasetErrors.Of(folder);
        Assert.Equal((count, code), (errors.Count, errors[0].Code));
    }

    [Fact]
    public void Parts_of_different_shape_and_several_sets_are_refused()
    {
        folder.Write("A_TRAIN.ts", "@data\n1,2:a\n1,2:b\n");
        folder.Write("A_TEST.ts", "@data\n1,2,3:a\n");
        Assert.Equal(DiagnosticCodes.ShapeMismatch, DatasetErrors.Of(folder)[0].Code);
        folder.Write("B_TRAIN.ts", "@data\n1,2:a\n");
        Assert.Equal(DiagnosticCodes.DataFileMissing, DatasetErrors.Of(folder)[0].Code);
    }

    private static Dataset Load(string path) => DatasetLoader.Load(new DatasetOptions { Path = path, Rate = new Hertz(10) }, "");

    private static string Series(int count) => string.Concat(Enumerable.Range(0, count).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{i},{i + 0.5},2:7,8,{i}:{(i % 2 == 0 ? "Walk" : "Run")}\n")));
}
