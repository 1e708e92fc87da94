using System.Buffers.Binary;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>Weights as rows of int16, one an output channel, four of which are multiplied by one row of inputs at once.</summary>
internal sealed class WeightRows
{
    private readonly int outputZeroPoint;
    private readonly ActivationBounds bounds;
    private readonly short[] weights; // channels, a multiple of four, x row
    private readonly int[] bias;
    private readonly FixedPointMultiplier[] multipliers;

    /// <param name="model">A validated model.</param>
    /// <param name="step">Its inputs are activation, weights with the output channels in front, bias.</param>
    /// <param name="activation">Fused into the operator.</param>
    /// <param name="multipliers">One an output channel.</param>
    public WeightRows(QuantizedModel model, QuantizedOperator step, FusedActivation activation, FixedPointMultiplier[] multipliers)
    {
        this.multipliers = multipliers;
        var (constant, target) = (model.Tensors[step.Inputs[1]], model.Tensors[step.Output].Quantization!);
        outputZeroPoint = target.ZeroPoint;
        bounds = ActivationBounds.For(activation, target);
        var channels = multipliers.Length;
        var length = constant.Elements / channels;
        RowLength = RoundUp(length, DotProduct.Block);
        weights = new short[RoundUp(channels, 4) * RowLength];
        bias = Bias(model, step, RoundUp(channels, 4));
        var bytes = constant.Data!.Value.Span;
        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = 0; i < length; i++)
            {
                weights[(channel * RowLength) + i] = (sbyte)bytes[(channel * length) + i];
            }
        }
    }

    /// <summary>int16 values of a row of inputs, a multiple of <see cref="DotProduct.Block"/>.</summary>
    public int RowLength { get; }

    /// <summary>The bias of an operator whose third input it is, zeros where it has none.</summary>
    /// <param name="length">At least the output channels; zeros behind them.</param>
    public static int[] Bias(QuantizedModel model, QuantizedOperator step, int length)
    {
        var bias = new int[length];
        if (step.Inputs.Count < 3 || step.Inputs[2] == -1)
        {
            return bias;
        }

        var data = model.Tensors[step.Inputs[2]].Data!.Value.Span;
        for (var channel = 0; channel < data.Length / 4; channel++)
        {
            bias[channel] = BinaryPrimitives.ReadInt32LittleEndian(data[(4 * channel)..]);
        }

        return bias;
    }

    /// <summary>All output channels of one row of inputs.</summary>
    /// <param name="row"><see cref="RowLength"/> values without their zero point, zeros behind the weights' length.</param>
    /// <param name="target">One value an output channel.</param>
    public void Multiply(ReadOnlySpan<short> row, Span<sbyte> target)
    {
        for (var channel = 0; channel < target.Length; channel += 4)
        {
            var sums = DotProduct.Four(row, weights.AsSpan(channel * RowLength, 4 * RowLength));
            target[channel] = Requantize(sums.First, channel);
            if (channel + 1 < target.Length)
            {
                target[channel + 1] = Requantize(sums.Second, channel + 1);
            }

            if (channel + 2 < target.Length)
            {
                target[channel + 2] = Requantize(sums.Third, channel + 2);
            }

            if (channel + 3 < target.Length)
            {
                target[channel + 3] = Requantize(sums.Fourth, channel + 3);
            }
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private sbyte Requantize(int sum, int channel) => (sbyte)Math.Clamp(
        (long)multipliers[channel].Apply(sum + bias[channel]) + outputZeroPoint, bounds.Minimum, bounds.Maximum);
}
