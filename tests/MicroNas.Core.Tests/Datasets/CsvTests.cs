using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public void Windows_never_span_recordings_or_labels(char delimiter)
    {
        // Recording 1 changes its label after 10 samples; recording 2 goes on with the same label.
        var text = new StringBuilder("t,recording,label,acc_x,acc_y\n".Replace(',', delimiter));
        for (var i = 0; i < 60; i++)
        {
            var (recording, label) = (i < 30 ? 1 : 2, i < 10 ? "walk" : i < 50 ? "run" : "walk");
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{i},{recording},{label},{i},{-i}\n").Replace(',', delimiter));
        }

        folder.Write("data.csv", text.ToString());
        var dataset = Load(new DatasetOptions { Path = "data.csv", Window = 4, Stride = 2, Columns = new ColumnOptions { Ignore = ["t"] } });

        Assert.Equal(["run", "walk"], dataset.ClassNames);
        Assert.Equal(["acc_x", "acc_y"], dataset.ChannelNames);
        var starts = new[] { dataset.Training, dataset.Validation, dataset.Test }
            .SelectMany(part => Enumerable.Range(0, part.Count).Select(i => (Start: (int)part.Window(i)[0], Label: part.Labels[i], Last: (int)part.Window(i)[6])))
            .Order()
            .ToArray();
        var expected = new[] { (0, 10, 1), (10, 30, 0), (30, 50, 0), (50, 60, 1) }
            .SelectMany(run => Enumerable.Range(0, 100).Select(i => run.Item1 + (2 * i)).Where(start => start + 4 <= run.Item2).Select(start => (start, run.Item3, start + 3)));
        Assert.Equal(expected, starts);
    }

    [Fact]
    public void One_row_can_be_a_window()
    {
        folder.Write("train.csv", "label,subject,a0,b0,a1,b1\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i % 2},{i / 2},{i},{-i},{i + 0.5},{-i - 0.5}\n")));
        folder.Write("test.csv", "label,subject,a0,b0,a1,b1\n1,99,7,8,9,10\n");
        var dataset = Load(new DatasetOptions { Channels = ["a", "b"] });
        Assert.Equal((2, 2, 1), (dataset.Length, dataset.Channels, dataset.Test.Count));
        Assert.Equal([7f, 8f, 9f, 10f], dataset.Test.Values);
        Assert.Equal([99], dataset.Test.Subjects!);
    }

    [Fact]
    public void All_bad_rows_are_told_by_line()
    {
        folder.Write("data.csv", "label,x,y\nwalk,1,2\nwalk,1\nwalk,1,2,3\nwalk,one,2\nwalk,NaN,2\n,1,2\n");
        Assert.Equal(
            [
                $"data.csv(3,1) {DiagnosticCodes.RaggedRow}", $"data.csv(4,1) {DiagnosticCodes.RaggedRow}", $"data.csv(5,1) {DiagnosticCodes.NotNumber}",
                $"data.csv(6,1) {DiagnosticCodes.NotFinite}", $"data.csv(7,1) {DiagnosticCodes.LabelOutOfRange}",
            ],
            DatasetErrors.PlacesOf(folder, new DatasetOptions { Path = "data.csv", Window = 2 }));
    }

    [Theory]
    [InlineData("", DiagnosticCodes.NoData)]
    [InlineData("label,x\n", DiagnosticCodes.NoData)]
    [InlineData("1,2,3\n1,2,3\n", DiagnosticCodes.ColumnMissing)]
    [InlineData("Label,x\nwalk,1\n", DiagnosticCodes.ColumnMissing)]
    [InlineData("label\nwalk\n", DiagnosticCodes.ColumnMissing)]
    [InlineData("label,x,x\nwalk,1,2\n", DiagnosticCodes.ColumnMissing)]
    [InlineData("label,x\nwalk,1\nwalk,2\n", DiagnosticCodes.NoData)]
    public void What_holds_no_windows_is_refused(string text, string code)
    {
        folder.Write("data.csv", text);
        Assert.Equal(code, DatasetErrors.Of(folder, new DatasetOptions { Path = "data.csv", Window = 8 })[0].Code);
    }

    [Fact]
    public void An_open_quote_is_refused()
    {
        var after = string.Concat(Enumerable.Repeat("run,2\n", 20_000));
        folder.Write("data.csv", "label,x\nrun,2\n\n\"walk,1\n" + after);

        // The line that the quote stands in, not the one where the field has grown too long.
        Assert.Equal([$"data.csv(4,1) {DiagnosticCodes.RaggedRow}"], DatasetErrors.PlacesOf(folder, new DatasetOptions { Path = "data.csv", Window = 8 }));
    }

    [Fact]
    public void A_label_that_is_no_class_is_told_once_by_line()
    {
        folder.Write("data.csv", "label,x\nwalk,1\nwlak,2\nwlak,3\nrun,4\nfall,5\nwlak,6\n");
        Assert.Equal(
            [$"data.csv(3,1) {DiagnosticCodes.LabelOutOfRange}", $"data.csv(6,1) {DiagnosticCodes.LabelOutOfRange}"],
            DatasetErrors.PlacesOf(folder, new DatasetOptions { Path = "data.csv", Window = 1, Classes = ["walk", "run"] }));
    }

    /// <summary>Whatever happens to a file, it is read or refused by code.</summary>
    [Property(MaxTest = 300)]
    public Property Mutations_are_read_or_refused_with_codes() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var bytes = Encoding.UTF8.GetBytes(
            "label,subject,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i < 20 ? "walk" : "run")},{i % 5},{i},{i * 7}\n"))).ToList();
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            var splice = new[] { "\"", ",", "\n", "\r", ";", "\t", "\0", "1e99", "\ufeff", "-", "NaN", "\n\n" }[random.Next(12)];
            bytes.InsertRange(at, random.Next(3) == 0 ? [(byte)random.Next(256)] : Encoding.UTF8.GetBytes(splice));
        }

        using var own = new TemporaryFolder();
        own.Write("data.csv", bytes.ToArray());
        try
        {
            var options = new DatasetOptions { Path = "data.csv", Rate = new Hertz(50), Window = random.Next(2) == 0 ? 4 : null };
            return DatasetLoader.Load(options, own.Path).Training.Count > 0;
        }
        catch (MicroNasException exception)
        {
            return exception.Diagnostics.All(error => error.Code.StartsWith("MNAS3", StringComparison.Ordinal) && !error.Message.Contains('\n'));
        }
    });

    private Dataset Load(DatasetOptions options) =>
        DatasetLoader.Load(options with { Path = options.Path ?? folder.Path, Rate = new Hertz(50) }, folder.Path);
}
