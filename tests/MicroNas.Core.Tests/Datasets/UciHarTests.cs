using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Datasets;

public sealed class UciHarTests : IDisposable
{
    private const int Length = 5;

    private static readonly string[] Signals = ["body_acc", "body_gyro", "total_acc"];

    private readonly TemporaryFolder folder = new();

    public UciHarTests()
    {
        WritePart("train", windows: 24, firstPerson: 1);
        WritePart("test", windows: 6, firstPerson: 50);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_published_folder_is_read_as_it_is()
    {
        var dataset = DatasetLoader.Load(new DatasetOptions { Path = folder.Path }, "");
        Assert.Equal((Length, 9, 6, 50.0), (dataset.Length, dataset.Channels, dataset.Test.Count, dataset.SampleRate.Value));
        Assert.Equal("total_acc_z", dataset.ChannelNames[8]);
        Assert.Equal([0, 1, 2, 3, 4, 5], dataset.Test.Labels);
        Assert.Equal([50, 51, 52, 53, 50, 51], dataset.Test.Subjects!);

        // Value = window + sample / 10 + channel / 1000.
        Assert.Equal(3.2f + 0.007f, dataset.Test.Window(3)[(2 * 9) + 7], 5);
    }

    [Fact]
    public void Bad_rows_are_told_by_file_line_and_column()
    {
        var name = Path.Combine("train", "Inertial Signals", "body_gyro_y_train.txt");
        var lines = File.ReadAllLines(folder.File(name));
        lines[2] = "  1.0e+000  2.0";
        lines[4] = " 1 2 x 4 5";
        lines[5] = " 1 2 3 NaN 5";
        File.WriteAllLines(folder.File(name), lines);
        Assert.Equal(
            [
                $"body_gyro_y_train.txt(3,1) {DiagnosticCodes.RaggedRow}", $"body_gyro_y_train.txt(5,6) {DiagnosticCodes.NotNumber}",
                $"body_gyro_y_train.txt(6,8) {DiagnosticCodes.NotFinite}",
            ],
            DatasetErrors.PlacesOf(folder));
    }

    [Fact]
    public void Labels_rows_and_files_must_be_there()
    {
        folder.Write("train/y_train.txt", string.Concat(Enumerable.Repeat("1\n", 23)) + "7\n");
        Assert.Equal([$"y_train.txt(24,1) {DiagnosticCodes.LabelOutOfRange}"], DatasetErrors.PlacesOf(folder));
        folder.Write("train/y_train.txt", string.Concat(Enumerable.Repeat("1\n", 23)));
        Assert.Equal(DiagnosticCodes.ShapeMismatch, DatasetErrors.Of(folder)[0].Code);
        File.Delete(folder.File("train/y_train.txt"));
        Assert.Equal(DiagnosticCodes.DataFileMissing, DatasetErrors.Of(folder)[0].Code);
    }

    private void WritePart(string part, int windows, int firstPerson)
    {
        folder.Write($"{part}/y_{part}.txt", string.Concat(Enumerable.Range(0, windows).Select(i => $"{(i % 6) + 1}\n")));
        folder.Write($"{part}/subject_{part}.txt", string.Concat(Enumerable.Range(0, windows).Select(i => $"{firstPerson + (i % 4)}\n")));
        for (var channel = 0; channel < 9; channel++)
        {
            var rows = Enumerable.Range(0, windows).Select(i => string.Concat(Enumerable.Range(0, Length).Select(t =>
                (i + (t / 10.0) + (channel / 1000.0)).ToString("  0.0000000e+000", CultureInfo.InvariantCulture))) + "\n");
            folder.Write($"{part}/Inertial Signals/{Signals[channel / 3]}_{"xyz"[channel % 3]}_{part}.txt", string.Concat(rows));
        }
    }
}
