namespace MicroNas.Core.Datasets.Text;

/// <summary>
/// Cuts recordings into windows. A window never spans two recordings, people or labels: the grid of windows starts anew where one
/// of them changes, and samples that do not fill a last window are left out.
/// </summary>
internal static class RecordingWindower
{
    /// <summary>The first row of each window.</summary>
    public static IReadOnlyList<int> FirstRows(IReadOnlyList<CsvRow> rows, int window, int stride) =>
        FirstRows(rows.Count, (left, right) => BelongsTogether(rows[left], rows[right]), window, stride);

    /// <summary>The first row of each window of rows that are told apart in another way.</summary>
    /// <param name="belongsTogether">Whether a window may hold both rows, given by their indices.</param>
    public static IReadOnlyList<int> FirstRows(int rows, Func<int, int, bool> belongsTogether, int window, int stride)
    {
        var starts = new List<int>();
        var begin = 0;
        for (var end = 1; end <= rows; end++)
        {
            if (end < rows && belongsTogether(begin, end))
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
