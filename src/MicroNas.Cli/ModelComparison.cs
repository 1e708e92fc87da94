using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Reporting;

namespace MicroNas.Cli;

/// <summary>What a whole model took against its prediction.</summary>
/// <param name="Measured">For <c>report.json</c>.</param>
/// <param name="Record">Widens the table's band from now on; null where the difference lies inside it, or was not measured in the table's terms.</param>
internal sealed record ModelComparison(MeasuredReport Measured, WholeModelRecord? Record);
