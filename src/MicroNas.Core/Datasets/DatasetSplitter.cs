using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>Divides windows into training, validation and test. Validation is always cut from what is not test.</summary>
internal sealed class DatasetSplitter(SplitOptions options, Func<string, SourceLocation> locationOf)
{
    /// <summary>The three parts; every window is in exactly one.</summary>
    /// <exception cref="MicroNasException">MNAS3020: the data cannot be split so.</exception>
    public (WindowSet Training, WindowSet Validation, WindowSet Test) Split(RawDataset raw)
    {
        var kind = options.By == SplitKind.Auto ? Choose(raw) : options.By;
        var random = new DeterministicRandom((ulong)options.Seed);
        if (kind == SplitKind.Given)
        {
            var test = raw.Test ?? throw Failure("'by: given' needs data with a test part (X_test, test.csv, a test folder); this has none.", "by");
            var bySubject = raw.Training.Subjects?.Distinct().Skip(1).Any() == true;
            var (training, validation) = CutValidation(raw.Training, options.Validation, bySubject, random);
            return (training, validation, test);
        }

        // The user asks for a split of their own, so the data's parts are one whole.
        var all = raw.Test is null ? raw.Training : raw.Training.Concatenate(raw.Test);
        if (kind == SplitKind.Random)
        {
            return CutRandomly(all, random);
        }

        var (rest, cut) = kind == SplitKind.Subject ? CutTestSubjects(all, random) : CutStratified(all, options.Test, random);
        var listed = kind == SplitKind.Subject && options.TestSubjects is not null;

        // Validation is a share of all windows, of which the test part is gone by now.
        var share = listed ? options.Validation : options.Validation / (1 - options.Test);
        var (fit, held) = CutValidation(rest, share, kind == SplitKind.Subject, random);
        return (fit, held, cut);
    }

    /// <summary>The first that the data allows: a part of people needs one in each of the three.</summary>
    private SplitKind Choose(RawDataset raw) =>
        options.TestSubjects is not null ? SplitKind.Subject
        : raw.Test is not null ? SplitKind.Given
        : raw.Training.Subjects is { } subjects && (options.ValidationSubjects is not null || subjects.Distinct().Skip(2).Any()) ? SplitKind.Subject
        : SplitKind.Fraction;

    private (WindowSet Kept, WindowSet Cut) CutTestSubjects(WindowSet all, DeterministicRandom random)
    {
        var subjects = all.Subjects
            ?? throw Failure("a split by subject needs data that names the person of each window; this does not. Use 'by: fraction'.", "by");
        if (options.TestSubjects is not { } listed)
        {
            return CutPeople(all, Draw(subjects, options.Test, keep: 2, options.ValidationSubjects ?? [], random));
        }

        CheckKnown(listed, subjects, "testSubjects");
        return CutPeople(all, listed);
    }

    private (WindowSet Training, WindowSet Validation) CutValidation(WindowSet rest, double share, bool bySubject, DeterministicRandom random)
    {
        if (options.ValidationSubjects is { } listed)
        {
            var known = rest.Subjects ?? throw Failure("the data does not name the person of each window.", "validationSubjects");
            CheckKnown(listed, known, "validationSubjects");
            return CutPeople(rest, listed);
        }

        return bySubject ? CutPeople(rest, Draw(rest.Subjects!, share, keep: 1, [], random)) : CutStratified(rest, share, random);
    }

    /// <summary>Draws a share of the people, at least one, so that at least <paramref name="keep"/> others remain.</summary>
    private IReadOnlyCollection<int> Draw(
        int[] subjects, double share, int keep, IReadOnlyCollection<int> reserved, DeterministicRandom random)
    {
        var people = subjects.Distinct().Order().ToArray();
        var free = people.Except(reserved).ToArray();
        var wanted = Math.Clamp((int)Math.Round(share * people.Length, MidpointRounding.AwayFromZero), 1, Math.Max(1, people.Length - keep));
        if (people.Length <= keep || free.Length < wanted || (reserved.Count > 0 && free.Length == wanted))
        {
            throw Failure($"{people.Length} people are too few for three parts by subject; use 'by: fraction', and list none.", "by");
        }

        random.Shuffle(free.AsSpan());
        return free[..wanted];
    }

    private static (WindowSet Kept, WindowSet Cut) CutPeople(WindowSet windows, IReadOnlyCollection<int> people)
    {
        var chosen = people.ToHashSet();
        var indices = Enumerable.Range(0, windows.Count).ToLookup(i => chosen.Contains(windows.Subjects![i]));
        return (windows.Select([.. indices[false]]), windows.Select([.. indices[true]]));
    }

    /// <summary>Cuts a share of every class; a class with two or more windows keeps at least one and gives at least one.</summary>
    private static (WindowSet Kept, WindowSet Cut) CutStratified(WindowSet windows, double share, DeterministicRandom random)
    {
        var isCut = new bool[windows.Count];
        foreach (var group in Enumerable.Range(0, windows.Count).GroupBy(i => windows.Labels[i]).OrderBy(group => group.Key))
        {
            var members = group.ToArray();
            random.Shuffle(members.AsSpan());
            var count = (int)Math.Round(share * members.Length, MidpointRounding.AwayFromZero);
            count = members.Length == 1 ? 0 : Math.Clamp(count, 1, members.Length - 1);
            Array.ForEach(members[..count], i => isCut[i] = true);
        }

        var indices = Enumerable.Range(0, windows.Count).ToLookup(i => isCut[i]);
        return (windows.Select([.. indices[false]]), windows.Select([.. indices[true]]));
    }

    private (WindowSet Training, WindowSet Validation, WindowSet Test) CutRandomly(WindowSet all, DeterministicRandom random)
    {
        var order = Enumerable.Range(0, all.Count).ToArray();
        random.Shuffle(order.AsSpan());
        var test = Share(options.Test, all.Count);
        var validation = Share(options.Validation, all.Count - test);
        return (Ordered(order[(test + validation)..]), Ordered(order[test..(test + validation)]), Ordered(order[..test]));

        int Share(double share, int limit) =>
            Math.Min(limit, Math.Max(1, (int)Math.Round(share * all.Count, MidpointRounding.AwayFromZero)));

        // In the order of the data, as the other ways to split leave them.
        WindowSet Ordered(int[] indices) => all.Select([.. indices.Order()]);
    }

    private void CheckKnown(IReadOnlyCollection<int> listed, int[] subjects, string key)
    {
        var unknown = listed.Except(subjects).ToList();
        if (unknown.Count > 0)
        {
            throw Failure($"the data has no person {string.Join(", ", unknown)}; it has {Ranges([.. subjects.Distinct().Order()])}.", key);
        }
    }

    private static string Ranges(int[] people) =>
        people.Length <= 40 ? string.Join(", ", people) : $"{people.Length} people from {people[0]} to {people[^1]}";

    private MicroNasException Failure(string message, string key) =>
        DataErrors.Failure(DiagnosticCodes.SplitNotPossible, message, locationOf($"dataset.split.{key}"));
}
