using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets.Recordings;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>Tells the format of a data set from its path.</summary>
internal static class DatasetFormats
{
    /// <summary>Null where none or several formats fit.</summary>
    public static DatasetFormat? TryDetect(string path)
    {
        try
        {
            return Detect(path, default);
        }
        catch (MicroNasException)
        {
            return null;
        }
    }

    /// <exception cref="MicroNasException">MNAS3002: none or several formats fit.</exception>
    public static DatasetFormat Detect(string path, SourceLocation location)
    {
        if (File.Exists(path))
        {
            return Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".NPZ" => DatasetFormat.Npz,
                ".CSV" => DatasetFormat.Csv,
                ".TS" => DatasetFormat.Ts,
                ".MAT" => DatasetFormat.Mat,
                var extension => throw DataErrors.Failure(
                    DiagnosticCodes.DataFormatUnknown,
                    $"the format of '{path}' cannot be told from its extension '{extension}'; expected .npz, .csv, .ts or .mat, a folder, or 'dataset.format'.",
                    location),
            };
        }

        var fitting = new List<DatasetFormat>();
        if (Directory.Exists(Path.Combine(path, "train", "Inertial Signals")))
        {
            fitting.Add(DatasetFormat.UciHar);
        }

        if (HaptReader.IsAt(path))
        {
            fitting.Add(DatasetFormat.Hapt);
        }
        else if (Directory.EnumerateFiles(path, "X*.npy").Any())
        {
            fitting.Add(DatasetFormat.Npy);
        }
        else if (Directory.EnumerateFiles(path, "*.csv").Any())
        {
            // Beside arrays, csv files hold notes about them.
            fitting.Add(DatasetFormat.Csv);
        }

        if (Directory.EnumerateFiles(path, "*.ts").Any())
        {
            fitting.Add(DatasetFormat.Ts);
        }

        return fitting.Count == 1 ? fitting[0] : throw DataErrors.Failure(
            DiagnosticCodes.DataFormatUnknown,
            fitting.Count == 0
                ? $"'{path}' holds no data that is known; expected X.npy and y.npy (or X_train.npy …), .csv or .ts files, or the folder of UCI HAR or HAPT. Of .mat files, name the file."
                : $"'{path}' could be {string.Join(" or ", fitting)}; say which with 'dataset.format'.",
            location);
    }
}
