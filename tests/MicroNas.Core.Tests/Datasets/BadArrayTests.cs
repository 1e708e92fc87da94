using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Datasets;

public sealed class BadArrayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public BadArrayTests()
    {
        folder.Write("X.npy", NpyWriter.Singles([.. Enumerable.Range(0, 60).Select(i => (float)i)], 10, 3, 2));
        folder.Write("y.npy", NpyWriter.Bytes(0, 1, 0, 1, 0, 1, 0, 1, 0, 1));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nan_and_infinity_are_told_by_index_up_to_a_cap()
    {
        var values = new float[300];
        values[7] = float.NaN;
        values[290] = float.PositiveInfinity;
        folder.Write("X.npy", NpyWriter.Singles(values, 10, 15, 2));
        var errors = DatasetErrors.Of(folder);
        Assert.Equal([DiagnosticCodes.NotFinite, DiagnosticCodes.NotFinite], errors.Select(error => error.Code));
        Assert.Contains("index [0, 3, 1] is NaN", errors[0].Message);
        Assert.Contains("index [9, 10, 0]", errors[1].Message);

        folder.Write("X.npy", NpyWriter.Singles([.. Enumerable.Repeat(float.NaN, 300)], 10, 15, 2));
        errors = DatasetErrors.Of(folder);
        Assert.Equal(21, errors.Count);
        Assert.Contains("280 more", errors[^1].Message);
    }

    [Fact]
    public void Labels_are_checked_against_the_classes()
    {
        folder.Write("y.npy", NpyWriter.Bytes(0, 1, 0, 1, 2, 1, 2, 2, 0, 9));
        var errors = DatasetErrors.Of(folder, new DatasetOptions { Classes = ["walk", "run"] });
        Assert.Equal(2, errors.Count);
        Assert.Contains("index 4 and 2 more are the label 2; expected 0 to 1, as", errors[0].Message);
        Assert.Contains("index 9 is the label 9; expected 0 to 1", errors[1].Message);
        Assert.EndsWith("y.npy", errors[0].Location!.Value.File);
    }

    [Theory]
    [InlineData(DatasetFormat.Csv, "csv")]
    [InlineData(DatasetFormat.UciHar, "uci-har")]
    public void Another_format_than_the_one_that_is_named_is_told(DatasetFormat format, string name)
    {
        var errors = DatasetErrors.Of(folder, new DatasetOptions { Format = format });

        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.DataFileMissing, error.Code));
        Assert.Contains($"'dataset.format' is {name}, but", errors[0].Message);
        Assert.Contains("looks like npy. Write 'format: npy'", errors[0].Message);
        Assert.Equal("micronas.yaml", errors[0].Location!.Value.File);
        Assert.True(errors.Count > 1);
    }

    [Fact]
    public void Options_of_other_formats_are_refused_once_the_format_is_found()
    {
        var errors = DatasetErrors.Of(folder, new DatasetOptions
        {
            Stride = 5,
            Columns = new ColumnOptions { Label = "activity" },
            Mat = new MatOptions { Label = 1 },
        });

        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.ContradictingOptions, error.Code));
        Assert.Equal(["dataset.mat", "dataset.columns", "dataset.stride"], errors.Select(error => error.Message.Split('\'')[1]));
    }

    [Fact]
    public void Labels_that_count_from_one_leave_a_class_without_training()
    {
        folder.Write("y.npy", NpyWriter.Bytes(1, 2, 1, 2, 1, 2, 1, 2, 1, 2));
        var error = Assert.Single(DatasetErrors.Of(folder));
        Assert.Equal(DiagnosticCodes.ClassWithoutTraining, error.Code);
        Assert.Contains("Labels count from 0", error.Message);
    }

    [Fact]
    public void Mismatches_are_refused()
    {
        Assert.Equal(DiagnosticCodes.ChannelCountMismatch, Code(new DatasetOptions { Channels = ["a", "b", "c"] }));
        Assert.Contains("channels x time", DatasetErrors.Of(folder, new DatasetOptions { Channels = ["a", "b", "c"] })[0].Message);
        Assert.Equal(DiagnosticCodes.UnknownChannel, Code(new DatasetOptions { Use = ["2"] }));
        Assert.Equal(DiagnosticCodes.WindowLengthMismatch, Code(new DatasetOptions { Window = 4 }));
        Assert.Equal(DiagnosticCodes.SplitNotPossible, Code(new DatasetOptions { Split = new SplitOptions { By = SplitKind.Subject } }));
        Assert.Equal(DiagnosticCodes.SplitNotPossible, Code(new DatasetOptions { Split = new SplitOptions { By = SplitKind.Given } }));
        folder.Write("y.npy", NpyWriter.Bytes(0, 1));
        Assert.Equal(DiagnosticCodes.ShapeMismatch, Code());
        File.Delete(folder.File("y.npy"));
        Assert.Equal(DiagnosticCodes.DataFileMissing, Code());
        folder.Write("X.npy", "");
        Assert.Equal(DiagnosticCodes.NoData, Code());
        File.Delete(folder.File("X.npy"));
        Assert.Equal(DiagnosticCodes.DataFormatUnknown, Code());
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        folder.Write("data.npz", "not a zip file");
        Assert.Equal(DiagnosticCodes.ArchiveDamaged, Code(new DatasetOptions { Path = "data.npz" }));
        Assert.Equal(DiagnosticCodes.DataNotReadable, Code(new DatasetOptions { Path = "none.npz" }));
    }

    private string Code(DatasetOptions? options = null) => DatasetErrors.Of(folder, options)[0].Code;
}
