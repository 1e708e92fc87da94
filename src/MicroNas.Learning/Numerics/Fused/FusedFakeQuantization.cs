using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics.Lanes;

using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>
/// An activation in the values that int8 can hold, and dropout, in one sweep: clipped, rounded, with straight-through gradients
/// (inside the range that of the identity, outside none).
/// </summary>
internal sealed unsafe class FusedFakeQuantization : SingleTensorFunction<FusedFakeQuantization>
{
    private const string StateKey = "state";

    public override string Name => nameof(FusedFakeQuantization);

    /// <param name="values">float32, any shape.</param>
    public static Tensor Apply(Tensor values, ActivationRange range, DropoutMask dropout)
    {
        var parameters = QuantizationParameters.FromRange(range);
        return apply(ActivationMemory.Ordered(values), new State(
            (float)((-128 - parameters.ZeroPoint) * parameters.Scale),
            (float)((127 - parameters.ZeroPoint) * parameters.Scale),
            (float)parameters.Scale,
            dropout));
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (values, state) = ((Tensor)vars[0], (State)vars[1]);
        var result = ActivationMemory.Like(values);
        var kernel = new FakeQuantizeKernel
        {
            Source = (float*)ActivationMemory.Address(values),
            Destination = (float*)ActivationMemory.Address(result),
            Lowest = state.Lowest,
            Highest = state.Highest,
            Step = state.Step,
            Mask = state.Dropout,
        };
        LaneLoop.Run(ref kernel, checked((int)values.numel()));
        ctx.save_data(StateKey, state);
        ctx.save_for_backward([values]);
        return result;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        HandedOver.Release();
        var state = (State)ctx.get_data(StateKey);
        var values = ctx.get_saved_variables()[0];
        var gradient = ActivationMemory.Ordered(grad_output);
        var result = ActivationMemory.Like(values);
        var kernel = new StraightThroughKernel
        {
            Values = (float*)ActivationMemory.Address(values),
            Gradient = (float*)ActivationMemory.Address(gradient),
            Destination = (float*)ActivationMemory.Address(result),
            Lowest = state.Lowest,
            Highest = state.Highest,
            Mask = state.Dropout,
        };
        LaneLoop.Run(ref kernel, checked((int)values.numel()));
        values.Dispose();
        gradient.Dispose();
        grad_output.Dispose();
        HandedOver.Keep(result);
        return [result, null!];
    }

    private sealed record State(float Lowest, float Highest, float Step, DropoutMask Dropout);
}
