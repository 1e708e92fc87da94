using System.Text;
using MicroNas.Core.Learning;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>How long a search or training took when it ran, and its epochs.</summary>
internal sealed record StageRecord(double Seconds, IReadOnlyList<LearningProgress> History)
{
    public static byte[] Of(TimeSpan elapsed, IReadOnlyList<LearningProgress> history) =>
        Encoding.UTF8.GetBytes(ReportJson.Serialize(new StageRecord(Math.Round(elapsed.TotalSeconds, 1), history)));

    /// <summary>How long it took; 0 for a result that came without a record, since only its lock file was there.</summary>
    public static double SecondsOf(CacheEntry entry, string name) =>
        entry.Files.TryGetValue(name, out var json) ? ReportJson.Deserialize<StageRecord>(json)!.Seconds : 0;
}
