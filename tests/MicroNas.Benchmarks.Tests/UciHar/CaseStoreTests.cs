using MicroNas.Benchmarks.UciHar;

namespace MicroNas.Benchmarks.Tests.UciHar;

public sealed class CaseStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_result_is_read_back_and_a_damaged_one_is_as_none()
    {
        var store = new CaseStore(folder.Path);
        var result = new CaseResult(CaseGrid.All[0], "version", "yaml", "commit", "date") { AccuracyPercent = 97.5, Int8LostWindows = 3 };
        Assert.Null(store.TryRead(result.Case));

        store.Write(result);
        var read = store.TryRead(result.Case)!;
        Assert.Equal((97.5, 3), (read.AccuracyPercent, read.Int8LostWindows));
        Assert.True(read.Answers("version", "yaml"));
        Assert.False(read.Answers("another", "yaml"));
        Assert.False(read.Answers("version", "other"));

        var file = Assert.Single(Directory.GetFiles(folder.Path));
        File.WriteAllText(file, File.ReadAllText(file)[..40]);
        Assert.Null(store.TryRead(result.Case));
    }
}
