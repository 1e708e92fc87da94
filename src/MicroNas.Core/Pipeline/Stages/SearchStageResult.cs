using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Reporting;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>The found architecture with everything that later stages and the report say of it.</summary>
internal sealed record SearchStageResult(
    Architecture Architecture,
    OperatorGraph Graph,
    ArchitectureCost Cost,
    Budget Budget,
    ILatencyTable Table,
    double Seconds,
    IReadOnlyList<CandidateReport> Candidates)
{
    public SearchReport ToReport() => new(
        new BudgetReport(Budget.Latency?.Value, Budget.Memory?.Bytes, Budget.Flash?.Bytes), CostReport.Of(Cost), Architecture.ToString(), Candidates, Seconds);
}
