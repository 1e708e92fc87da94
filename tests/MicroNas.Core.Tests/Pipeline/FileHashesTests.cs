using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;

namespace MicroNas.Core.Tests.Pipeline;

/// <summary>Content decides; the list of an earlier run only saves the reading.</summary>
public sealed class FileHashesTests : IDisposable
{
    private static readonly DateTime Old = new(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Content_and_name_count_and_place_and_time_do_not()
    {
        folder.Write("here/a.bin", "one");
        folder.Write("there/a.bin", "one");
        folder.Write("other/a.bin", "two");
        folder.Write("named/b.bin", "one");
        File.SetLastWriteTimeUtc(folder.File("there", "a.bin"), Old);

        var hashes = new[] { "here", "there", "other", "named" }.Select(name => HashOf(name, $"list-{name}.json")).ToList();

        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(3, hashes.Distinct().Count());
        Assert.Equal("none", new FileHashes(folder.File("list.json"), TimeProvider.System).HashOf([], null));
    }

    [Fact]
    public void A_file_that_is_written_again_is_read_again_even_within_a_tick_of_the_clock()
    {
        folder.Write("data/a.bin", "one");
        var first = HashOf("data");
        var time = File.GetLastWriteTimeUtc(folder.File("data", "a.bin"));

        // Same size and time as before: only its youth says that the list cannot be trusted.
        folder.Write("data/a.bin", "two");
        File.SetLastWriteTimeUtc(folder.File("data", "a.bin"), time);
        var second = HashOf("data");
        Assert.NotEqual(first, second);

        File.SetLastWriteTimeUtc(folder.File("data", "a.bin"), Old);
        Assert.Equal(second, HashOf("data"));
        folder.Write("data/a.bin", "six");
        Assert.NotEqual(second, HashOf("data"));
    }

    [Fact]
    public void An_old_file_is_read_once_and_a_damaged_list_does_no_harm()
    {
        folder.Write("data/a.bin", "one");
        File.SetLastWriteTimeUtc(folder.File("data", "a.bin"), Old);
        var first = HashOf("data");
        folder.Write("data/a.bin", "two");
        File.SetLastWriteTimeUtc(folder.File("data", "a.bin"), Old);

        // That the change is not seen is the price of not reading; it takes a program that forges times.
        Assert.Equal(first, HashOf("data"));
        foreach (var list in (string[])["", "{", "[1]", "[null]", "[{}]"])
        {
            folder.Write("list.json", list);
            Assert.NotEqual(first, HashOf("data"));
        }
    }

    /// <summary>Git may give a text file other ends of lines in another clone; every other byte counts.</summary>
    [Property]
    public Property Ends_of_lines_do_not_count_in_text_and_all_bytes_do_elsewhere() => Prop.ForAll(
        Gen.ListOf(Gen.Elements("a", "b", "\n", "\r\n", "\r", "\r\r\n")).ToArbitrary(),
        parts =>
        {
            var text = string.Concat(parts);
            return HashText(text) == Sha256(text.Replace("\r\n", "\n", StringComparison.Ordinal)) && HashText("\0" + text) == Sha256("\0" + text);
        });

    [Fact]
    public void An_end_of_line_across_two_reads_is_one()
    {
        var text = new string('x', (1 << 20) - 1);

        Assert.Equal(HashText(text + "\ny"), HashText(text + "\r\ny"));
        Assert.NotEqual(HashText(text + "\ny"), HashText(text + "\ry"));
    }

    [Fact]
    public void A_link_counts_as_what_it_leads_to()
    {
        folder.Write("data/a.bin", "one");
        folder.Write("elsewhere", "two");
        File.CreateSymbolicLink(folder.File("data", "b.bin"), folder.File("elsewhere"));
        File.SetLastWriteTimeUtc(folder.File("elsewhere"), Old);
        var first = HashOf("data");

        folder.Write("elsewhere", "six");
        Assert.NotEqual(first, HashOf("data"));
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named_and_links_to_nowhere_are_left_out()
    {
        folder.Write("data/a.bin", "one");
        var whole = HashOf("data");
        File.CreateSymbolicLink(folder.File("data", "nowhere"), folder.File("nowhere"));
        Assert.Equal(whole, HashOf("data"));

        string[] loops = [folder.File("data", "b.bin"), folder.File("data", "c.bin")];
        foreach (var loop in loops)
        {
            File.CreateSymbolicLink(loop, loop);
        }

        var errors = Assert.Throws<MicroNasException>(() => HashOf("data")).Diagnostics;
        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.DataNotReadable, error.Code));
        Assert.Equal(loops, errors.Select(error => error.Location!.Value.File).Order(StringComparer.Ordinal));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string HashText(string text)
    {
        folder.Write("text", text);
        return TextFolding.Hash(folder.File("text"));
    }

    private string HashOf(string name, string list = "list.json") => new FileHashes(folder.File(list), TimeProvider.System)
        .HashOf(Directory.GetFiles(folder.File(name)), folder.File(name));
}
