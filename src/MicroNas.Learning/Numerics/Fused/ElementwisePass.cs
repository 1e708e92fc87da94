using MicroNas.Learning.Numerics.Lanes;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>Element by element through a whole activation.</summary>
internal static unsafe class ElementwisePass
{
    /// <summary>Fills float values with what the mask multiplies by: 0 or 1 / (1 − rate).</summary>
    public static void FillDropout(Tensor ordered, in DropoutMask mask)
    {
        var values = (float*)ActivationMemory.Address(ordered);
        var count = checked((int)ordered.numel());
        new Span<float>(values, count).Fill(1);
        var kernel = new DropKernel<Float32Element, Float32Element> { Source = values, Destination = values, Mask = mask };
        LaneLoop.Run(ref kernel, count);
    }
}
