using MicroNas.Core.Units;

namespace MicroNas.Core.Latency.Tables;

/// <summary>A table whose band is as wide as whole models were found to be off from it.</summary>
public sealed class WidenedLatencyTable : ILatencyTable
{
    private readonly ILatencyTable table;
    private readonly WholeModelRecord widest;

    private WidenedLatencyTable(ILatencyTable table, WholeModelRecord widest)
    {
        this.table = table;
        this.widest = widest;
    }

    /// <summary>The table itself.</summary>
    public ILatencyTable Inner => table;

    public string Id => FormattableString.Invariant($"{table.Id}±{RelativeErrorBand:0.0000}");

    public string Provenance => FormattableString.Invariant(
        $"{table.Provenance}; band widened from ±{table.RelativeErrorBand * 100:0.#} % to ±{RelativeErrorBand * 100:0.#} %: {widest.Source} took {widest.MeasuredMilliseconds:0.###} ms for a model predicted at {widest.PredictedMilliseconds:0.###} ms");

    public Hertz Clock => table.Clock;

    public double RelativeErrorBand => Math.Abs(widest.Difference);

    /// <summary>The table itself where no record of it lies outside its band.</summary>
    public static ILatencyTable Of(ILatencyTable table, IReadOnlyList<WholeModelRecord> records) =>
        records.Where(record => record.Table == table.Id).MaxBy(record => Math.Abs(record.Difference)) is { } widest
            && Math.Abs(widest.Difference) > table.RelativeErrorBand
            ? new WidenedLatencyTable(table, widest)
            : table;

    public Cycles Estimate(OperatorShape shape) => table.Estimate(shape);
}
