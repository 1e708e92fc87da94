namespace MicroNas.Core.Verification;

/// <summary>What int8 did in one layer, summed over windows.</summary>
/// <param name="Signal">Power of the layer's output in float.</param>
/// <param name="Noise">Power of its difference in the int8 model.</param>
/// <param name="ScoreNoise">Power of the difference in the class scores with int8 in this layer alone.</param>
/// <param name="ChangedClasses">Windows whose class is another one so.</param>
/// <param name="LostWindows">Windows that were right and are wrong so, less those that were wrong and are right.</param>
internal readonly record struct LayerNoise(double Signal, double Noise, double ScoreNoise, int ChangedClasses, int LostWindows)
{
    public LayerNoise Plus(LayerNoise other) => new(
        Signal + other.Signal,
        Noise + other.Noise,
        ScoreNoise + other.ScoreNoise,
        ChangedClasses + other.ChangedClasses,
        LostWindows + other.LostWindows);
}
