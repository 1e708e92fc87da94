namespace MicroNas.Benchmarks.UciHar;

/// <summary>What the default is compared with, part by part. What was measured has its line in docs/DEVIATIONS.md.</summary>
internal static class Ablations
{
    /// <summary>The one that has a goal of its own.</summary>
    public const string HalfPrecision = "micronas-bf16";

    /// <summary>For data sets whose classes differ much in their number of windows.</summary>
    public static Ablation BalancedClasses { get; } = new("micronas-balanced-classes", Training: "classWeights: balanced");

    /// <summary>For data sets of few windows; others are not judged in folds.</summary>
    public static Ablation WithoutFolds { get; } = new("micronas-without-folds", Search: "recipe: { folds: 1 }");

    /// <summary>For few steps: the share of them that is done is what the default goes by.</summary>
    public static Ablation TemperatureByStep { get; } = new("micronas-temperature-by-step", Search: "recipe: { temperature: step }");

    /// <summary>Of UCI-HAR at 25 ms.</summary>
    public static IReadOnlyList<Ablation> All { get; } =
    [
        new("micronas-without-tournament", Search: "recipe: { candidates: 1 }"),
        new("micronas-without-leans", Search: "recipe: { leans: false }"),

        // As many trials, without descendants.
        new("micronas-without-breeding", Search: "recipe: { candidates: 54, generations: 0 }"),
        new("micronas-without-second-round", Search: "recipe: { secondRound: 0 }"),
        new("micronas-without-last-trials", Search: "recipe: { finalists: 0 }"),
        new("micronas-without-exploration", Search: "recipe: { explores: false }"),
        new("micronas-without-warm-up", Search: "recipe: { warmUp: 0 }"),
        TemperatureByStep,
        new(HalfPrecision, Search: "precision: bf16"),
        new("micronas-half-learning-rate", Training: "learningRate: 0.005"),
        new("micronas-double-learning-rate", Training: "learningRate: 0.02"),
        new("micronas-constant-learning-rate", Training: "learningRateFall: none"),
        new("micronas-80-epochs", Training: "epochs: 80"),
        new("micronas-label-smoothing", Training: "labelSmoothing: 0.1"),
        BalancedClasses,
        new("micronas-weight-averaging", Training: "averageEpochs: 8"),
        new("micronas-early-stopping", Training: "patience: 4"),
        new("micronas-without-knee", Dataset: "knee: 5"),
        new("micronas-without-rotation", Dataset: "augmentation: { rotation: 0 }"),
        new("micronas-jitter-and-scaling", Dataset: "augmentation: { jitter: 0.05, scaling: 0.1 }"),
        new("micronas-time-shift", Dataset: "augmentation: { timeShift: 0.1 }"),
        new("micronas-time-warp", Dataset: "augmentation: { timeWarp: 0.1 }"),
        new("micronas-channel-dropout", Dataset: "augmentation: { channelDropout: 0.1 }"),
    ];

    /// <summary>Null for a case that is none.</summary>
    public static Ablation? Find(UciHarCase entry) => All.Append(WithoutFolds).FirstOrDefault(ablation => ablation.Name == entry.Method);
}
