using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline;

/// <summary>What a run of the pipeline led to.</summary>
/// <param name="Report">Filled as far as the run went; null when it stopped before the emit stage.</param>
/// <param name="Search">What was found; null when the run stopped before the search.</param>
/// <param name="OutputFiles">Full paths of the files that were emitted.</param>
/// <param name="InputFiles">Full paths of the files that the result depends on.</param>
/// <param name="RanAnyStage">False when every result was there already.</param>
public sealed record PipelineResult(
    ModelReport? Report,
    SearchReport? Search,
    IReadOnlyList<string> OutputFiles,
    IReadOnlyList<string> InputFiles,
    bool RanAnyStage);
