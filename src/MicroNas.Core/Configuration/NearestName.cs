namespace MicroNas.Core.Configuration;

/// <summary>Finds the name that a mistyped one was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits, or null when none is near: more than a third of its letters differ.</summary>
    public static string? Find(string name, IEnumerable<string> candidates) => candidates
        .Where(candidate => Math.Abs(candidate.Length - name.Length) <= 8)
        .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(entry => entry.distance <= Math.Max(1, entry.candidate.Length / 3))
        .OrderBy(entry => entry.distance)
        .ThenBy(entry => entry.candidate, StringComparer.Ordinal)
        .Select(entry => entry.candidate)
        .FirstOrDefault();

    /// <summary>The end of a sentence: "; did you mean 'x'?", or a full stop.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words, no letter edited twice (Damerau 1964).</summary>
    internal static int Distance(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                distances[i, j] = Math.Min(i, j) == 0 ? Math.Max(i, j) : Least(i, j);
            }
        }

        return distances[left.Length, right.Length];

        int Least(int i, int j)
        {
            var least = Math.Min(
                distances[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1), 1 + Math.Min(distances[i - 1, j], distances[i, j - 1]));
            return i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]
                ? Math.Min(least, 1 + distances[i - 2, j - 2])
                : least;
        }
    }
}
