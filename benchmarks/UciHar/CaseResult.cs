namespace MicroNas.Benchmarks.UciHar;

/// <summary>What became of a case, as its file holds it. What does not apply is null. Shares are in percent.</summary>
/// <param name="Case">Which one.</param>
/// <param name="Version">Version of the product and of its recipe.</param>
/// <param name="Configuration">The yaml, with <see cref="CaseConfiguration.DataFolder"/> for the folder of the data.</param>
/// <param name="Commit">What git calls the sources that the program was built from; null where that is not known.</param>
/// <param name="Date">UTC, when the case ended.</param>
internal sealed record CaseResult(UciHarCase Case, string Version, string Configuration, string? Commit, string Date)
{
    /// <summary>Which it was computed on (<see cref="ProcessorName"/>), or that this is not on record: only times of the same one are comparable.</summary>
    public string? Processor { get; init; }

    /// <summary>Why there is no model, such as that no network keeps the budget.</summary>
    public string? Error { get; init; }

    /// <summary>Of the int8 model on the test windows; of the classifier itself for a classical one.</summary>
    public double? AccuracyPercent { get; init; }

    public double? MacroF1Percent { get; init; }

    /// <summary>Of the same network in float.</summary>
    public double? FloatAccuracyPercent { get; init; }

    /// <summary>Test windows that only float classifies rightly; null in results from before they were counted.</summary>
    public int? Int8LostWindows { get; init; }

    /// <summary>Test windows that only int8 classifies rightly.</summary>
    public int? Int8WonWindows { get; init; }

    public double? LatencyMilliseconds { get; init; }

    /// <summary>Upper end of the latency table's band, which the limit is compared with.</summary>
    public double? LatencyUpperMilliseconds { get; init; }

    public long? MemoryBytes { get; init; }

    public long? FlashBytes { get; init; }

    public double? MegaMultiplyAccumulates { get; init; }

    public double? SearchSeconds { get; init; }

    public double? TrainingSeconds { get; init; }

    public string? Architecture { get; init; }

    /// <summary>The layers that int8 costs most in, with their share of the noise.</summary>
    public IReadOnlyList<string>? CostliestLayers { get; init; }

    /// <summary>Whether it is the answer to these very inputs.</summary>
    public bool Answers(string version, string configuration) => Version == version && Configuration == configuration;
}
