using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Makes one operator of its options.</summary>
/// <param name="options">The operator's table of the BuiltinOptions union.</param>
/// <param name="inputs">Tensor indices, unchecked.</param>
/// <param name="output">Tensor index, unchecked.</param>
/// <param name="tensors">The graph's tensors; null after an error.</param>
/// <param name="unsupported">Takes what the product does not run.</param>
internal sealed class TfliteOptionsReader(
    FlatBufferTable options, EquatableArray<int> inputs, int output, IReadOnlyList<QuantizedTensor?> tensors, Action<string> unsupported)
{
    /// <param name="kind">Any kind that needs options.</param>
    public QuantizedOperator Read(TfliteOperatorKind kind) => kind switch
    {
        _ when kind == TfliteOperatorKind.Convolution2D => Convolution(),
        _ when kind == TfliteOperatorKind.DepthwiseConvolution2D => DepthwiseConvolution(),
        _ when kind == TfliteOperatorKind.FullyConnected => FullyConnected(),
        _ when kind == TfliteOperatorKind.AveragePool2D => AveragePool(),
        _ when kind == TfliteOperatorKind.MaxPool2D => MaxPool(),
        _ when kind == TfliteOperatorKind.Concatenation => Concatenation(),
        _ when kind == TfliteOperatorKind.Add => new Add(inputs, output, Activation(TfliteSchema.AddOptions.FusedActivation)),
        _ when kind == TfliteOperatorKind.Softmax => new Softmax(inputs, output, options.Single(TfliteSchema.SoftmaxOptions.Beta)),
        _ when kind == TfliteOperatorKind.Mean => new Mean(inputs, output, options.Byte(TfliteSchema.ReducerOptions.KeepDimensions) != 0),
        _ => throw new InvalidOperationException($"{kind.Name} has no options."),
    };

    private Convolution2D Convolution()
    {
        RefuseDilation(TfliteSchema.Conv2DOptions.DilationHeight, TfliteSchema.Conv2DOptions.DilationWidth);
        return new(
            inputs,
            output,
            options.Int32(TfliteSchema.Conv2DOptions.StrideHeight),
            options.Int32(TfliteSchema.Conv2DOptions.StrideWidth),
            Padding(TfliteSchema.Conv2DOptions.Padding),
            Activation(TfliteSchema.Conv2DOptions.FusedActivation));
    }

    private DepthwiseConvolution2D DepthwiseConvolution()
    {
        RefuseDilation(TfliteSchema.DepthwiseConv2DOptions.DilationHeight, TfliteSchema.DepthwiseConv2DOptions.DilationWidth);
        var multiplier = options.Int32(TfliteSchema.DepthwiseConv2DOptions.DepthMultiplier);
        return new(
            inputs,
            output,
            options.Int32(TfliteSchema.DepthwiseConv2DOptions.StrideHeight),
            options.Int32(TfliteSchema.DepthwiseConv2DOptions.StrideWidth),
            Padding(TfliteSchema.DepthwiseConv2DOptions.Padding),
            Activation(TfliteSchema.DepthwiseConv2DOptions.FusedActivation),
            multiplier == 0 ? DepthMultiplierOfShapes() : multiplier);
    }

    /// <summary>Converters may leave the option out, and TensorFlow Lite then takes it from the shapes; 0 where they do not tell.</summary>
    private int DepthMultiplierOfShapes() =>
        inputs.Count > 0 && Tensor(inputs[0]) is { Shape: [_, _, _, > 0 and var inputChannels] } && Tensor(output) is { Shape: [_, _, _, var outputChannels] }
            ? outputChannels / inputChannels
            : 0;

    private FullyConnected FullyConnected()
    {
        if (options.Byte(TfliteSchema.FullyConnectedOptions.WeightsFormat) is var format and not 0)
        {
            unsupported($"has weights of the format {format}; expected 0, rows in order.");
        }

        return new(
            inputs,
            output,
            Activation(TfliteSchema.FullyConnectedOptions.FusedActivation),
            options.Byte(TfliteSchema.FullyConnectedOptions.KeepDimensions) != 0);
    }

    private AveragePool2D AveragePool() => new(
        inputs,
        output,
        options.Int32(TfliteSchema.Pool2DOptions.FilterHeight),
        options.Int32(TfliteSchema.Pool2DOptions.FilterWidth),
        options.Int32(TfliteSchema.Pool2DOptions.StrideHeight),
        options.Int32(TfliteSchema.Pool2DOptions.StrideWidth),
        Padding(TfliteSchema.Pool2DOptions.Padding),
        Activation(TfliteSchema.Pool2DOptions.FusedActivation));

    private MaxPool2D MaxPool()
    {
        var pool = AveragePool();
        return new(
            inputs, output, pool.FilterHeight, pool.FilterWidth, pool.StrideHeight, pool.StrideWidth, pool.Padding, pool.Activation);
    }

    private Concatenation Concatenation()
    {
        if (Activation(TfliteSchema.ConcatenationOptions.FusedActivation) is not FusedActivation.None)
        {
            unsupported("fuses an activation; expected none.");
        }

        var axis = options.Int32(TfliteSchema.ConcatenationOptions.Axis);
        return new(inputs, output, axis < 0 ? axis + (Tensor(output)?.Shape.Count ?? 0) : axis);
    }

    private QuantizedTensor? Tensor(int index) => index >= 0 && index < tensors.Count ? tensors[index] : null;

    private Padding Padding(int field) => (Padding)(sbyte)options.Byte(field);

    private FusedActivation Activation(int field)
    {
        var activation = (FusedActivation)(sbyte)options.Byte(field);
        if (!Enum.IsDefined(activation))
        {
            unsupported($"fuses the activation {(int)activation}; expected none, RELU or RELU6.");
        }

        return activation;
    }

    private void RefuseDilation(int height, int width)
    {
        if (options.Int32(height, 1) != 1 || options.Int32(width, 1) != 1)
        {
            unsupported("is dilated; expected dilation 1.");
        }
    }
}
