namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>One way to vary a training window, in sensor units. What it does depends on the window and the numbers drawn alone.</summary>
internal interface IWindowVariation
{
    /// <param name="window">T x S values in sensor units, changed in place.</param>
    /// <param name="channels">S.</param>
    /// <param name="random">Where every draw comes from.</param>
    void Apply(Span<float> window, int channels, RandomSource random);
}
