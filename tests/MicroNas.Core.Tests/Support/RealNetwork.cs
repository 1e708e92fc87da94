using System.Runtime.InteropServices;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Support;

/// <summary>Evaluates an emitted model in real numbers: dequantized constants, no rounding between layers, ranges clamped.</summary>
public static class RealNetwork
{
    public static double[] Logits(QuantizedModel model, ReadOnlySpan<sbyte> window)
    {
        var values = new double[model.Tensors.Count][];
        var input = model.Tensors[model.Input].Quantization!;
        values[model.Input] = [.. window.ToArray().Select(value => (double)input.Scale * (value - input.ZeroPoint))];
        foreach (var step in model.Operators)
        {
            var source = values[step.Inputs[0]];
            var shape = model.Tensors[step.Inputs[0]].Shape;
            var result = step switch
            {
                Convolution2D convolution => Convolve(model, convolution, source),
                Add => [.. source.Zip(values[step.Inputs[1]], (left, right) => left + right)],
                AveragePool2D => [.. Enumerable.Range(0, shape[3]).Select(c => source.Where((_, i) => i % shape[3] == c).Average())],
                _ => source,
            };
            if (step is Softmax)
            {
                return source;
            }

            var range = model.Tensors[step.Output].Quantization!;
            values[step.Output] = [.. result.Select(value => Math.Clamp(
                value, range.Scale * (-128.0 - range.ZeroPoint), range.Scale * (127.0 - range.ZeroPoint)))];
        }

        throw new ArgumentException("The model has no softmax.", nameof(model));
    }

    private static double[] Convolve(QuantizedModel model, Convolution2D step, double[] source)
    {
        var (weights, bias) = (model.Tensors[step.Inputs[1]], model.Tensors[step.Inputs[2]]);
        var (input, kernel, output) = (model.Tensors[step.Inputs[0]].Shape, weights.Shape, model.Tensors[step.Output].Shape);
        var values = MemoryMarshal.Cast<byte, sbyte>(weights.Data!.Value.Span).ToArray();
        var biases = MemoryMarshal.Cast<byte, int>(bias.Data!.Value.Span).ToArray();

        // SAME padding, written out anew: what TensorFlow's documentation says.
        int Before(int axis, int stride) => Math.Max(0, ((output[axis] - 1) * stride) + kernel[axis] - input[axis]) / 2;

        var (top, left) = (Before(1, step.StrideHeight), Before(2, step.StrideWidth));
        var result = new List<double>();
        for (var y = 0; y < output[1]; y++)
        {
            for (var x = 0; x < output[2]; x++)
            {
                for (var channel = 0; channel < output[3]; channel++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < kernel[1] * kernel[2] * kernel[3]; i++)
                    {
                        var row = (y * step.StrideHeight) - top + (i / (kernel[2] * kernel[3]));
                        var column = (x * step.StrideWidth) - left + (i / kernel[3] % kernel[2]);
                        if (row >= 0 && row < input[1] && column >= 0 && column < input[2])
                        {
                            sum += values[(channel * kernel[1] * kernel[2] * kernel[3]) + i]
                                * source[(((row * input[2]) + column) * input[3]) + (i % kernel[3])];
                        }
                    }

                    var real = (sum * weights.Quantization!.Scales[channel]) + ((double)biases[channel] * bias.Quantization!.Scales[channel]);
                    result.Add(step.Activation == FusedActivation.Relu ? Math.Max(0, real) : real);
                }
            }
        }

        return [.. result];
    }
}
