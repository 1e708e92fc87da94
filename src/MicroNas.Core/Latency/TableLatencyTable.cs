using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MicroNas.Core.Units;

namespace MicroNas.Core.Latency;

/// <summary>Exact entries over a fitted model: a measured operator answers for itself, any other is estimated.</summary>
/// <param name="entries">Measured cycles, dispatch included.</param>
/// <param name="fallback">Answers for what was not measured; its clock and band hold for both.</param>
public sealed class TableLatencyTable(IReadOnlyDictionary<OperatorShape, Cycles> entries, ILatencyTable fallback) : ILatencyTable
{
    public string Id { get; } = $"{fallback.Id}+{HashOf(entries)}";

    public string Provenance => string.Create(
        CultureInfo.InvariantCulture, $"{entries.Count} measured operators, otherwise {fallback.Provenance}");

    public Hertz Clock => fallback.Clock;

    public double RelativeErrorBand => fallback.RelativeErrorBand;

    /// <summary>Whether the answer for this operator is a measurement.</summary>
    public bool IsExact(OperatorShape shape) => entries.ContainsKey(shape);

    public Cycles Estimate(OperatorShape shape) => entries.TryGetValue(shape, out var cycles) ? cycles : fallback.Estimate(shape);

    private static string HashOf(IReadOnlyDictionary<OperatorShape, Cycles> entries)
    {
        var lines = entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}={entry.Value.Count:R}"))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..12];
    }
}
