using System.Text;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Datasets.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>
/// Loads and checks the windows. Its cached result is a summary; the windows themselves are loaded again only by a stage
/// that has to run.
/// </summary>
internal sealed class DatasetStage
{
    /// <summary>The input that is the hash of the data's files.</summary>
    public const string FilesInput = "files";

    private const string SummaryName = "dataset.json";
    private const string GoldenName = "golden.f32";

    private readonly Lazy<Dataset> dataset;

    private DatasetStage(Lazy<Dataset> dataset, CacheEntry entry, IReadOnlyList<string> files, string? folder)
    {
        Folder = folder;
        this.dataset = dataset;
        Summary = Read(entry);
        Golden = GoldenTestWindows.Read(entry[GoldenName], Summary);
        Files = files;
    }

    /// <summary>The windows; loaded when first asked for.</summary>
    public Dataset Dataset => dataset.Value;

    public DatasetSummary Summary { get; }

    /// <summary>The test windows that the firmware's self-test runs.</summary>
    public WindowSet Golden { get; }

    /// <summary>Full path of the folder that holds the data, where it is a folder.</summary>
    public string? Folder { get; }

    /// <summary>Full paths of the files that were read.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <param name="hashes">Hashes of files that did not change since the last run.</param>
    public static DatasetStage Run(StageRunner runner, ConfigurationResult configuration, FileHashes hashes, CancellationToken cancellation)
    {
        var options = configuration.Options.Dataset;
        var path = options.Path is null ? null : Path.GetFullPath(Path.Combine(configuration.BaseDirectory, options.Path));
        if (path is not null)
        {
            DatasetLoader.CheckOptions(options, path, configuration.LocationOf);
        }

        var files = FilesOf(path);
        var inputs = new StageInputs()
            .Add("version", StageVersions.Dataset)
            .Add(FilesInput, runner.Lock.FilesWithoutData(path) ?? hashes.HashOf(files, path))
            .AddSection("dataset", options, "path");
        var dataset = new Lazy<Dataset>(() => DatasetLoader.Load(options, configuration.BaseDirectory, configuration.LocationOf));
        var entry = runner.Run(
            StageName.Dataset,
            inputs,
            _ => new CacheEntry(new Dictionary<string, byte[]>
            {
                [SummaryName] = Encoding.UTF8.GetBytes(ReportJson.Serialize(DatasetSummary.Of(dataset.Value))),
                [GoldenName] = GoldenTestWindows.Write(dataset.Value),
            }),
            entry => Describe(Read(entry)),
            cancellation);
        return new DatasetStage(dataset, entry, files, Directory.Exists(path) ? path : null);
    }

    private static DatasetSummary Read(CacheEntry entry) => ReportJson.Deserialize<DatasetSummary>(entry[SummaryName])!;

    private static string Describe(DatasetSummary summary)
    {
        var report = summary.Report;
        return FormattableString.Invariant(
            $"{report.TrainingWindows} + {report.ValidationWindows} + {report.TestWindows} windows (training + validation + test) of {report.WindowLength} x {report.Channels.Count}, {report.Classes.Count} classes");
    }

    private static IReadOnlyList<string> FilesOf(string? path)
    {
        if (path is null)
        {
            return [];
        }

        try
        {
            return Directory.Exists(path)
                ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
                : SeriesDatasetReader.TestFileOf(path) is { } test ? [path, test] : [path];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DataErrors.Failure(DiagnosticCodes.DataNotReadable, $"the folder cannot be read: {exception.Message}", path, exception);
        }
    }
}
