using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>
/// Reads csv with a header: one row a sample where the configuration gives a window, otherwise one row a window (sample by sample,
/// the channels of each together). A folder is train.csv and test.csv, or any number of files that are one set.
/// </summary>
internal sealed class CsvDatasetReader(string path, DatasetOptions options)
{
    /// <summary>Rows of fewer values are samples of a few sensors far more often than windows of one.</summary>
    private const int SmallestPlausibleRow = 8;

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public RawDataset Read()
    {
        var (trainingFiles, testFiles) = FindFiles();
        CheckHeaders([.. trainingFiles, .. testFiles]);
        var training = ReadTables(trainingFiles);
        var test = ReadTables(testFiles);
        var columns = training[0].ChannelColumns;
        foreach (var table in training.Concat(test).Where(table => !table.ChannelColumns.SequenceEqual(columns)))
        {
            throw DataErrors.Failure(
                DiagnosticCodes.ChannelCountMismatch,
                $"the channel columns are {string.Join(", ", table.ChannelColumns.Take(20))}; {training[0].File} has {string.Join(", ", columns.Take(20))}.",
                new SourceLocation(table.File, 1, 1));
        }

        var labels = LabelResolver.Create(options.Classes, training.Concat(test).SelectMany(table => table.Rows), path);
        return new RawDataset(
            path,
            ToWindows(training, labels),
            test.Count > 0 ? ToWindows(test, labels) : null,
            options.Window is null ? null : columns,
            labels.ClassNames);
    }

    private (string[] Training, string[] Test) FindFiles()
    {
        if (!Directory.Exists(path))
        {
            return ([path], []);
        }

        var (train, test) = (Path.Combine(path, "train.csv"), Path.Combine(path, "test.csv"));
        if (File.Exists(train))
        {
            return ([train], File.Exists(test) ? [test] : []);
        }

        string[] files = [.. Directory.GetFiles(path, "*.csv").Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? (files, [])
            : throw DataErrors.Failure(DiagnosticCodes.DataFileMissing, "the folder holds no .csv file.", path);
    }

    /// <summary>Before any row is read: a name that is wrong here makes an error of every row.</summary>
    private void CheckHeaders(string[] files)
    {
        var headers = files.Select(CsvTable.ReadHeader).ToList();
        CsvColumns.CheckIgnored([.. headers.SelectMany(header => header).Distinct()], files[0], options.Columns);
        var recording = options.Columns.Recording;
        if (options.Window is null
            && !options.Columns.Ignore.Contains(recording)
            && headers.FindIndex(header => header.Contains(recording)) is >= 0 and var index)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.WindowMissing,
                $"the column '{recording}' tells recordings apart, so a row is one sample. Set 'dataset.window' (samples a window); "
                    + "if every row is a window, name the column in 'dataset.columns.ignore'.",
                new SourceLocation(files[index], 1, 1));
        }
    }

    private List<CsvTable> ReadTables(string[] files) => [.. files.Select(file => CsvTable.Read(file, options))];

    private WindowSet ToWindows(List<CsvTable> tables, LabelResolver resolver)
    {
        var rows = tables.SelectMany(table => table.Rows).ToList();
        var errors = new DataErrors();
        var labels = rows.Select(row => resolver.Resolve(row, errors)).ToArray();
        errors.ThrowIfAny();
        return options.Window is { } window ? CutRecordings(rows, labels, window) : StackRows(rows, labels);
    }

    private WindowSet CutRecordings(List<CsvRow> rows, int[] labels, int window)
    {
        var starts = RecordingWindower.FirstRows(rows, window, options.Stride ?? Math.Max(1, window / 2));
        if (starts.Count == 0)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.NoData,
                $"no stretch of one recording and one label has the {window} samples of a window. Set a shorter 'dataset.window'.",
                rows[0].Location.File);
        }

        var channels = rows[0].Values.Length;
        WindowLimit.Check((long)starts.Count * window * channels, path);
        var values = new float[starts.Count * window * channels];
        for (var i = 0; i < starts.Count; i++)
        {
            for (var t = 0; t < window; t++)
            {
                rows[starts[i] + t].Values.CopyTo(values, ((i * window) + t) * channels);
            }
        }

        return new WindowSet(
            values, [.. starts.Select(start => labels[start])], Subjects([.. starts.Select(start => rows[start])]), window, channels);
    }

    private WindowSet StackRows(List<CsvRow> rows, int[] labels)
    {
        var columns = rows[0].Values.Length;
        var channels = options.Channels is { } named && named.Count <= columns ? named.Count : 1;
        if (columns % channels != 0)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.ChannelCountMismatch,
                $"{columns} value columns do not divide into windows of {channels} channels. For rows that are samples, set 'dataset.window'.",
                rows[0].Location.File);
        }

        if (columns == channels || (options.Channels is null && columns < SmallestPlausibleRow))
        {
            throw DataErrors.Failure(
                DiagnosticCodes.WindowMissing,
                $"a row holds {columns} values, which looks like one sample of a recording. Set 'dataset.window' (samples a window), and "
                    + "'dataset.stride' if windows shall not overlap by half; or, if every row is a window, name its channels in 'dataset.channels'.",
                rows[0].Location.File);
        }

        WindowLimit.Check((long)rows.Count * columns, path);
        return new WindowSet([.. rows.SelectMany(row => row.Values)], labels, Subjects(rows), columns / channels, channels);
    }

    private static int[]? Subjects(IReadOnlyList<CsvRow> rows) =>
        rows.All(row => row.Subject is not null) ? [.. rows.Select(row => row.Subject!.Value)] : null;
}
