using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Datasets.Matlab;

/// <summary>Which columns of a matrix hold what.</summary>
/// <param name="Columns">Of the channels.</param>
/// <param name="Channels">Names, where the layout has names.</param>
/// <param name="Dropped">Labels whose rows are left out.</param>
/// <param name="Rate">Where the layout is one of a known rate.</param>
/// <param name="Window">Where the layout is one of a usual window.</param>
internal sealed record MatlabLayout(
    int Label, IReadOnlyList<int> Columns, IReadOnlyList<string>? Channels, IReadOnlyCollection<int> Dropped, Hertz? Rate, int? Window)
{
    /// <summary>Skoda Mini Checkpoint (Stiefmeier et al. 2008): ten accelerometers, each with its number, three calibrated and three raw axes.</summary>
    private const int SkodaSensors = 10;
    private const int SkodaSensorColumns = 7;
    private const int SkodaNoActivity = 32;
    private const double SkodaRate = 98;
    private const int SkodaWindow = 64;

    /// <exception cref="MicroNasException">MNAS3027: a column that the matrix does not have.</exception>
    public static MatlabLayout Of(MatOptions options, int columns, string file)
    {
        var isSkoda = columns == 1 + (SkodaSensors * SkodaSensorColumns) && options.Label == 0 && options.Columns is null;
        var chosen = options.Columns is { } named ? [.. named]
            : isSkoda ? [.. Enumerable.Range(0, SkodaSensors * 3).Select(i => 2 + (i / 3 * SkodaSensorColumns) + (i % 3))]
            : Enumerable.Range(0, columns).Where(column => column != options.Label).ToArray();
        if (chosen.Append(options.Label).FirstOrDefault(column => column >= columns, -1) is >= 0 and var beyond)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.MatrixNotFound,
                $"there is no column {beyond}; the matrix has the columns 0 to {columns - 1}. Check 'dataset.mat.label' and 'dataset.mat.columns'.", file);
        }

        return chosen.Length == 0
            ? throw DataErrors.Failure(DiagnosticCodes.MatrixNotFound, $"the matrix has {columns} columns; expected the label's and one of a channel.", file)
            : new MatlabLayout(
                options.Label,
                chosen,
                isSkoda ? [.. chosen.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"sensor{(i / 3) + 1}_{"xyz"[i % 3]}"))] : null,
                options.Drop is { } dropped ? dropped : isSkoda ? [SkodaNoActivity] : [],
                isSkoda ? new Hertz(SkodaRate) : null,
                isSkoda ? SkodaWindow : null);
    }
}
