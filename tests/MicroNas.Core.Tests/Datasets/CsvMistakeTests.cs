using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

/// <summary>Files and options that could be read, but not as their user meant them.</summary>
public sealed class CsvMistakeTests : IDisposable
{
    private const string Recordings = "recording,subject,label,t,ax,ay,az\n1,1,walk,0,1,2,3\n1,1,run,1,1,2,3\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("recording,label,ax,ay,az,gx,gy,gz,mx,my,mz\n1,walk,1,2,3,4,5,6,7,8,9\n", "column 'recording'")]
    [InlineData("subject,label,ax,ay,az,t\n1,walk,1,2,3,4\n1,run,1,2,3,4\n", "a row holds 4 values")]
    [InlineData("label,a,b,c,d,e,f,g\nwalk,1,2,3,4,5,6,7\nrun,1,2,3,4,5,6,7\n", "a row holds 7 values")]
    public void Samples_are_not_taken_for_windows(string text, string why)
    {
        var error = Assert.Single(Refused(text, new DatasetOptions()));
        Assert.Equal(DiagnosticCodes.WindowMissing, error.Code);
        Assert.Contains(why, error.Message);
        Assert.Contains("'dataset.window'", error.Message);
    }

    [Fact]
    public void Every_channel_a_column_asks_for_a_window()
    {
        var text = "label,ax,ay\nwalk,1,2\nrun,1,2\n";
        Assert.Equal(DiagnosticCodes.WindowMissing, Assert.Single(Refused(text, new DatasetOptions { Channels = ["ax", "ay"] })).Code);
    }

    [Fact]
    public void Rows_that_are_windows_may_name_recordings_that_are_ignored()
    {
        folder.Write("data.csv", "recording,label,v0,v1,v2,v3,v4,v5,v6,v7\n" + Rows(20, i => $"{i},{(i % 2 == 0 ? "walk" : "run")},{i},1,2,3,4,5,6,7"));
        var options = new DatasetOptions { Path = "data.csv", Rate = new Hertz(50), Columns = new ColumnOptions { Ignore = ["recording"] } };
        var dataset = DatasetLoader.Load(options, folder.Path);
        Assert.Equal((8, 1), (dataset.Length, dataset.Channels));
        Assert.Equal(20, dataset.Training.Count + dataset.Validation.Count + dataset.Test.Count);
    }

    /// <summary>The mistaken name is the error, not the values of the time stamp that it fails to leave out.</summary>
    [Fact]
    public void Ignored_names_are_columns()
    {
        var text = "label,time,ax\nwalk,12:30,1\nrun,12:31,1\n";
        var errors = Refused(text, new DatasetOptions { Window = 4, Columns = new ColumnOptions { Ignore = ["tiem", "battery"] } });
        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.ColumnMissing, error.Code));
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Contains("label, time, ax", error.Message));
        Assert.Contains("'battery'", errors[1].Message);
    }

    [Fact]
    public void Ignored_names_may_be_columns_of_some_files()
    {
        folder.Write("a.csv", "label,t,ax\n" + Rows(40, i => $"walk,{i},{i}"));
        folder.Write("b.csv", "label,ax\n" + Rows(40, i => $"run,{i}"));
        var options = new DatasetOptions { Path = folder.Path, Rate = new Hertz(50), Window = 4, Columns = new ColumnOptions { Ignore = ["t"] } };
        Assert.Equal(["ax"], DatasetLoader.Load(options, folder.Path).ChannelNames);
    }

    [Fact]
    public void Named_columns_are_in_the_file()
    {
        var columns = new ColumnOptions { Label = "lable", Recording = "recordings", Subject = "person", Ignore = ["t"] };
        var errors = Refused(Recordings, new DatasetOptions { Window = 4, Columns = columns });
        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.ColumnMissing, error.Code));
        Assert.Contains("did you mean 'recording'", errors[1].Message);
        Assert.Contains("dataset.columns.subject", errors[2].Message);
        Assert.All(errors, error => Assert.Contains("recording, subject, label, t, ax, ay, az", error.Message));
    }

    [Fact]
    public void A_person_column_in_another_case_is_no_channel()
    {
        var error = Assert.Single(Refused(Recordings.Replace("subject", "Subject", StringComparison.Ordinal), new DatasetOptions { Window = 4 }));
        Assert.Equal(DiagnosticCodes.ColumnMissing, error.Code);
        Assert.Contains("did you mean 'Subject'", error.Message);
    }

    [Fact]
    public void One_class_is_refused()
    {
        var text = "label,ax\n" + Rows(100, i => $"walk,{i}");
        var error = Assert.Single(Refused(text, new DatasetOptions { Window = 4 }));
        Assert.Equal(DiagnosticCodes.TooFewClasses, error.Code);
        Assert.Contains("'walk'", error.Message);
        Assert.Equal(DiagnosticCodes.TooFewClasses, Assert.Single(Refused(text, new DatasetOptions { Window = 4, Classes = ["walk"] })).Code);
    }

    [Theory]
    [InlineData("idle", "Idle")]
    [InlineData("idle", "\" idle \"")]
    [InlineData("1", "01")]
    [InlineData("1", "1.0")]
    public void Labels_that_differ_only_in_writing_are_refused(string left, string right)
    {
        var text = $"label,ax\n{left},1\nwalk,2\n{right},3\n{right},4\n";
        var error = Assert.Single(Refused(text, new DatasetOptions { Window = 4 }));
        Assert.Equal(DiagnosticCodes.LabelsAlike, error.Code);
        Assert.Equal(4, error.Location!.Value.Line);
        Assert.Contains($"'{left}' (line 2 of data.csv)", error.Message);
        Assert.Contains($"'{right.Trim('"')}'", error.Message);
    }

    [Fact]
    public void Listed_classes_may_differ_only_in_case()
    {
        folder.Write("data.csv", "label,ax\n" + Rows(80, i => $"{(i < 40 ? "idle" : "Idle")},{i}"));
        var options = new DatasetOptions { Path = "data.csv", Rate = new Hertz(50), Window = 4, Classes = ["idle", "Idle"] };
        Assert.Equal(["idle", "Idle"], DatasetLoader.Load(options, folder.Path).ClassNames);
    }

    [Fact]
    public void Errors_of_values_name_the_column()
    {
        var text = "label,person,ax,ay\nwalk,1,1,one\nwalk,1,NaN,2\nwalk,1,,2\nwalk,x,1,2\n,1,1,2\n";
        var errors = Refused(text, new DatasetOptions { Window = 4, Columns = new ColumnOptions { Subject = "person" } });
        Assert.Equal(
            ["column 'ay'", "column 'ax'", "column 'ax'", "column 'person'", "column 'label'"],
            errors.Select(error => error.Message[..error.Message.IndexOf(':', StringComparison.Ordinal)]));
    }

    private static string Rows(int count, Func<int, FormattableString> row) =>
        string.Concat(Enumerable.Range(0, count).Select(i => row(i).ToString(CultureInfo.InvariantCulture) + "\n"));

    private IReadOnlyList<Diagnostic> Refused(string text, DatasetOptions options)
    {
        folder.Write("data.csv", text);
        return DatasetErrors.Of(folder, options with { Path = "data.csv" });
    }
}
