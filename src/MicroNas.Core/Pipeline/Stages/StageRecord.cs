using System.Text;
using MicroNas.Core.Learning;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>How long a search or training took when it ran, and its epochs.</summary>
internal sealed record StageRecord(double Seconds, IReadOnlyList<LearningProgress> History)
{
    public static byte[] Of(TimeSpan elapsed, IReadOnlyList<LearningProgress> history) =>
        Encoding.UTF8.GetBytes(ReportJson.Serialize(new StageRecord(Math.Round(elapsed.TotalSeconds, 1), history)));

    public static StageRecord Read(byte[] json) => ReportJson.Deserialize<StageRecord>(json)!;
}
