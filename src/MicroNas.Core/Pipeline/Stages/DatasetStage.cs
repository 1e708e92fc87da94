using System.Security.Cryptography;
using System.Text;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Datasets.Text;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>
/// Loads and checks the windows. Its cached result is a summary; the windows themselves are loaded again only by a stage
/// that has to run.
/// </summary>
internal sealed class DatasetStage
{
    private const string SummaryName = "dataset.json";

    private readonly Lazy<Dataset> dataset;

    private DatasetStage(Lazy<Dataset> dataset, DatasetSummary summary, IReadOnlyList<string> files, string? folder)
    {
        Folder = folder;
        this.dataset = dataset;
        Summary = summary;
        Files = files;
    }

    /// <summary>The windows; loaded when first asked for.</summary>
    public Dataset Dataset => dataset.Value;

    public DatasetSummary Summary { get; }

    /// <summary>Full path of the folder that holds the data, where it is a folder.</summary>
    public string? Folder { get; }

    /// <summary>Full paths of the files that were read.</summary>
    public IReadOnlyList<string> Files { get; }

    public static DatasetStage Run(StageRunner runner, ConfigurationResult configuration, CancellationToken cancellation)
    {
        var options = configuration.Options.Dataset;
        var path = options.Path is null ? null : Path.GetFullPath(Path.Combine(configuration.BaseDirectory, options.Path));
        var files = FilesOf(path);
        var inputs = new StageInputs()
            .Add("version", StageVersions.Dataset)
            .Add("files", HashOf(files, path))
            .AddSection("dataset", options, "path");
        var dataset = new Lazy<Dataset>(() => DatasetLoader.Load(options, configuration.BaseDirectory, configuration.LocationOf));
        var entry = runner.Run(
            StageName.Dataset,
            inputs,
            _ => new CacheEntry(new Dictionary<string, byte[]>
            {
                [SummaryName] = Encoding.UTF8.GetBytes(ReportJson.Serialize(DatasetSummary.Of(dataset.Value))),
            }),
            entry => Describe(Read(entry)),
            cancellation);
        return new DatasetStage(dataset, Read(entry), files, Directory.Exists(path) ? path : null);
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

        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : SeriesDatasetReader.TestFileOf(path) is { } test ? [path, test] : [path];
    }

    private static string HashOf(IReadOnlyList<string> files, string? path)
    {
        if (path is null)
        {
            return "none";
        }

        // Names relative to the data set, so that a moved or cloned folder has the same key.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Where(File.Exists))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file).Replace('\\', '/') + "\n"));
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
