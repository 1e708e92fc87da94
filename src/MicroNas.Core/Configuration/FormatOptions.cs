namespace MicroNas.Core.Configuration;

/// <summary>Options of the data that some formats know nothing of.</summary>
internal static class FormatOptions
{
    /// <summary>What is set and would change nothing for data of a format: the key in <c>dataset</c>, and what to say of it.</summary>
    /// <param name="options">Of the data.</param>
    /// <param name="format">That of the data.</param>
    /// <param name="hasWindow">Whether a window is given, be it one that cannot be read.</param>
    public static IEnumerable<(string Key, string Message)> WithoutEffect(DatasetOptions options, DatasetFormat format, bool hasWindow)
    {
        if (format != DatasetFormat.Mat && options.Mat != new MatOptions())
        {
            yield return ("mat", "'dataset.mat' has an effect on MATLAB files only. Remove it, or set 'dataset.format: mat'.");
        }

        if (format != DatasetFormat.Csv && options.Columns != new ColumnOptions())
        {
            yield return ("columns", "'dataset.columns' has an effect on csv files only. Remove it, or set 'dataset.format: csv'.");
        }

        if (options.Stride is null)
        {
            yield break;
        }

        if (format is DatasetFormat.Npy or DatasetFormat.Npz or DatasetFormat.UciHar or DatasetFormat.Ts)
        {
            yield return ("stride", "'dataset.stride' has no effect on data that is stored in windows, which are taken as they are. Remove it.");
        }
        else if (format == DatasetFormat.Csv && !hasWindow)
        {
            yield return ("stride", "'dataset.stride' has no effect without 'dataset.window'. Remove it, or add the samples of a window.");
        }
    }
}
