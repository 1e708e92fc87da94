namespace MicroNas.Core.Datasets;

/// <summary>Divides windows into folds for cross-validation: by person where people are known, otherwise evenly by class.</summary>
public static class SubjectFolds
{
    /// <summary>
    /// Every window is held back by exactly one fold. With two people or more, a person's windows are all in one fold, and the folds
    /// differ by no more windows than one person has; otherwise folds differ by at most one window of every class.
    /// </summary>
    /// <param name="windows">At least two windows.</param>
    /// <param name="count">Folds wanted, two or more; fewer come back where there are fewer people (or, without people, fewer windows).</param>
    /// <param name="seed">The same seed gives the same folds on every machine.</param>
    public static IReadOnlyList<ValidationFold> Create(WindowSet windows, int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(windows.Count, 2);
        var random = new DeterministicRandom((ulong)seed);
        var people = windows.Subjects?.Distinct().Count() ?? 0;
        count = Math.Min(count, people >= 2 ? people : windows.Count);
        var foldOf = people >= 2 ? ByPerson(windows.Subjects!, count, random) : ByClass(windows.Labels, count, random);
        return [.. Enumerable.Range(0, count).Select(fold =>
        {
            var isHeld = Enumerable.Range(0, windows.Count).ToLookup(window => foldOf[window] == fold);
            return new ValidationFold([.. isHeld[false]], [.. isHeld[true]]);
        })];
    }

    /// <summary>The people in random order, each into the fold that has fewest windows so far.</summary>
    private static int[] ByPerson(int[] subjects, int count, DeterministicRandom random)
    {
        var windowsOf = subjects.CountBy(person => person).ToDictionary();
        var people = windowsOf.Keys.Order().ToArray();
        random.Shuffle(people.AsSpan());
        var sizes = new int[count];
        var foldOf = new Dictionary<int, int>();
        foreach (var person in people)
        {
            var smallest = Array.IndexOf(sizes, sizes.Min());
            foldOf[person] = smallest;
            sizes[smallest] += windowsOf[person];
        }

        return [.. subjects.Select(person => foldOf[person])];
    }

    /// <summary>Deals every class out in turn, going on with the fold after the one that got the last window of the class before.</summary>
    private static int[] ByClass(int[] labels, int count, DeterministicRandom random)
    {
        var foldOf = new int[labels.Length];
        var next = 0;
        foreach (var group in Enumerable.Range(0, labels.Length).GroupBy(window => labels[window]).OrderBy(group => group.Key))
        {
            var members = group.ToArray();
            random.Shuffle(members.AsSpan());
            foreach (var window in members)
            {
                foldOf[window] = next++ % count;
            }
        }

        return foldOf;
    }
}
