using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets.Arrays;
using MicroNas.Core.Datasets.Matlab;
using MicroNas.Core.Datasets.Recordings;
using MicroNas.Core.Datasets.Synthetic;
using MicroNas.Core.Datasets.Text;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>Loads the data set that a configuration names.</summary>
public static class DatasetLoader
{
    /// <summary>Reads, checks, splits and fits the normalisation. The same files and options give the same windows in the same order.</summary>
    /// <param name="baseDirectory">The folder that <see cref="DatasetOptions.Path"/> is relative to.</param>
    /// <param name="locationOf">Where an option stands, by its key path (<see cref="ConfigurationResult.LocationOf"/>); null when no file tells.</param>
    /// <exception cref="MicroNasException">MNAS3xxx: what is wrong with the data. MNAS1021: an option has no effect on data of the format that was found.</exception>
    public static Dataset Load(DatasetOptions options, string baseDirectory, Func<string, SourceLocation>? locationOf = null)
    {
        locationOf ??= _ => new SourceLocation("micronas.yaml");
        var raw = options.IsSynthetic() ? SyntheticReader.Read() : ReadFiles(options, baseDirectory, locationOf);
        return new DatasetAssembler(options, locationOf).Assemble(raw);
    }

    /// <summary>Refuses options that would change nothing for the data, by a glance at its files: whatever a cache remembers, it has to be right when the data is read.</summary>
    /// <exception cref="MicroNasException">MNAS1021: an option has no effect on data of the format that was found.</exception>
    internal static void CheckOptions(DatasetOptions options, string path, Func<string, SourceLocation> locationOf)
    {
        if (options.Format == DatasetFormat.Auto && Path.Exists(path) && DatasetFormats.TryDetect(path) is { } format)
        {
            ThrowIfWithoutEffect(options, format, locationOf);
        }
    }

    private static void ThrowIfWithoutEffect(DatasetOptions options, DatasetFormat format, Func<string, SourceLocation> locationOf)
    {
        var errors = FormatOptions.WithoutEffect(options, format, options.Window is not null)
            .Select(option => Diagnostic.Error(DiagnosticCodes.ContradictingOptions, option.Message, locationOf($"dataset.{option.Key}")))
            .ToList();
        if (errors.Count > 0)
        {
            throw new MicroNasException(errors);
        }
    }

    private static RawDataset ReadFiles(DatasetOptions options, string baseDirectory, Func<string, SourceLocation> locationOf)
    {
        var path = Path.Combine(baseDirectory, options.Path ?? "");
        var location = locationOf("dataset.path");
        if (options.Path is null || !Path.Exists(path))
        {
            throw DataErrors.Failure(
                DiagnosticCodes.DataNotReadable, $"the data '{options.Path}' does not exist; expected a file or folder.", location);
        }

        path = Path.GetFullPath(path);
        try
        {
            var format = options.Format == DatasetFormat.Auto ? DatasetFormats.Detect(path, location) : options.Format;
            var isFile = format is DatasetFormat.Npz or DatasetFormat.Mat;
            if (Directory.Exists(path) == isFile && format is not (DatasetFormat.Csv or DatasetFormat.Ts))
            {
                var expected = format == DatasetFormat.Npz ? "an .npz file" : format == DatasetFormat.Mat ? "a .mat file" : "a folder";
                throw DataErrors.Failure(
                    DiagnosticCodes.DataNotReadable, $"'{options.Path}' is a {(isFile ? "folder" : "file")}; expected {expected}.", location);
            }

            ThrowIfWithoutEffect(options, format, locationOf);
            return Read(format, path, options);
        }
        catch (MicroNasException exception) when (options.Format != DatasetFormat.Auto
            && exception.Diagnostics.All(diagnostic => diagnostic.Code == DiagnosticCodes.DataFileMissing)
            && DatasetFormats.TryDetect(path) is { } other && other != options.Format)
        {
            var (named, found) = (OptionDescription.NameOf(options.Format), OptionDescription.NameOf(other));
            throw new MicroNasException(
                [
                    Diagnostic.Error(
                        DiagnosticCodes.DataFileMissing,
                        $"'dataset.format' is {named}, but '{options.Path}' looks like {found}. Write 'format: {found}', or leave the key out.",
                        locationOf("dataset.format")),
                    .. exception.Diagnostics,
                ]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DataErrors.Failure(DiagnosticCodes.DataNotReadable, $"the data cannot be read: {exception.Message}", location, exception);
        }
    }

    private static RawDataset Read(DatasetFormat format, string path, DatasetOptions options)
    {
        switch (format)
        {
            case DatasetFormat.Csv:
                return new CsvDatasetReader(path, options).Read();
            case DatasetFormat.UciHar:
                return new UciHarReader(path, options).Read();
            case DatasetFormat.Hapt:
                return new HaptReader(path, options).Read();
            case DatasetFormat.Ts:
                return new SeriesDatasetReader(path, options).Read();
            case DatasetFormat.Mat:
                return new MatlabDatasetReader(path, options).Read();
            default:
                using (IArraySource source = format == DatasetFormat.Npz ? new ArchiveArraySource(path) : new FolderArraySource(path))
                {
                    return new ArrayDatasetReader(source, options).Read();
                }
        }
    }
}
