using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>Reads <c>.ts</c> files: Name_TRAIN.ts with Name_TEST.ts, or one file that is all.</summary>
internal sealed class SeriesDatasetReader(string path, DatasetOptions options)
{
    private const string TrainingEnd = "_TRAIN.ts";
    private const string TestEnd = "_TEST.ts";

    /// <summary>The file with the test part of a training file, where it is there.</summary>
    public static string? TestFileOf(string file) =>
        file.EndsWith(TrainingEnd, StringComparison.OrdinalIgnoreCase) && file[..^TrainingEnd.Length] + TestEnd is var test && File.Exists(test) ? test : null;

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public RawDataset Read()
    {
        var file = Directory.Exists(path) ? FindFile() : path;
        var training = SeriesTable.Read(file);
        var test = TestFileOf(file) is { } testFile ? SeriesTable.Read(testFile) : null;
        if (test is not null && (test.Length, test.Channels) != (training.Length, training.Channels))
        {
            throw DataErrors.Failure(
                DiagnosticCodes.ShapeMismatch,
                $"test series have {test.Length} samples x {test.Channels} channels; those of {Path.GetFileName(file)} have {training.Length} x {training.Channels}.",
                test.File);
        }

        var named = options.Classes ?? (training.Header.ClassLabels is { } listed ? [.. listed] : null);
        var resolver = LabelResolver.Create(named, training.Rows.Concat(test?.Rows ?? []), path);
        return new RawDataset(
            path, ToWindows(training, resolver), test is null ? null : ToWindows(test, resolver), ClassNames: resolver.ClassNames);
    }

    private string FindFile()
    {
        string[] files = [.. Directory.GetFiles(path, "*.ts").Order(StringComparer.Ordinal)];
        var training = files.Where(file => file.EndsWith(TrainingEnd, StringComparison.OrdinalIgnoreCase)).ToArray();
        var chosen = training.Length > 0 ? training : files;
        return chosen.Length == 1 ? chosen[0] : throw DataErrors.Failure(
            DiagnosticCodes.DataFileMissing,
            chosen.Length == 0
                ? "the folder holds no .ts file; expected Name_TRAIN.ts and Name_TEST.ts, or one file."
                : $"several data sets are here: {string.Join(", ", chosen.Take(20).Select(Path.GetFileName))}; name one in 'dataset.path'.",
            path);
    }

    private static WindowSet ToWindows(SeriesTable table, LabelResolver resolver)
    {
        var errors = new DataErrors();
        var labels = table.Rows.Select(row => resolver.Resolve(row, errors)).ToArray();
        errors.ThrowIfAny();
        WindowLimit.Check((long)table.Rows.Count * table.Length * table.Channels, table.File);
        return new WindowSet([.. table.Rows.SelectMany(row => row.Values)], labels, subjects: null, table.Length, table.Channels);
    }
}
