namespace MicroNas.Learning.Numerics;

/// <summary>
/// Inverted dropout of one activation tensor as a function of the element's place in memory: a multiplicative hash of the place
/// decides (Wellons' "lowbias32" mixing). The backward pass computes the same decisions again instead of storing them.
/// </summary>
/// <param name="Offset">Random, added to the element's index.</param>
/// <param name="Multiplier">Random and odd: what sets this mask apart from others.</param>
/// <param name="Threshold">An element whose hash lies below becomes zero: rate · 2^32.</param>
/// <param name="Scale">Of the elements that stay: 1 / (1 − rate).</param>
internal readonly record struct DropoutMask(uint Offset, uint Multiplier, uint Threshold, float Scale)
{
    public const uint FirstFactor = 0x7FEB352D;
    public const uint SecondFactor = 0x846CA68B;

    /// <summary>Every element stays as it is.</summary>
    public static DropoutMask None => new(0, 1, 0, 1);

    public bool IsNone => Threshold == 0;
}
