namespace MicroNas.Learning;

/// <summary>The loss is no number any more, or far above that of guessing. Caught where the work begins once more.</summary>
/// <param name="epoch">From 1.</param>
/// <param name="step">From 1, within the epoch.</param>
internal sealed class DivergenceException(int epoch, int step) : Exception(
    FormattableString.Invariant($"The loss diverged in epoch {epoch}, step {step}."))
{
    public int Epoch => epoch;

    public int Step => step;
}
