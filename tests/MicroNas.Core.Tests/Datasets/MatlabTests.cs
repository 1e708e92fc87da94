using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Datasets.Matlab;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

public sealed class MatlabTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property(MaxTest = 200)]
    public Property Matrices_survive_a_round_trip() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var names = MatWriter.TypeNames.ToArray();
        var writer = new MatWriter(isBigEndian: random.Next(2) == 0);
        var expected = new Dictionary<string, (int Rows, int Columns, double[] Values)>();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var (rows, columns, type) = (random.Next(1, 9), random.Next(1, 9), names[random.Next(names.Length)]);
            var storedType = type == "double" && random.Next(2) == 0 ? names[random.Next(names.Length)] : type;
            var low = storedType[0] == 'u' ? 0 : -100;
            var values = Enumerable.Range(0, rows * columns).Select(_ => (double)random.Next(low, 100)).ToArray();
            expected[$"m{i}"] = (rows, columns, values);
            writer.Add($"m{i}", values, rows, columns, type, storedType, isCompressed: random.Next(2) == 0);
            writer.AddText("note", new string('a', random.Next(1, 9)), isCompressed: random.Next(2) == 0);
        }

        var file = new MatlabFile(new MemoryStream(writer.Bytes), "test.mat");
        return file.Variables.Count(variable => variable.IsMatrix) == expected.Count && file.Variables.Where(variable => variable.IsMatrix).All(variable =>
        {
            var (rows, columns, values) = expected[variable.Name];
            return variable.Dimensions.SequenceEqual([rows, columns]) && file.Read(variable).ToDoubles().SequenceEqual(values);
        });
    });

    /// <summary>Value = sample + sensor column / 100; labels 32 (none), 48 and 49 in runs.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Skoda_s_matrix_is_recognised(bool isCompressed)
    {
        var labels = Enumerable.Range(0, 12).SelectMany(run => Enumerable.Repeat(run % 2 == 0 ? 32 : run % 4 == 1 ? 48 : 49, 200)).ToArray();
        var values = labels.SelectMany((label, row) => Enumerable.Range(0, 71).Select(column => column == 0 ? label : row + (column / 100.0))).ToArray();
        folder.Write("right_classall_clean.mat", new MatWriter().Add("right_classall_clean", values, labels.Length, 71, isCompressed: isCompressed).Bytes);
        var dataset = DatasetLoader.Load(new DatasetOptions { Path = folder.File("right_classall_clean.mat") }, "");

        Assert.Equal((64, 30, 98.0), (dataset.Length, dataset.Channels, dataset.SampleRate.Value));
        Assert.Equal(["48", "49"], dataset.ClassNames);
        Assert.Equal("sensor10_z", dataset.ChannelNames[29]);
        Assert.Equal(10, dataset.RotationGroups.Count);

        // Six runs of 200 samples, each with windows at 0, 32, 64, 96 and 128.
        var parts = new[] { dataset.Training, dataset.Validation, dataset.Test };
        Assert.Equal(30, parts.Sum(part => part.Count));
        foreach (var part in parts)
        {
            for (var window = 0; window < part.Count; window++)
            {
                var first = (int)Math.Floor(part.Window(window)[0]);
                Assert.Equal(labels[first], part.Labels[window] + 48);
                Assert.Equal(labels[first], labels[first + 63]);
                Assert.Equal(0, first % 200 % 32);
                for (var channel = 0; channel < 30; channel++)
                {
                    Assert.Equal(first + ((2 + (channel / 3 * 7) + (channel % 3)) / 100.0), part.Window(window)[channel], 2e-4);
                }
            }
        }
    }

    [Fact]
    public void Options_name_variable_columns_and_dropped_labels()
    {
        var values = Enumerable.Range(0, 120).SelectMany(row => new double[] { row, -row, row / 20 % 3 }).ToArray();
        folder.Write("data.mat", new MatWriter().AddText("note", "hello").Add("other", [1], 1, 1).Add("data", values, 120, 3, "single").Bytes);
        var options = new DatasetOptions
        {
            Path = folder.File("data.mat"),
            Rate = new Hertz(100),
            Window = 4,
            Classes = ["idle", "walk"],
            Mat = new MatOptions { Variable = "data", Label = 2, Columns = [1], Drop = [1] },
        };
        var dataset = DatasetLoader.Load(options, "");
        Assert.Equal((1, 36), (dataset.Channels, dataset.Training.Count + dataset.Validation.Count + dataset.Test.Count));
        Assert.All(dataset.Training.Values, value => Assert.True(value <= 0));

        Assert.Equal(DiagnosticCodes.MatrixNotFound, Code(options with { Mat = new MatOptions { Label = 2 } }));
        Assert.Equal(DiagnosticCodes.MatrixNotFound, Code(options with { Mat = new MatOptions { Variable = "note" } }));
        Assert.Equal(DiagnosticCodes.MatrixNotFound, Code(options with { Mat = options.Mat with { Columns = [3] } }));
        Assert.Equal(DiagnosticCodes.LabelOutOfRange, Code(options with { Classes = ["a", "b", "c"] }));
        Assert.Contains("'dataset.mat.drop' names 77, which", Assert.Single(Errors(options with { Mat = options.Mat with { Drop = [1, 77] } })).Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticCodes.WindowMissing, Code(options with { Window = null }));
        Assert.Equal(DiagnosticCodes.NoData, Code(options with { Window = 50 }));
        Assert.Equal(DiagnosticCodes.RateMissing, Code(options with { Rate = null }));
        Assert.Equal(DiagnosticCodes.DataNotReadable, Code(options with { Path = folder.Path, Format = DatasetFormat.Mat }));
    }

    [Fact]
    public void Bad_numbers_are_told_by_row_and_column()
    {
        folder.Write("data.mat", new MatWriter().Add("data", [0, 1, 0.5, 2, 0, 3, 0.25, 4], 4, 2).Bytes);
        var errors = Errors(new DatasetOptions { Window = 2, Format = DatasetFormat.Mat });
        Assert.Equal([DiagnosticCodes.NotNumber, DiagnosticCodes.NotNumber], errors.Select(error => error.Code));
        Assert.Contains("row 3 has the label 0.25", errors[1].Message);

        folder.Write("data.mat", new MatWriter().Add("data", [0, 1, 0, double.NaN, 1, 3, 1, 1e300], 4, 2).Bytes);
        errors = Errors(new DatasetOptions { Window = 2 });
        Assert.Equal([DiagnosticCodes.NotFinite, DiagnosticCodes.NotFinite], errors.Select(error => error.Code));
        Assert.Contains("row 1, column 1 is NaN", errors[0].Message);

        // Row 1 is in two windows.
        folder.Write("data.mat", new MatWriter().Add("data", [0, 1, 0, double.NaN, 0, 3, 1, 4, 1, 5], 5, 2).Bytes);
        Assert.Single(Errors(new DatasetOptions { Window = 2, Stride = 1 }));
    }

    [Fact]
    public void Other_versions_and_damage_say_so_with_the_offset()
    {
        folder.Write("data.mat", "");
        Assert.Equal(DiagnosticCodes.NoData, Code(new DatasetOptions()));
        folder.Write("data.mat", "not a mat file");
        Assert.Equal(DiagnosticCodes.MatrixFileDamaged, Code(new DatasetOptions()));
        var good = new MatWriter().Add("a", [1], 1, 1).Add("data", new double[4000], 2000, 2, isCompressed: true).Bytes;
        var newer = good.ToArray();
        newer[125] = 2;
        folder.Write("data.mat", newer);
        Assert.Contains("7.3", Errors(new DatasetOptions())[0].Message);
        folder.Write("data.mat", good[..^5]);
        Assert.Contains("at byte 192 promises", Errors(new DatasetOptions())[0].Message);

        // The last bytes are the sum over what was compressed.
        good[^1] ^= 1;
        folder.Write("data.mat", good);
        Assert.Contains("at byte 192 cannot be decompressed", Errors(new DatasetOptions { Mat = new MatOptions { Variable = "data" } })[0].Message);
        folder.Write("data.mat", new MatWriter().AddComplex("z").Bytes);
        Assert.Contains("z (complex Double, 1 x 1)", Errors(new DatasetOptions())[0].Message);
    }

    private string Code(DatasetOptions options) => Errors(options)[0].Code;

    private IReadOnlyList<Diagnostic> Errors(DatasetOptions options) => Assert.Throws<MicroNasException>(() =>
        DatasetLoader.Load(options with { Path = options.Path ?? folder.File("data.mat") }, "")).Diagnostics;
}
