using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Quantization;

/// <summary>Checks that the tensors of one operator fit together as TensorFlow Lite's int8 kernels require.</summary>
internal static class OperatorCheck
{
    private const int MaximumStep = 1 << 16;

    public static bool IsActivation(QuantizedTensor tensor) =>
        tensor is { Type: ElementType.Int8, IsConstant: false, Quantization.Scales.Count: 1 };

    /// <summary>Adds the operator's errors; returns its multiply-accumulates or pooled elements.</summary>
    public static long Check(QuantizedModel model, int index, ModelErrors errors)
    {
        var step = model.Operators[index];
        void Invalid(string text) => errors.Add(DiagnosticCodes.InvalidOperator, $"Operator {index} ({step.GetType().Name}) {text}");

        var (fewest, most) = step switch
        {
            Convolution2D or DepthwiseConvolution2D or FullyConnected => (2, 3),
            Add or Mean or Pad => (2, 2),
            Reshape => (1, 2),
            Concatenation => (1, int.MaxValue),
            _ => (1, 1),
        };
        var missing = step.Inputs.Where((tensor, position) => tensor == -1 && !(fewest == 2 && most == 3 && position == 2));
        if (step.Inputs.Count < fewest || step.Inputs.Count > most || missing.Any())
        {
            Invalid($"has the inputs [{string.Join(',', step.Inputs)}]; expected {fewest}{(most == int.MaxValue ? " or more" : $" to {most}")}.");
            return 0;
        }

        var activations = step.Inputs.Take(step is Concatenation ? int.MaxValue : step is Add ? 2 : 1).Append(step.Output);
        foreach (var tensor in activations)
        {
            if (!IsActivation(model.Tensors[tensor]))
            {
                Invalid($"uses tensor {tensor} ({model.Tensors[tensor].Name}); expected an int8 activation with one scale.");
                return 0;
            }
        }

        var (input, output) = (model.Tensors[step.Inputs[0]], model.Tensors[step.Output]);
        switch (step)
        {
            case Convolution2D convolution:
                return ConvolutionCheck.Check(model, convolution, Invalid);
            case DepthwiseConvolution2D convolution:
                return ConvolutionCheck.Check(model, convolution, Invalid);
            case FullyConnected dense:
                return FullyConnectedCheck.Check(model, dense, Invalid);
            case Pool2D pool:
                return CheckPool(pool, input, output, Invalid);
            case Add add:
                CheckAdd(add, input, model.Tensors[add.Inputs[1]], output, Invalid);
                return output.Elements;
            case Mean mean:
                CheckMean(mean, input, model.Tensors[mean.Inputs[1]], output, Invalid);
                return input.Elements;
            case Reshape:
                LayoutCheck.CheckReshape(input, output, Invalid);
                return output.Elements;
            case Concatenation concatenation:
                LayoutCheck.Check(model, concatenation, Invalid);
                return output.Elements;
            case Pad pad:
                LayoutCheck.Check(input, model.Tensors[pad.Inputs[1]], output, Invalid);
                return output.Elements;
            case Relu:
                CheckRelu(input, output, Invalid);
                return output.Elements;
            case Softmax softmax:
                CheckSoftmax(softmax, input, output, Invalid);
                return input.Elements;
            default:
                errors.Add(DiagnosticCodes.UnsupportedOperator, $"Operator {index} is a {step.GetType().Name}, which the product does not run.");
                return 0;
        }
    }

    /// <summary>Rank 4, batch 1, strides and window in range; adds errors and returns false otherwise.</summary>
    public static bool CheckWindow(
        QuantizedTensor input, QuantizedTensor output, (int Height, int Width) kernel, (int Height, int Width) stride,
        Padding padding, FusedActivation activation, Action<string> invalid)
    {
        if (input.Shape.Count != 4 || output.Shape.Count != 4 || input.Shape[0] != 1 || output.Shape[0] != 1)
        {
            invalid($"goes from [{string.Join(',', input.Shape)}] to [{string.Join(',', output.Shape)}]; expected four dimensions, batch 1.");
            return false;
        }

        int[] steps = [kernel.Height, kernel.Width, stride.Height, stride.Width];
        if (steps.Any(step => step is < 1 or > MaximumStep) || !Enum.IsDefined(padding) || !Enum.IsDefined(activation))
        {
            invalid($"has the window {kernel}, stride {stride}, padding {padding}, activation {activation}; expected sizes of 1 to {MaximumStep} and known kinds.");
            return false;
        }

        var height = ConvolutionGeometry.OutputSize(padding, input.Shape[1], kernel.Height, stride.Height);
        var width = ConvolutionGeometry.OutputSize(padding, input.Shape[2], kernel.Width, stride.Width);
        if (output.Shape[1] != height || output.Shape[2] != width)
        {
            invalid($"writes a map of {output.Shape[1]} x {output.Shape[2]}; window and stride give {height} x {width}.");
            return false;
        }

        return true;
    }

