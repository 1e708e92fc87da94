using System.Numerics;
using FsCheck.Xunit;
using MicroNas.Core.Architectures;

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
