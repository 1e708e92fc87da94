using System.Text;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("~")]
    public void An_empty_file_is_named_so(string text) =>
        Assert.Equal(DiagnosticCodes.ConfigurationEmpty, Assert.Single(ConfigurationText.Errors(text)).Code);

    [Theory]
    [InlineData("- a\n- b", "1,1 MNAS1013")]
    [InlineData("just words", "1,1 MNAS1013")]
    [InlineData("model: [", "2,1 MNAS1005")]
    [InlineData("model: a\n\tx: b", "2,1 MNAS1005")]
    [InlineData("model: a\nbudget:\n  memory: 9 kB\n  \tlatency: 3 ms\n", "4,3 MNAS1005")]
    [InlineData("model: |\n  a\n  \tb\nbudget:\n\tlatency: 3 ms\n", "5,1 MNAS1005")]
    [InlineData("model: m\ntarget: { mcu: nrf52832 }\n---\nmodel: n", "3,1 MNAS1007")]
    [InlineData("model: *nothing", "1,8 MNAS1008")]
    [InlineData("model: m\ntarget: &t { mcu: *t }", "2,19 MNAS1008")]
    [InlineData("{ model: m, ? [a] : b, target: { mcu: nrf52832 } }", "1,15 MNAS1013")]
    public void What_is_no_configuration_is_told_with_its_place(string text, string expected) =>
        Assert.Equal([expected], ConfigurationText.Places(text));

    [Fact]
    public void Not_utf8_names_the_byte()
    {
        byte[] bytes = [.. "model: m\nx: "u8, 0xE9, .. "t\u00e9\n"u8];
        var error = Assert.Single(Assert.Throws<MicroNasException>(() => ConfigurationText.Read(bytes)).Diagnostics);
        Assert.Equal((DiagnosticCodes.ConfigurationNotUtf8, 2, 4), (error.Code, error.Location!.Value.Line, error.Location.Value.Column));
        Assert.Contains("byte 12 (0xE9)", error.Message);
        Assert.Throws<MicroNasException>(() => ConfigurationText.Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("model: m")).ToArray()));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text() =>
        Assert.Equal("wearable", ConfigurationText.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(ConfigurationText.Minimal)]).Options.Model);

    [Fact]
    public void A_file_of_100_megabytes_is_refused_before_it_is_read()
    {
        var path = folder.File("micronas.yaml");
        using (var stream = File.Create(path))
        {
            stream.SetLength(100_000_000);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Single(Assert.Throws<MicroNasException>(() => ConfigurationReader.Read(path)).Diagnostics);
        Assert.Equal(DiagnosticCodes.ConfigurationTooLarge, error.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8_000_000);
    }

    [Fact]
    public void A_folder_and_a_missing_file_are_told_apart()
    {
        Assert.Equal(DiagnosticCodes.ConfigurationIsDirectory, FirstCode(folder.Path));
        Assert.Equal(DiagnosticCodes.ConfigurationNotReadable, FirstCode(folder.File("none.yaml")));
        Assert.Equal(DiagnosticCodes.ConfigurationNotReadable, FirstCode(""));
    }

    [Fact]
    public void An_alias_bomb_and_deep_nesting_end_at_once()
    {
        var bomb = new StringBuilder("x-0: &a0 [a, b, c, d, e, f, g, h, i]\n");
        for (var i = 1; i < 30; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"x-{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        Assert.Equal(DiagnosticCodes.AliasNotUsable, Assert.Single(ConfigurationText.Errors(bomb.ToString())).Code);
        Assert.Equal(DiagnosticCodes.NestingTooDeep, Assert.Single(ConfigurationText.Errors(new string('[', 100_000))).Code);
        Assert.Equal(
            DiagnosticCodes.NestingTooDeep,
            Assert.Single(ConfigurationText.Errors(string.Concat(Enumerable.Range(0, 500).Select(i => new string(' ', i) + "a:\n")))).Code);
    }

    [Fact]
    public void Anchors_aliases_and_merge_keys_work()
    {
        var options = ConfigurationText.Read("""
            x-defaults: &defaults { epochs: 7, seed: 3 }
            model: m
            target: { mcu: nrf52832 }
            search: { <<: *defaults, seed: 4 }
            training: *defaults
            """).Options;
        Assert.Equal((7, 4), (options.Search.Epochs, options.Search.Seed));
        Assert.Equal((7, 3), (options.Training.Epochs, options.Training.Seed));
    }

    [Fact]
    public void A_data_path_is_relative_to_the_file()
    {
        var path = folder.File("micronas.yaml");
        const string Text = "model: m\ntarget: { mcu: nrf52832 }\ndataset: { path: windows }\n";
        File.WriteAllText(path, Text);
        var error = Assert.Single(Assert.Throws<MicroNasException>(() => ConfigurationReader.Read(path)).Diagnostics);
        Assert.Equal((DiagnosticCodes.DataPathMissing, new SourceLocation(path, 3, 18)), (error.Code, error.Location!.Value));

        Directory.CreateDirectory(folder.File("windows"));
        Assert.Equal(folder.Path, ConfigurationReader.Read(path).BaseDirectory);
    }

    private static string FirstCode(string path) =>
        Assert.Throws<MicroNasException>(() => ConfigurationReader.Read(path)).Diagnostics[0].Code;
}
