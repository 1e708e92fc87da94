using MicroNas.Core.Units;

namespace MicroNas.Core.Latency.Tables;

/// <summary>A table whose band is as wide as whole models were found to be off from it.</summary>
public sealed class WidenedLatencyTable : ILatencyTable
{
    private readonly ILatencyTable table;
    private readonly WholeModelRecord widest;

    private WidenedLatencyTable(ILatencyTable table, WholeModelRecord widest, double count, double band)
    {
        this.table = table;
        this.widest = widest;
        CountErrorBand = count;
        RelativeErrorBand = band;
    }

    /// <summary>The table itself.</summary>
    public ILatencyTable Inner => table;

    public string Id => FormattableString.Invariant($"{table.Id}±{RelativeErrorBand:0.0000}");

    public string Provenance => FormattableString.Invariant(
        $"{table.Provenance}; band widened from ±{table.RelativeErrorBand * 100:0.#} % to ±{RelativeErrorBand * 100:0.#} %: {widest.Source} took {widest.MeasuredMilliseconds:0.###} ms for a model predicted at {widest.PredictedMilliseconds:0.###} ms");

    public Hertz Clock => table.Clock;

    public double RelativeErrorBand { get; }

    public double CountErrorBand { get; }

    public bool CountsInstructions => table.CountsInstructions;

    public CycleConversion Conversion => table.Conversion;

    /// <summary>The table itself where no record of it lies outside its band. Instructions widen the band of the count alone, which the conversion's then widens further.</summary>
    public static ILatencyTable Of(ILatencyTable table, IReadOnlyList<WholeModelRecord> records)
    {
        WholeModelRecord[] own = [.. records.Where(record => record.Table == table.Id).OrderByDescending(record => Math.Abs(record.Difference))];
        var counted = own.FirstOrDefault(record => record.Unit == TableProvenance.Instructions && Math.Abs(record.Difference) > table.CountErrorBand);
        var timed = own.FirstOrDefault(record => record.Unit == TableProvenance.Cycles && Math.Abs(record.Difference) > table.RelativeErrorBand);
        var count = counted is null ? table.CountErrorBand : Math.Abs(counted.Difference);
        var ofCount = counted is null ? 0 : ((1 + count) * (1 + table.Conversion.RelativeErrorBand)) - 1;
        var ofTime = timed is null ? 0 : Math.Abs(timed.Difference);
        return (ofCount > ofTime ? counted : timed) is { } widest
            ? new WidenedLatencyTable(table, widest, count, Math.Max(table.RelativeErrorBand, Math.Max(ofCount, ofTime)))
            : table;
    }

    public Cycles Estimate(OperatorShape shape) => table.Estimate(shape);
}
