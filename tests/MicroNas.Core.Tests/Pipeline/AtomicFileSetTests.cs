using System.Text;
using MicroNas.Core.Emission;
using MicroNas.Core.Pipeline;

namespace MicroNas.Core.Tests.Pipeline;

/// <summary>All files or none, whichever of them cannot be written.</summary>
public sealed class AtomicFileSetTests : IDisposable
{
    private static readonly string[] Names = ["a.c", "b.c", "c.c", "d.c"];

    private readonly TemporaryFolder folder = new();

    private string Target => folder.File("out");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whichever_file_fails_all_others_keep_their_content(int failing)
    {
        AtomicFileSet.Write(Target, Files("old", Names.Where((_, i) => i != failing && i != 1)));
        Directory.CreateDirectory(Path.Combine(Target, Names[failing]));
        var before = Entries();

        Assert.ThrowsAny<Exception>(() => AtomicFileSet.Write(Target, Files("new", Names)));

        Assert.Equal(before, Entries());
    }

    [Fact]
    public void A_name_in_a_folder_that_is_missing_fails_before_anything_is_replaced()
    {
        AtomicFileSet.Write(Target, Files("old", Names));
        var before = Entries();

        Assert.ThrowsAny<IOException>(() => AtomicFileSet.Write(Target, Files("new", [.. Names, "missing/e.c"])));

        Assert.Equal(before, Entries());
    }

    [Fact]
    public void What_a_killed_run_left_behind_is_removed_and_strange_files_stay()
    {
        AtomicFileSet.Write(Target, Files("old", Names));
        folder.Write("out/.a.c.new.tmp", "half");
        folder.Write("out/.b.c.old.tmp", "half");
        folder.Write("out/mine.c", "mine");

        AtomicFileSet.Write(Target, Files("new", Names));

        Assert.Equal([.. Names.Select(name => $"{name}: new {name}"), "mine.c: mine"], Entries());
    }

    [Fact]
    public void An_equal_content_keeps_its_time_stamp()
    {
        AtomicFileSet.Write(Target, Files("same", Names));
        var path = Path.Combine(Target, Names[0]);
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);

        AtomicFileSet.Write(Target, Files("same", Names));

        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
    }

    private static IReadOnlyList<EmittedFile> Files(string content, IEnumerable<string> names) =>
        [.. names.Select(name => new EmittedFile(name, Encoding.UTF8.GetBytes($"{content} {name}")))];

    private List<string> Entries() => [.. Directory.GetFileSystemEntries(Target).Order(StringComparer.Ordinal)
        .Select(path => Path.GetFileName(path) + (File.Exists(path) ? ": " + File.ReadAllText(path) : "/"))];
}
