using MicroNas.Benchmarks.Retraining;
using MicroNas.Benchmarks.UciHar;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;

namespace MicroNas.Benchmarks.Tests.Retraining;

public sealed class NetworkTrainingTests : IDisposable
{
    private static readonly UciHarCase Case =
        new(CaseGrid.UciHar, SplitNames.Given, CaseGrid.L552, CaseGrid.Tflm, 50, null, UciHarCase.Paper, 2);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_is_the_default_but_for_its_seed_and_what_was_asked_for()
    {
        var asked = new RetrainingSettings(["*"], [31], TestPeople.Case, new Ablation("retrained", Training: "epochs: 80", Dataset: "augmentation: { timeShift: 0.1 }"));

        var (own, retrained) = (Read(new CaseConfiguration(Epochs: null).Text(Case)), Read(NetworkTraining.Configuration(Case, asked, 31, 0)));

        Assert.Equal(own.Training with { Seed = 31, Epochs = 80 }, retrained.Training);
        Assert.Equal(own.Dataset with { Augmentation = own.Dataset.Augmentation with { TimeShift = 0.1 } }, retrained.Dataset);
        Assert.Equal(own.Search, retrained.Search);
    }

    /// <summary>As a case of the grid draws them, so that both are about the same people.</summary>
    [Fact]
    public void Drawn_people_are_those_of_the_grid()
    {
        var drawn = new RetrainingSettings(["*"], [31], TestPeople.Drawn, new Ablation("retrained"));
        var people = CaseGrid.All.First(entry => entry is { Split: SplitNames.People, Seed: 3 });

        Assert.Equal(
            Read(new CaseConfiguration(Epochs: null).Text(people)).Dataset.Split,
            Read(NetworkTraining.Configuration(Case, drawn, 31, 3)).Dataset.Split);
    }

    [Fact]
    public void Folds_test_everybody_who_is_known_once_and_learn_from_the_others()
    {
        var dataset = TwelvePeople();
        var tests = NetworkTraining.Tests(TestPeople.Folds);
        var tested = new List<int>();
        foreach (var (_, number) in tests)
        {
            var fold = NetworkTraining.Fold(dataset, number - 1);
            Assert.Empty(fold.Training.Subjects!.Intersect(fold.Test.Subjects!));
            Assert.Equal((24, 0), (fold.Training.Count + fold.Test.Count, fold.Validation.Count));
            tested.AddRange(fold.Test.Subjects!.Distinct());
        }

        // The two of the case's own test are not among them.
        Assert.Equal(Enumerable.Range(1, 12), tested.Order());
        Assert.Throws<MissingDataException>(() => NetworkTraining.Fold(dataset with { Training = Windows(null), Validation = Windows(null) }, 0));
    }

    private static Dataset TwelvePeople() => new(
        ["a"], ["x"], new(50), Windows([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]), Windows([10, 10, 11, 11, 12, 12]), Windows([13, 14]),
        new ChannelNormalization([0], [1], 5, 5), [], "hash");

    private static WindowSet Windows(int[]? subjects)
    {
        var count = subjects?.Length ?? 2;
        return new WindowSet(new float[count], new int[count], subjects, length: 1, channels: 1);
    }

    private ProjectOptions Read(string yaml)
    {
        var path = folder.File("micronas.yaml");
        File.WriteAllText(path, yaml);
        return ConfigurationReader.Read(path, dataRequired: false).Options;
    }
}
