using MicroNas.Benchmarks.UciHar;
using MicroNas.Core.Configuration;

namespace MicroNas.Benchmarks.Tests.UciHar;

public sealed class CaseGridTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_case_has_a_name_and_a_yaml_of_its_own_that_the_product_reads()
    {
        var configuration = new CaseConfiguration(Epochs: null);
        var cases = CaseGrid.All.Where(entry => entry.Method != UciHarCase.Classical).ToList();

        Assert.Equal(CaseGrid.All.Count, CaseGrid.All.DistinctBy(entry => entry.Id).Count());
        Assert.Equal(cases.Count, cases.DistinctBy(configuration.Text).Count());
        Assert.All(cases, entry =>
        {
            var options = Read(configuration.Text(entry));
            Assert.Equal(entry.Mcu, options.Target.Mcu);
            Assert.Equal(entry.Runtime, options.Target.Runtime.ToString().ToLowerInvariant());
            Assert.Equal(entry.LatencyMilliseconds, options.Budget.Latency?.Value);
            Assert.Equal(1000L * entry.MemoryKilobytes, options.Budget.Memory?.Bytes);
            Assert.Equal((entry.Seed, entry.Seed), (options.Search.Seed, options.Training.Seed));
            if (entry.Split != SplitNames.Given)
            {
                Assert.Equal((entry.Split == SplitNames.Random ? SplitKind.Fraction : SplitKind.Subject, entry.Seed), (options.Dataset.Split.By, options.Dataset.Split.Seed));
            }
        });
    }

    [Fact]
    public void Epochs_to_try_it_out_with_are_those_of_every_method_that_learns()
    {
        var configuration = new CaseConfiguration((1, 2));

        Assert.All(CaseGrid.All.Where(entry => entry.Method != UciHarCase.Classical && Ablations.Find(entry) is null), entry =>
        {
            var options = Read(configuration.Text(entry));
            Assert.Equal(entry.Method == "scaled" ? new SearchOptions().Epochs : 1, options.Search.Epochs);
            Assert.Equal(2, options.Training.Epochs);
        });
    }

    /// <summary>By the counts that benchmarks/README.md states.</summary>
    [Fact]
    public void A_random_search_costs_as_much_as_the_default()
    {
        const double Units = (8 * 20) + (54 * 3) + (12 * 12) + (6 * 40 * 7352.0 / 6078);

        Assert.InRange(30 * EqualCost.RandomSearchEpochs, Units, Units + 30);
    }

    [Fact]
    public void A_longer_random_search_differs_from_the_other_one_in_its_epochs_alone()
    {
        var configuration = new CaseConfiguration(Epochs: null);
        var longer = CaseGrid.All.Where(entry => entry.Method == UciHarCase.LongerRandom).ToList();

        Assert.NotEmpty(longer);
        Assert.All(longer, entry =>
        {
            var random = entry with { Method = UciHarCase.Random };
            Assert.Contains(random, CaseGrid.All);
            Assert.Equal(
                configuration.Text(random),
                configuration.Text(entry).Replace($"epochs: {EqualCost.LongerRandomSearchEpochs}", $"epochs: {EqualCost.RandomSearchEpochs}", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void The_paper_as_a_whole_searches_by_its_method_and_trains_nearly_as_it_did()
    {
        var configuration = new CaseConfiguration(Epochs: null);
        var whole = CaseGrid.All.Where(entry => entry.Method == UciHarCase.PaperWhole).ToList();

        Assert.NotEmpty(whole);
        Assert.All(whole, entry =>
        {
            Assert.Contains(entry with { Method = UciHarCase.Paper }, CaseGrid.All);
            var (options, usual) = (Read(configuration.Text(entry)), Read(configuration.Text(entry with { Method = UciHarCase.Paper })));
            Assert.Equal(usual.Search, options.Search);
            Assert.Equal(usual.Training with { Epochs = 100, Patience = 100 }, options.Training);
            Assert.Equal((5.0, 5.0), (options.Dataset.Clip, options.Dataset.Knee));
            Assert.Equal(usual.Dataset.Augmentation with { Rotation = 0 }, options.Dataset.Augmentation);
        });
    }

    private ProjectOptions Read(string yaml)
    {
        var path = folder.File("micronas.yaml");
        File.WriteAllText(path, yaml);
        return ConfigurationReader.Read(path, dataRequired: false).Options;
    }
}
