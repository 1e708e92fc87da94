namespace MicroNas.Core.Reporting;

/// <summary>What <c>report.json</c> says of a model: where it came from, what it costs and how well it does.</summary>
/// <param name="Model">The C identifier of the model.</param>
/// <param name="EngineVersion">Version of the product that made it.</param>
/// <param name="Dataset">The windows that it was made from.</param>
/// <param name="Target">Where it shall run.</param>
/// <param name="Latency">The latency table that the budget was checked with.</param>
/// <param name="Budget">The limits.</param>
/// <param name="Predicted">What the network costs.</param>
/// <param name="Architecture">The found architecture, one word a cell.</param>
/// <param name="Candidates">The architectures that the search looked at: what more or less of the limits would buy.</param>
/// <param name="Test">int8 accuracy on the test windows, by the reference interpreter.</param>
/// <param name="SearchSeconds">Time that the search took when it ran; that of interrupted runs is counted.</param>
/// <param name="TrainingSeconds">The same for the training.</param>
/// <param name="Files">SHA-256 of each emitted file.</param>
/// <param name="Measured">What the whole model took when it was measured; null before.</param>
public sealed record ModelReport(
    string Model,
    string EngineVersion,
    DatasetReport Dataset,
    TargetReport Target,
    LatencyTableReport Latency,
    BudgetReport Budget,
    CostReport Predicted,
    string Architecture,
    IReadOnlyList<CandidateReport> Candidates,
    AccuracyReport? Test,
    double SearchSeconds,
    double TrainingSeconds,
    SortedDictionary<string, string> Files,
    MeasuredReport? Measured = null);
