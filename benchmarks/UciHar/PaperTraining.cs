namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// About the paper's final training: input standardised alone (clipped at 5 standard deviations still), windows as they are, the validation windows not
/// trained on, 100 epochs. Not the paper's is that the best quantized epoch by those windows is kept, and that dropout, learning rate and clip are as they come.
/// </summary>
internal static class PaperTraining
{
    public const int Epochs = 100;

    /// <summary>Patience holds the validation windows back; of as many epochs as there are, it ends none early.</summary>
    public static Ablation Recipe { get; } = new(
        UciHarCase.PaperWhole,
        Training: FormattableString.Invariant($"patience: {Epochs}"),
        Dataset: "knee: 5\naugmentation: { rotation: 0 }");
}
