using MicroNas.Learning.Numerics.Lanes;

using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>
/// A convolution's weights with batch norm of fixed statistics folded in and fake-quantized per output channel (symmetric,
/// step = max |w| / 127, straight-through gradients), and its bias: with f = γ / sqrt(variance + ε), round(w · f) and β − mean · f.
/// A dozen small operators of libtorch each way take longer than the sums that they do.
/// </summary>
internal sealed unsafe class FusedFold : MultiTensorFunction<FusedFold>
{
    private const float Levels = 127;
    private const float SmallestPeak = 1e-12f;
    private const string StateKey = "state";

    public override string Name => nameof(FusedFold);

    /// <param name="weight">O x I x S x T.</param>
    /// <param name="mean">One an output channel.</param>
    /// <param name="variance">One an output channel.</param>
    public static (Tensor Weight, Tensor Bias) Apply(Tensor weight, Tensor scale, Tensor shift, float[] mean, float[] variance)
    {
        var results = apply(weight, scale, shift, new State(mean, [.. variance.Select(value => (float)(1 / Math.Sqrt(value + BatchNormalization.Epsilon)))]));
        return (results[0], results[1]);
    }

    public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        var (weight, state) = ((Tensor)vars[0], (State)vars[3]);
        var scales = ActivationMemory.Floats((Tensor)vars[1]);
        var shifts = ActivationMemory.Floats((Tensor)vars[2]);
        var channels = state.Mean.Length;
        var size = (int)(weight.numel() / channels);
        var (folded, bias) = (empty_like(weight), empty(channels));
        var biases = ActivationMemory.Floats(bias);
        var source = ActivationMemory.Floats(weight);
        var destination = ActivationMemory.Floats(folded);
        for (var c = 0; c < channels; c++)
        {
            var factor = scales[c] * state.Inverse[c];
            biases[c] = shifts[c] - (state.Mean[c] * factor);
            var from = source + (c * size);
            var to = destination + (c * size);
            var peak = SmallestPeak;
            for (var i = 0; i < size; i++)
            {
                to[i] = from[i] * factor;
                peak = Math.Max(peak, Math.Abs(to[i]));
            }

            var kernel = new FakeQuantizeKernel
            {
                Source = to,
                Destination = to,
                Lowest = -peak,
                Highest = peak,
                Step = peak / Levels,
                Mask = DropoutMask.None,
            };
            LaneLoop.Run(ref kernel, size);
        }

        ctx.save_data(StateKey, state);
        ctx.save_for_backward([weight, (Tensor)vars[1]]);
        return [folded, bias];
    }

    public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
    {
        HandedOver.Release();
        var state = (State)ctx.get_data(StateKey);
        var saved = ctx.get_saved_variables();
        var (weight, scale) = (saved[0], saved[1]);
        using var ofWeight = grad_outputs[0].contiguous();
        using var ofBias = grad_outputs[1].contiguous();
        var weights = ActivationMemory.Floats(weight);
        var scales = ActivationMemory.Floats(scale);
        var incoming = ActivationMemory.Floats(ofWeight);
        var biases = ActivationMemory.Floats(ofBias);
        var channels = state.Mean.Length;
        var size = (int)(weight.numel() / channels);
        var (toWeight, toScale, toShift) = (empty_like(weight), empty(channels), empty(channels));
        var outWeight = ActivationMemory.Floats(toWeight);
        var outScale = ActivationMemory.Floats(toScale);
        var outShift = ActivationMemory.Floats(toShift);
        for (var c = 0; c < channels; c++)
        {
            var (factor, product) = (scales[c] * state.Inverse[c], 0.0);
            for (var i = c * size; i < (c + 1) * size; i++)
            {
                outWeight[i] = incoming[i] * factor;
                product += (double)incoming[i] * weights[i];
            }

            outScale[c] = (float)((product - (biases[c] * (double)state.Mean[c])) * state.Inverse[c]);
            outShift[c] = biases[c];
        }

        saved.ForEach(tensor => tensor.Dispose());
        HandedOver.Keep(toWeight, toScale, toShift);
        return [toWeight, toScale, toShift, null!];
    }

    private sealed record State(float[] Mean, float[] Inverse);
}
