using System.Numerics;
using FsCheck.Xunit;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;

namespace MicroNas.Core.Tests.Architectures;

public class ArchitectureEncodingTests
{
    [Property]
    public void Options_of_an_architecture_give_that_architecture_again(int seed)
    {
        var architecture = ArchitectureEncoding.Decode(Spaces.Skoda, Spaces.RandomOptions(Spaces.Skoda, new Random(seed)));
        var again = ArchitectureEncoding.Decode(Spaces.Skoda, ArchitectureEncoding.Encode(Spaces.Skoda, architecture));
        Assert.Equal(architecture, again);
    }

    [Property]
    public void Every_decision_belongs_to_one_cell(int seed)
    {
        var space = RandomArchitectures.Space(new Random(seed));
        Assert.Equal(space.Groups, space.Cells.SelectMany(cell => cell.Decisions).OrderBy(decision => decision.Index));
        Assert.All(space.Cells, cell => Assert.All(cell.Decisions, decision => Assert.StartsWith($"cell{cell.Index}/", decision.Name, StringComparison.Ordinal)));
    }

    [Property]
    public void Text_of_an_architecture_reads_back(int seed)
    {
        var architecture = ArchitectureEncoding.Decode(Spaces.Skoda, Spaces.RandomOptions(Spaces.Skoda, new Random(seed)));
        Assert.Equal(architecture, ArchitectureSerializer.Parse(ArchitectureSerializer.Format(architecture)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("TR(k3)")]
    [InlineData("TR(k3,f8) nonsense")]
    [InlineData("SF(f8>f8,k{3,},skip)")]
    [InlineData("SF(f8>f99999999999,k{3})")]
    public void Other_text_is_refused(string text) => Assert.Throws<FormatException>(() => ArchitectureSerializer.Parse(text));

    [Fact]
    public void Text_form_is_that_of_existing_lock_files()
    {
        const string text = "TR(k5,f12) SF(f16>f24,k{3,7},skip) SF(f0>f8,k{},skip) SF(identity)";
        Assert.Equal(text, ArchitectureSerializer.Format(ArchitectureSerializer.Parse(text)));
    }

    /// <summary>All pairs of a few hundred networks of two stages with two like cells each.</summary>
    [Fact]
    public void Architectures_have_the_same_name_where_their_networks_are_the_same_and_only_there()
    {
        var space = SearchSpace.Create(8, 5, 3, new SearchSpaceOptions
        {
            MinimumTime = 4,
            MinimumSensors = 2,
            FusionRepeats = 2,
            TimeReduceMaximumFilters = 4,
            SensorFusionMaximumFilters = 8,
        });
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 400).Select(_ => RandomArchitectures.Draw(space, random)).Select(architecture => architecture with
        {
            // Few kinds of cells, so that many networks meet.
            Cells = [.. architecture.Cells.Select(choice => choice is SensorFusionChoice { Identity: false } fusion
                ? fusion with { KernelLengths = [3], FusionFilters = 8 }
                : choice)],
        }).ToList();

        var (byName, byNetwork) = (drawn.GroupBy(space.NetworkName), drawn.GroupBy(architecture => Describe(ArchitectureLowering.Lower(space, architecture))));

        string[] Classes(IEnumerable<IGrouping<string, Architecture>> groups) => [.. groups.Select(group => string.Join('\n', group))];
        Assert.Equal(Classes(byNetwork), Classes(byName));
        Assert.InRange(byName.Count(), 20, drawn.Count - 50);

        static string Describe(OperatorGraph graph) => string.Join(' ', graph.Tensors) + string.Join(' ', graph.Operators.Select(step => step with { Name = "" }));
    }

    [Fact]
    public void Disconnected_options_are_refused()
    {
        var options = new int[Spaces.UciHar.Groups.Count];
        Assert.False(ArchitectureEncoding.IsConnected(Spaces.UciHar, options));
        Assert.Throws<ArgumentException>(() => ArchitectureEncoding.Decode(Spaces.UciHar, options));
    }

    [Fact]
    public void Counts_agree_with_enumeration()
    {
        var size = SearchSpaceSize.Of(Spaces.Tiny);
        var all = AllOptions(Spaces.Tiny).ToList();
        var distinct = all.Where(options => ArchitectureEncoding.IsConnected(Spaces.Tiny, options))
            .Select(options => ArchitectureEncoding.Decode(Spaces.Tiny, options).ToString()).Distinct().Count();
        Assert.Equal(new BigInteger(all.Count), size.OptionCombinations);
        Assert.Equal(new BigInteger(distinct), size.DistinctArchitectures);
    }

    [Fact]
    public void Paper_sized_spaces_have_the_order_of_magnitude_that_the_paper_states()
    {
        Assert.InRange((double)SearchSpaceSize.Of(Spaces.UciHar).OptionCombinations, 0.5e13, 1.5e13);
        Assert.InRange((double)SearchSpaceSize.Of(Spaces.Skoda).OptionCombinations, 1e21, 1e22);
    }

    internal static IEnumerable<int[]> AllOptions(SearchSpace space)
    {
        var options = new int[space.Groups.Count];
        while (true)
        {
            yield return [.. options];
            var group = 0;
            while (group < options.Length && ++options[group] == space.Groups[group].Options)
            {
                options[group++] = 0;
            }

            if (group == options.Length)
            {
                yield break;
            }
        }
    }
}
