namespace MicroNas.Core.Configuration;

/// <summary>Options of the data that some formats know nothing of.</summary>
internal static class FormatOptions
{
    /// <summary>What would change nothing for data of a format: the key in <c>dataset</c>, and what to say of it.</summary>
    public static IEnumerable<(string Key, string Message)> WithoutEffect(DatasetFormat format)
    {
        if (format != DatasetFormat.Mat)
        {
            yield return ("mat", "'dataset.mat' has an effect on MATLAB files only. Remove it, or set 'dataset.format: mat'.");
        }

        if (format != DatasetFormat.Csv)
        {
            yield return ("columns", "'dataset.columns' has an effect on csv files only. Remove it, or set 'dataset.format: csv'.");
        }

        if (format is DatasetFormat.Npy or DatasetFormat.Npz or DatasetFormat.UciHar or DatasetFormat.Ts)
        {
            yield return ("stride", "'dataset.stride' has no effect on data that is stored in windows, which are taken as they are. Remove it.");
        }
    }

    /// <summary>Whether an option has another value than the one that it has when it is left out.</summary>
    public static bool IsSet(DatasetOptions options, string key) => key switch
    {
        "mat" => options.Mat != new MatOptions(),
        "columns" => options.Columns != new ColumnOptions(),
        _ => options.Stride is not null,
    };
}
