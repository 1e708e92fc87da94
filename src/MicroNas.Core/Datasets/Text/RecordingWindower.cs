namespace MicroNas.Core.Datasets.Text;

/// <summary>
/// Cuts recordings into windows. A window never spans two recordings, people or labels: the grid of windows starts anew where one
/// of them changes, and samples that do not fill a last window are left out.
/// </summary>
internal static class RecordingWindower
{
    /// <summary>The rows of each window: first row and number.</summary>
    public static IReadOnlyList<int> FirstRows(IReadOnlyList<CsvRow> rows, int window, int stride)
    {
        var starts = new List<int>();
        var begin = 0;
        for (var end = 1; end <= rows.Count; end++)
        {
            if (end < rows.Count && BelongsTogether(rows[begin], rows[end]))
            {
                continue;
            }

            for (var start = begin; start + window <= end; start += stride)
            {
                starts.Add(start);
            }

            begin = end;
        }

        return starts;
    }

    private static bool BelongsTogether(CsvRow left, CsvRow right) =>
        left.Label == right.Label
        && left.Recording == right.Recording
        && left.Subject == right.Subject
        && left.Location.File == right.Location.File;
}