    private static long CheckPool(Pool2D pool, QuantizedTensor input, QuantizedTensor output, Action<string> invalid)
    {
        if (!CheckWindow(
            input, output, (pool.FilterHeight, pool.FilterWidth), (pool.StrideHeight, pool.StrideWidth), pool.Padding, pool.Activation, invalid))
        {
            return 0;
        }

        if (input.Shape[3] != output.Shape[3] || !LayoutCheck.SameQuantization(input, output))
        {
            invalid("changes the channels or the quantization; expected the input's.");
        }

        return (long)output.Elements * Math.Min(pool.FilterHeight, input.Shape[1]) * Math.Min(pool.FilterWidth, input.Shape[2]);
    }

    private static void CheckAdd(Add add, QuantizedTensor left, QuantizedTensor right, QuantizedTensor output, Action<string> invalid)
    {
        if (left.Shape != output.Shape || right.Shape != output.Shape || !Enum.IsDefined(add.Activation))
        {
            invalid($"adds [{string.Join(',', left.Shape)}] and [{string.Join(',', right.Shape)}] to [{string.Join(',', output.Shape)}]; expected one shape.");
        }

        var largest = Math.Max(left.Quantization!.Scale, right.Quantization!.Scale);
        if (!float.IsFinite(2 * largest) || 2 * largest / (output.Quantization!.Scale * (double)(1 << 20)) >= 0.999999)
        {
            invalid("has an output scale below 2^-19 of an input's, which its fixed-point form cannot hold.");
        }
    }

    private static void CheckRelu(QuantizedTensor input, QuantizedTensor output, Action<string> invalid)
    {
        if (input.Shape != output.Shape)
        {
            invalid($"goes from [{string.Join(',', input.Shape)}] to [{string.Join(',', output.Shape)}]; expected one shape.");
        }

        if (!FixedPointMultiplier.TryFromReal(OutputMultipliers.ReluScale(input.Quantization!, output.Quantization!), out _))
        {
            invalid("has an output scale too small for its input's.");
        }
    }

    private static void CheckMean(Mean mean, QuantizedTensor input, QuantizedTensor axes, QuantizedTensor output, Action<string> invalid)
    {
        if (input.Shape.Count != 4 || input.Shape[0] != 1 || output.Elements != input.Shape[3])
        {
            invalid($"goes from [{string.Join(',', input.Shape)}] to [{string.Join(',', output.Shape)}]; expected batch 1 and one value a channel.");
        }

        if (axes is not { Type: ElementType.Int32, Data: { } data } || axes.Elements > 8
            || !SpaceAxes.Are(data.Span))
        {
            invalid("does not average over axes 1 and 2.");
        }

        if (!FixedPointMultiplier.TryFromReal((double)input.Quantization!.Scale / output.Quantization!.Scale, out _))
        {
            invalid("has an output scale too small for its input's.");
        }
    }

    private static void CheckSoftmax(Softmax softmax, QuantizedTensor input, QuantizedTensor output, Action<string> invalid)
    {
        if (input.Shape != output.Shape || input.Shape.Count == 0 || input.Shape[^1] > 4095)
        {
            invalid($"goes from [{string.Join(',', input.Shape)}] to [{string.Join(',', output.Shape)}]; expected one shape of at most 4095 classes.");
        }

        if (output.Quantization!.Scale != 1 / 256f || output.Quantization.ZeroPoint != -128)
        {
            invalid("has an output quantization other than scale 1/256, zero point -128.");
        }

        if (!((double)softmax.Beta * input.Quantization!.Scale * (1 << 26) > 1) || !float.IsFinite(softmax.Beta))
        {
            invalid(FormattableString.Invariant($"has beta {softmax.Beta} and an input scale that its fixed-point form cannot hold."));
        }
    }
}
