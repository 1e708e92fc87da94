namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// The paper's final training, as far as the paper describes it: input standardised alone (clipped at 5 standard deviations still), windows as they are, the
/// validation windows not trained on, 100 epochs. What it leaves open, such as the learning rate, is as it comes.
/// </summary>
internal static class PaperTraining
{
    public const int Epochs = 100;

    /// <summary>No epoch ends it early; of the quantized ones the best by the validation windows is kept.</summary>
    public static Ablation Recipe { get; } = new(
        UciHarCase.PaperWhole,
        Training: FormattableString.Invariant($"patience: {Epochs}"),
        Dataset: "knee: 5\naugmentation: { rotation: 0 }");
}
