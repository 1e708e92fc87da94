using System.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Pipeline.Locks;

namespace MicroNas.Core.Tests.Pipeline.Locks;

public sealed class LockFileTests
{
    private static readonly LockFile Example = new(
        LockFile.CurrentVersion,
        "1.2.3",
        "motor",
        new LockedResults("TR(k3,f4)", 0.91, 0.9, null, 50, 1.5, 1.7, 4000, 5000, 60000),
        new(StringComparer.Ordinal)
        {
            ["search"] = new LockedStage(new() { ["seed"] = "1", ["budget.latency"] = "20" }, new() { ["architecture.txt"] = "ab" }),
        });

    [Fact]
    public void It_is_read_back_as_it_was_written_sorted_and_a_line_a_value()
    {
        var bytes = Example.ToBytes();
        var text = Encoding.UTF8.GetString(bytes);
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))];

        Assert.Equal(bytes, LockFile.Parse(bytes, "x").ToBytes());
        Assert.Equal(bytes, LockFile.Parse(marked, "x").ToBytes());
        Assert.Equal(Example.Results, LockFile.Parse(bytes, "x").Results);
        Assert.True(text.IndexOf("budget.latency", StringComparison.Ordinal) < text.IndexOf("\"seed\"", StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.True(line.Count(letter => letter == ':') <= 1, line));
        Assert.DoesNotContain('\r', text);
        Assert.Null(Example.Find(StageName.Train));
    }

    [Theory]
    [InlineData("", 1, "JSON")]
    [InlineData("null", 0, "missing")]
    [InlineData("{}", 0, "missing")]
    [InlineData("{\n  \"version\": 1,\n<<<<<<< HEAD\n  \"engine\"", 3, "merge conflict")]
    [InlineData("{ \"version\": 99, \"stages\": {} }", 0, "version 99")]
    [InlineData("{ \"version\": \"one\" }", 1, "JSON")]
    [InlineData("{ \"version\": 1, \"engine\": \"1\", \"model\": \"m\", \"results\": { \"architecture\": \"\" }, \"stages\": { \"search\": null } }", 0, "incomplete")]
    [InlineData("{ \"version\": 1, \"engine\": \"1\", \"model\": \"m\", \"results\": { \"architecture\": \"\" }, \"stages\": { \"search\": { \"inputs\": {}, \"outputs\": { \"a\": null } } } }", 0, "incomplete")]
    public void What_is_no_lock_file_is_a_coded_error_with_its_line(string text, int line, string what)
    {
        var error = Assert.Single(Assert.Throws<MicroNasException>(() => LockFile.Parse(Encoding.UTF8.GetBytes(text), "my.lock.json")).Diagnostics);

        Assert.Equal(DiagnosticCodes.LockFileUnreadable, error.Code);
        Assert.Equal(("my.lock.json", line), (error.Location!.Value.File, error.Location.Value.Line));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever part of it is lost, it is refused or complete.</summary>
    [Fact]
    public void A_lock_file_that_lost_its_end_is_refused()
    {
        var bytes = Example.ToBytes();
        var end = bytes.AsSpan().TrimEnd("\n"u8).Length;
        for (var length = 0; length < end; length++)
        {
            Assert.Throws<MicroNasException>(() => LockFile.Parse(bytes[..length], "x"));
        }
    }
}
