using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;

namespace MicroNas.Core.Tests.Quantization;

/// <summary>Models that contradict themselves, as no file of a converter does: each runs or ends in a coded error.</summary>
public sealed class HostileGraphTests
{
    private static readonly int[] Numbers = [0, 1, 2, 3, -1, -2, 4, 7, 16, 255, 65536, 65537, 1 << 24, 1 << 30, int.MaxValue, int.MinValue];

    private static readonly float[] Scales =
        [0, -1, 1, float.NaN, float.PositiveInfinity, float.Epsilon, 1.2e-38f, 3.4e38f, 1e-20f, 1e20f, 1 / 256f];

    [Fact]
    public void Models_with_contradictions_run_or_end_in_an_error()
    {
        var random = new Random(51);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < 5000; i++)
        {
            var model = Distort(SingleOperatorModels.Any(random), random);
            _ = HostileModel.Survives(model) ? accepted++ : refused++;
        }

        Assert.True(accepted > 500 && refused > 500, $"{accepted} accepted, {refused} refused.");
    }

    private static QuantizedModel Distort(QuantizedModel model, Random random)
    {
        QuantizedTensor[] tensors = [.. model.Tensors];
        QuantizedOperator[] steps = [.. model.Operators];
        for (var distortions = random.Next(1, 4); distortions > 0; distortions--)
        {
            var (tensor, step) = (random.Next(tensors.Length), random.Next(steps.Length));
            switch (random.Next(6))
            {
                case 0:
                    tensors[tensor] = tensors[tensor] with { Shape = Replace(tensors[tensor].Shape, Number(random), random) };
                    break;
                case 1 when tensors[tensor].Quantization is { } quantization:
                    tensors[tensor] = tensors[tensor] with { Quantization = Distort(quantization, random) };
                    break;
                case 2:
                    steps[step] = steps[step] with { Inputs = Replace(steps[step].Inputs, random.Next(-2, tensors.Length + 1), random) };
                    break;
                case 3:
                    steps[step] = steps[step] with { Output = random.Next(-2, tensors.Length + 1) };
                    break;
                case 4 when tensors[tensor].Data is { } data:
                    var bytes = data.ToArray();
                    BitConverter.TryWriteBytes(bytes.AsSpan(4 * random.Next(bytes.Length / 4)), Number(random));
                    tensors[tensor] = tensors[tensor] with { Data = bytes };
                    break;
                default:
                    steps[step] = Distort(steps[step], random);
                    break;
            }
        }

        return model with { Tensors = tensors, Operators = steps };
    }

    private static QuantizationParameters Distort(QuantizationParameters parameters, Random random) => random.Next(4) switch
    {
        0 => parameters with { ZeroPoints = Replace(parameters.ZeroPoints, Number(random), random) },
        1 => parameters with { QuantizedDimension = Number(random) },
        _ => parameters with { Scales = Replace(parameters.Scales, Scales[random.Next(Scales.Length)], random) },
    };

    private static QuantizedOperator Distort(QuantizedOperator step, Random random) => step switch
    {
        Convolution2D convolution when random.Next(2) == 0 => convolution with { StrideHeight = Number(random), StrideWidth = Number(random) },
        Convolution2D convolution => convolution with { Padding = (Padding)random.Next(3), Activation = (FusedActivation)random.Next(5) },
        DepthwiseConvolution2D convolution when random.Next(2) == 0 => convolution with { DepthMultiplier = Number(random) },
        DepthwiseConvolution2D convolution => convolution with { StrideHeight = Number(random), Padding = (Padding)random.Next(3) },
        MaxPool2D pool => pool with { FilterHeight = Number(random), StrideWidth = Number(random), Padding = (Padding)random.Next(3) },
        AveragePool2D pool => pool with { FilterWidth = Number(random), StrideHeight = Number(random), Padding = (Padding)random.Next(3) },
        FullyConnected dense => dense with { KeepDimensions = !dense.KeepDimensions, Activation = (FusedActivation)random.Next(5) },
        Concatenation concatenation => concatenation with { Axis = Number(random) },
        Softmax softmax => softmax with { Beta = Scales[random.Next(Scales.Length)] },
        Add add => add with { Activation = (FusedActivation)random.Next(5) },
        Mean mean => mean with { KeepDimensions = !mean.KeepDimensions },
        _ => step with { Inputs = [.. step.Inputs, .. step.Inputs] },
    };

    private static int Number(Random random) => Numbers[random.Next(Numbers.Length)];

    private static EquatableArray<T> Replace<T>(EquatableArray<T> items, T item, Random random)
    {
        var changed = items.ToList();
        if (changed.Count == 0 || random.Next(6) == 0)
        {
            changed.Insert(random.Next(changed.Count + 1), item);
        }
        else if (random.Next(6) == 0)
        {
            changed.RemoveAt(random.Next(changed.Count));
        }
        else
        {
            changed[random.Next(changed.Count)] = item;
        }

        return [.. changed];
    }
}
