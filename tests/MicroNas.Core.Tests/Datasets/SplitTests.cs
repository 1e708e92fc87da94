using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Datasets;

public class SplitTests
{
    /// <summary>For random data and options: every window is in one part, people are never shared, a given test part stays as it is.</summary>
    [Property(MaxTest = 300)]
    public Property Parts_are_disjoint_and_complete() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var people = random.Next(2) == 0 ? random.Next(4, 12) : 0;
        var training = Windows(random, random.Next(40, 120), people, firstPerson: 0, firstWindow: 0);
        var test = random.Next(2) == 0 ? Windows(random, random.Next(5, 20), people, firstPerson: 100, firstWindow: 1000) : null;
        SplitKind[] kinds = [SplitKind.Auto, SplitKind.Fraction, SplitKind.Random, .. people > 0 ? [SplitKind.Subject] : Array.Empty<SplitKind>(), .. test is not null ? [SplitKind.Given] : Array.Empty<SplitKind>()];
        var options = new SplitOptions
        {
            By = kinds[random.Next(kinds.Length)],
            Test = random.Next(5, 40) / 100.0,
            Validation = random.Next(5, 40) / 100.0,
            Seed = random.Next(),
        };
        var raw = new RawDataset("test", training, test);
        var (fit, validation, held) = new DatasetSplitter(options, _ => default).Split(raw);
        var (again, _, _) = new DatasetSplitter(options, _ => default).Split(raw);

        var ids = new[] { fit, validation, held }.Select(part => part.Values.ToHashSet()).ToArray();
        var isGiven = options.By == SplitKind.Given || (options.By == SplitKind.Auto && test is not null);
        var bySubject = people > 0 && options.By is not (SplitKind.Fraction or SplitKind.Random);
        return ids.Sum(set => set.Count) == training.Count + (test?.Count ?? 0)
            && ids.SelectMany(set => set).Distinct().Count() == ids.Sum(set => set.Count)
            && ids.All(set => set.Count > 0)
            && (!isGiven || held.Values.SequenceEqual(test!.Values))
            && (!bySubject || (!Shared(fit, validation) && !Shared(fit, held) && !Shared(validation, held)))
            && again.Values.SequenceEqual(fit.Values);
    });

    [Fact]
    public void Fractions_keep_the_share_of_every_class()
    {
        var labels = Enumerable.Range(0, 1000).Select(i => i < 800 ? 0 : i < 990 ? 1 : 2).ToArray();
        var windows = new WindowSet([.. Enumerable.Range(0, 1000).Select(i => (float)i)], labels, null, 1, 1);
        var (training, validation, test) = new DatasetSplitter(
            new SplitOptions { Test = 0.2, Validation = 0.1 }, _ => default).Split(new RawDataset("test", windows, null));
        Assert.Equal([160, 38, 2], Counts(test));
        Assert.Equal([80, 19, 1], Counts(validation));
        Assert.Equal([560, 133, 7], Counts(training));
    }

    /// <summary>The paper's kind of split: the data's own test part and its people play no part.</summary>
    [Fact]
    public void Random_pools_the_data_s_parts_and_mixes_people()
    {
        var training = Windows(new Random(1), 700, people: 7, firstPerson: 0, firstWindow: 0);
        var given = Windows(new Random(2), 300, people: 3, firstPerson: 100, firstWindow: 1000);
        var options = new SplitOptions { By = SplitKind.Random, Test = 0.2, Validation = 0.1 };
        var (fit, validation, test) = new DatasetSplitter(options, _ => default).Split(new RawDataset("test", training, given));
        Assert.Equal((700, 100, 200), (fit.Count, validation.Count, test.Count));
        Assert.All(new[] { fit, validation, test }, part => Assert.Equal(10, part.Subjects!.Distinct().Count()));
        Assert.InRange(test.Values.Count(value => value >= 1000), 30, 90);
    }

    /// <summary>Three parts of people need three people: a developer's own recordings are split by windows.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void People_are_parted_by_default_where_there_are_enough_of_them(int people, bool isParted)
    {
        var windows = Windows(new Random(1), 60, people, firstPerson: 0, firstWindow: 0);

        var (training, validation, test) = new DatasetSplitter(new SplitOptions(), _ => default).Split(new RawDataset("test", windows, null));

        Assert.All(new[] { training, validation, test }, part => Assert.Equal(isParted ? 1 : people, part.Subjects!.Distinct().Count()));
        var demanded = new DatasetSplitter(new SplitOptions { By = SplitKind.Subject }, _ => default);
        Assert.Equal(isParted, Record.Exception(() => demanded.Split(new RawDataset("test", windows, null))) is null);
    }

    [Fact]
    public void Listed_people_are_where_they_are_listed()
    {
        var windows = Windows(new Random(1), 60, people: 6, firstPerson: 0, firstWindow: 0);
        var options = new SplitOptions { TestSubjects = [1, 4], ValidationSubjects = [0] };
        var (training, validation, test) = new DatasetSplitter(options, _ => default).Split(new RawDataset("test", windows, null));
        Assert.Equal([1, 4], test.Subjects!.Distinct().Order());
        Assert.Equal([0], validation.Subjects!.Distinct());
        Assert.Equal([2, 3, 5], training.Subjects!.Distinct().Order());

        var place = new SourceLocation("micronas.yaml", 7, 9);
        var error = Assert.Single(Assert.Throws<MicroNasException>(() =>
            new DatasetSplitter(options with { TestSubjects = [99] }, key => key == "dataset.split.testSubjects" ? place : default)
                .Split(new RawDataset("test", windows, null))).Diagnostics);
        Assert.Equal((DiagnosticCodes.SplitNotPossible, place), (error.Code, error.Location!.Value));
    }

    [Fact]
    public void Normalisation_never_sees_validation_or_test()
    {
        var dataset = DatasetLoader.Load(new DatasetOptions(), "");
        var channel = dataset.Training.Values.Where((_, i) => i % 6 == 2).Select(value => (double)value).ToArray();
        var mean = channel.Average();
        Assert.Equal(mean, dataset.Normalization.Mean[2], 5);
        Assert.Equal(Math.Sqrt(channel.Average(value => (value - mean) * (value - mean))), dataset.Normalization.StandardDeviation[2], 5);
        Assert.Equal(5, dataset.Normalization.ClipStandardDeviations);
    }

    private static bool Shared(WindowSet left, WindowSet right) => left.Subjects!.Intersect(right.Subjects!).Any();

    private static int[] Counts(WindowSet windows) =>
        [.. windows.Labels.GroupBy(label => label).OrderBy(group => group.Key).Select(group => group.Count())];

    /// <summary>Windows of one value each, which is their number.</summary>
    private static WindowSet Windows(Random random, int count, int people, int firstPerson, int firstWindow) => new(
        [.. Enumerable.Range(firstWindow, count).Select(i => (float)i)],
        [.. Enumerable.Range(0, count).Select(_ => random.Next(3))],
        people > 0 ? [.. Enumerable.Range(0, count).Select(i => firstPerson + (i % people))] : null,
        1,
        1);
}
