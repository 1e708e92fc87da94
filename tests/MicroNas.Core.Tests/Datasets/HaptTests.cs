using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Datasets;

public sealed class HaptTests : IDisposable
{
    private const int Samples = 400;

    private readonly TemporaryFolder text = new();
    private readonly TemporaryFolder arrays = new();

    public HaptTests()
    {
        var (experiments, labels, values) = ("exp,user,first_row,rows\n", "", new List<float>());
        for (var experiment = 1; experiment <= 12; experiment++)
        {
            var user = ((experiment - 1) / 2) + 1;
            var steps = Enumerable.Range(0, Samples * 6).Select(i => (float)(((i * 7) + (experiment * 13)) % 501) - 250).ToArray();
            values.AddRange(steps);
            text.Write($"RawData/acc_exp{experiment:00}_user{user:00}.txt", Rows(steps, 0, 1.0 / 720));
            text.Write($"RawData/gyro_exp{experiment:00}_user{user:00}.txt", Rows(steps, 3, 0.0003054326225537807));
            experiments += $"{experiment},{user},{(experiment - 1) * Samples},{Samples}\n";
            labels += $"{experiment} {user} 5 11 200\n{experiment} {user} 7 201 290\n{experiment} {user} 4 291 400\n";
        }

        text.Write("RawData/labels.txt", labels);
        text.Write("activity_labels.txt", string.Concat(Enumerable.Range(1, 12).Select(i => $"{i} ACTIVITY_{i}  \n")));
        arrays.Write("raw_i16.npy", NpyWriter.Raw("<i2", false, $"({12 * Samples}, 6)", NpyWriter.Encode("<i2", [.. values])));
        arrays.Write("experiments.csv", experiments);
        arrays.Write("labels.csv", "exp,user,activity,start1,end1\n" + labels.Replace(' ', ','));
    }

    public void Dispose()
    {
        text.Dispose();
        arrays.Dispose();
    }

    /// <summary>Twelve classes are wanted where these recordings have three: the reader alone is asked.</summary>
    [Fact]
    public void Both_layouts_give_the_same_windows_cut_within_their_segments()
    {
        var (published, stored) = (Read(text), Read(arrays));
        Assert.Equal("ACTIVITY_7", published.ClassNames![6]);
        Assert.Equal("STAND_TO_SIT", stored.ClassNames![6]);
        Assert.Equal(50, published.Rate!.Value.Value);
        Assert.Equal(["acc_x", "acc_y", "acc_z", "gyro_x", "gyro_y", "gyro_z"], published.ChannelNames!);
        foreach (var raw in new[] { published, stored })
        {
            var windows = raw.Training;
            Assert.Equal((128, 6, 36), (windows.Length, windows.Channels, windows.Count));
            Assert.Equal([4, 6, 3], windows.Labels[..3]);
            Assert.Equal(Enumerable.Range(1, 6), windows.Subjects!.Distinct());
        }

        for (var i = 0; i < published.Training.Values.Length; i++)
        {
            Assert.Equal(published.Training.Values[i], stored.Training.Values[i], 1e-6f);
        }

        // The first window of experiment 1 begins 31 samples into a segment of 190 that begins with sample 10.
        Assert.Equal(((((41 * 6 * 7) + 13) % 501) - 250) / 720f, stored.Training.Values[0], 1e-6f);
    }

    [Fact]
    public void Both_layouts_are_recognised_and_people_tell_the_parts_apart()
    {
        Assert.Equal(DatasetFormat.Hapt, DatasetFormats.Detect(text.Path, default));
        Assert.Equal(DatasetFormat.Hapt, DatasetFormats.Detect(arrays.Path, default));
        var raw = Read(text);
        var (training, validation, test) = new DatasetSplitter(new SplitOptions(), _ => default).Split(raw);
        Assert.Equal(6, new[] { training, validation, test }.Sum(part => part.Subjects!.Distinct().Count()));
    }

