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

    /// <summary>Insertions, deletions and substitutions between two words (Levenshtein 1966).</summary>
    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
