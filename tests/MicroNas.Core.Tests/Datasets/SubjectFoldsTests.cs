using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Tests.Datasets;

public class SubjectFoldsTests
{
    [Property(MaxTest = 300)]
    public Property Every_window_is_held_back_once_and_no_person_is_on_both_sides() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var people = random.Next(2, 12);
        var windows = Windows(random, random.Next(people, 200), people);
        var (count, foldSeed) = (random.Next(2, 8), random.Next());
        var folds = SubjectFolds.Create(windows, count, foldSeed);

        var present = windows.Subjects!.Distinct().Count();
        var largest = windows.Subjects!.CountBy(person => person).Max(group => group.Value);
        var sizes = folds.Select(fold => fold.Validation.Count).ToArray();
        return IsPartition(folds, windows.Count)
            && (present < 2 || folds.Count == Math.Min(count, present))
            && (present < 2 || folds.All(fold => !People(windows, fold.Training).Intersect(People(windows, fold.Validation)).Any()))
            && (present < 2 || sizes.Max() - sizes.Min() <= largest)
            && sizes.Min() > 0
            && SubjectFolds.Create(windows, count, foldSeed).SequenceEqual(folds);
    });

    [Property(MaxTest = 300)]
    public Property Without_people_every_class_is_dealt_evenly() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var windows = Windows(random, random.Next(2, 150), people: 0);
        var folds = SubjectFolds.Create(windows, random.Next(2, 8), seed);
        return IsPartition(folds, windows.Count)
            && folds.Max(fold => fold.Validation.Count) - folds.Min(fold => fold.Validation.Count) <= 1
            && windows.Labels.Distinct().All(label =>
            {
                var counts = folds.Select(fold => fold.Validation.Count(window => windows.Labels[window] == label)).ToArray();
                return counts.Max() - counts.Min() <= 1;
            });
    });

    [Fact]
    public void Seeds_differ_and_one_person_is_no_reason_to_fail()
    {
        var windows = Windows(new Random(1), 120, people: 10);
        Assert.NotEqual(SubjectFolds.Create(windows, 3, 1), SubjectFolds.Create(windows, 3, 2));
        Assert.Equal(3, SubjectFolds.Create(Windows(new Random(1), 120, people: 1), 3, 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => SubjectFolds.Create(windows, 1, 1));
    }

    private static bool IsPartition(IReadOnlyList<ValidationFold> folds, int windows) =>
        folds.SelectMany(fold => fold.Validation).Order().SequenceEqual(Enumerable.Range(0, windows))
        && folds.All(fold => fold.Training.Concat(fold.Validation).Order().SequenceEqual(Enumerable.Range(0, windows)));

    private static IEnumerable<int> People(WindowSet windows, IEnumerable<int> indices) => indices.Select(window => windows.Subjects![window]);

    private static WindowSet Windows(Random random, int count, int people) => new(
        new float[count],
        [.. Enumerable.Range(0, count).Select(_ => random.Next(4))],
        people > 0 ? [.. Enumerable.Range(0, count).Select(_ => random.Next(people))] : null,
        1,
        1);
}