    [Fact]
    public void All_wrong_labels_are_told_by_line()
    {
        text.Write("RawData/labels.txt", "1 1 13 1 200\n1 1 5 300 200\n99 1 5 1 200\n1 2 5 1 200\n1 1 5 1 401\n1 1 5 0 9\n1 1 5 9 x\n1 1 5 9\n1 1 5 1 200\n1 1 6 150 220\n");
        Assert.Equal(
            [
                $"labels.txt(7,1) {DiagnosticCodes.NotNumber}", $"labels.txt(8,1) {DiagnosticCodes.RaggedRow}",
                $"labels.txt(1,1) {DiagnosticCodes.LabelOutOfRange}",
                .. Enumerable.Range(2, 6).Append(10).Select(line => $"labels.txt({line},1) {DiagnosticCodes.SegmentOutOfRange}"),
            ],
            DatasetErrors.PlacesOf(text));
    }

    [Fact]
    public void Recordings_must_be_whole()
    {
        text.Write("RawData/gyro_exp03_user02.txt", "1 2 3\n");
        Assert.Equal(DiagnosticCodes.ShapeMismatch, DatasetErrors.Of(text)[0].Code);
        text.Write("RawData/gyro_exp03_user02.txt", "1 2\n");
        Assert.Equal([$"gyro_exp03_user02.txt(1,1) {DiagnosticCodes.RaggedRow}"], DatasetErrors.PlacesOf(text));
        text.Write("RawData/gyro_exp03_user02.txt", "1 2 3\n1 nan 3\n");
        Assert.Equal([$"gyro_exp03_user02.txt(2,3) {DiagnosticCodes.NotFinite}"], DatasetErrors.PlacesOf(text));
        File.Delete(text.File("RawData/gyro_exp03_user02.txt"));
        Assert.Equal(DiagnosticCodes.DataFileMissing, DatasetErrors.Of(text)[0].Code);
        text.Write("activity_labels.txt", "1 A\n3 B\n");
        Assert.Equal([$"activity_labels.txt(2,1) {DiagnosticCodes.LabelOutOfRange}"], DatasetErrors.PlacesOf(text));

        arrays.Write("experiments.csv", "exp,user,first_row,rows\n1,1,0,400\n2,1,4700,400\n1,1,0,400\n");
        Assert.Equal(
            [$"experiments.csv(3,1) {DiagnosticCodes.SegmentOutOfRange}", $"experiments.csv(4,1) {DiagnosticCodes.SegmentOutOfRange}"],
            DatasetErrors.PlacesOf(arrays));
        arrays.Write("experiments.csv", "experiment,user\n1,1\n");
        Assert.Equal(
            [$"experiments.csv(1,1) {DiagnosticCodes.ColumnMissing}", $"experiments.csv(2,1) {DiagnosticCodes.RaggedRow}"], DatasetErrors.PlacesOf(arrays));
        arrays.Write("raw_i16.npy", NpyWriter.Singles(new float[12], 2, 6));
        Assert.Equal(DiagnosticCodes.ShapeMismatch, DatasetErrors.Of(arrays)[0].Code);
    }

    [Fact]
    public void Another_folder_named_so_is_refused()
    {
        using var other = new TemporaryFolder();
        Assert.Equal(DiagnosticCodes.DataFileMissing, DatasetErrors.Of(other, new DatasetOptions { Format = DatasetFormat.Hapt })[0].Code);
        Assert.Equal(
            DiagnosticCodes.LabelOutOfRange, DatasetErrors.Of(text, new DatasetOptions { Classes = ["a", "b"] })[0].Code);
    }

    private static RawDataset Read(TemporaryFolder folder) => new Core.Datasets.Recordings.HaptReader(folder.Path, new DatasetOptions()).Read();

    private static string Rows(float[] steps, int channel, double scale) => string.Concat(Enumerable.Range(0, Samples).Select(t =>
        string.Join(' ', Enumerable.Range(0, 3).Select(axis => (steps[(t * 6) + channel + axis] * scale).ToString("R", CultureInfo.InvariantCulture))) + " \n"));
}
