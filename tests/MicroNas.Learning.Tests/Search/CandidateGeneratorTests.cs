using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

namespace MicroNas.Learning.Tests.Search;

public sealed class CandidateGeneratorTests
{
    private static readonly SearchSpace Space = TinyNetwork.Space;
    private static readonly ICostModel Costs = CostModelFactory.Create(Space, "stm32l552ze", InferenceRuntime.Tflm);

    [Theory]
    [InlineData(true, 1000)]
    [InlineData(true, 8)]
    [InlineData(false, 8)]
    public void Candidates_and_descendants_keep_the_budget_and_none_is_tried_twice(bool explores, double milliseconds)
    {
        var budget = new Budget(new Milliseconds(milliseconds), null, null);
        var generator = Generator(budget, explores, skipEvidence: 0);

        var first = generator.First(12);
        var descendants = generator.Descendants([.. first.Take(4)], 10, first);

        Assert.Equal((12, 10), (first.Count, descendants.Count));
        Assert.All(first.Concat(descendants), candidate => Assert.True(Costs.Evaluate(candidate).Keeps(budget)));
        Assert.Equal(22, first.Concat(descendants).Select(Space.NetworkName).Distinct().Count());
    }

    [Fact]
    public void A_budget_that_hardly_any_keeps_leaves_fewer()
    {
        var generator = Generator(new Budget(new Milliseconds(2), null, null), explores: true, skipEvidence: 0);

        var first = generator.First(300);

        Assert.InRange(first.Count, 1, 299);
        Assert.Empty(generator.Descendants(first, 10, first).Intersect(first));
    }

    /// <summary>Where the evidence is strong, only half of what is tried follows it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_evidence_is_against_is_tried_where_the_search_explores(bool explores)
    {
        var generator = Generator(new Budget(null, null, null), explores, skipEvidence: 50);
        static bool Follows(Architecture architecture) => architecture.Cells.OfType<SensorFusionChoice>().All(cell => cell is { Identity: false, Skip: true });

        var first = generator.First(24);
        var descendants = generator.Descendants([first[0]], 20, first);

        Assert.Equal(!explores, first.All(Follows));
        Assert.Equal(!explores, descendants.All(Follows));
        Assert.True(first.Count(Follows) >= 12);
        Assert.True(descendants.Count(Follows) >= 10);
    }

    [Fact]
    public void A_mutation_changes_some_cells_and_can_change_every_decision()
    {
        var random = new RandomSource(3, RandomStream.Architectures);
        var changed = new bool[Space.Groups.Count];
        var cells = new int[Space.Cells.Count + 1];
        for (var i = 0; i < 2000; i++)
        {
            var parent = RandomArchitecture.DrawOptions(Space, random);
            if (ArchitectureMutation.Draw(Space, parent, random) is not { } mutation)
            {
                continue;
            }

            var before = ArchitectureEncoding.Decode(Space, parent);
            var (from, to) = (ArchitectureEncoding.Encode(Space, before), ArchitectureEncoding.Encode(Space, mutation));
            cells[before.Cells.Zip(mutation.Cells).Count(pair => pair.First != pair.Second)]++;
            foreach (var group in Space.Groups)
            {
                changed[group.Index] |= from[group.Index] != to[group.Index];
            }
        }

        Assert.All(changed, Assert.True);
        Assert.True(cells[1] > cells[2] && cells[2] > cells[3] && cells[3] > 0);
    }

    /// <param name="skipEvidence">Log of how much more likely a skip path is than none, and a cell than the identity.</param>
    private static CandidateGenerator Generator(Budget budget, bool explores, double skipEvidence)
    {
        double[][] evidence = [.. Space.Groups.Select(group => new double[group.Options])];
        foreach (var cell in Space.Cells.OfType<SensorFusionCell>())
        {
            evidence[cell.Skip.Index][1] = skipEvidence;
            if (cell.Identity is { } identity)
            {
                evidence[identity.Index][0] = skipEvidence;
            }
        }

        var recipe = new SearchRecipeOptions { Explores = explores, Leans = skipEvidence == 0 };
        var request = new SearchRequest(TinyDataset.Create(8), Costs, budget, new SearchOptions { Recipe = recipe });
        return new CandidateGenerator(request, new LearntDecisions(evidence, evidence, []), budget, CancellationToken.None);
    }
}
