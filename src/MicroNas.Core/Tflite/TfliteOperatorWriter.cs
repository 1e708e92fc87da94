using Google.FlatBuffers;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Writes one operator of a .tflite file.</summary>
internal static class TfliteOperatorWriter
{
    private const int VersionThatKeepsDimensions = 5;
    private const int VersionWithoutBias = 6;

    public static TfliteOperatorKind Kind(QuantizedOperator step) => step switch
    {
        Convolution2D => TfliteOperatorKind.Convolution2D,
        DepthwiseConvolution2D => TfliteOperatorKind.DepthwiseConvolution2D,
        FullyConnected dense => FullyConnectedKind(dense),
        Add => TfliteOperatorKind.Add,
        AveragePool2D => TfliteOperatorKind.AveragePool2D,
        MaxPool2D => TfliteOperatorKind.MaxPool2D,
        Mean => TfliteOperatorKind.Mean,
        Reshape => TfliteOperatorKind.Reshape,
        Softmax => TfliteOperatorKind.Softmax,
        Relu => TfliteOperatorKind.Relu,
        Concatenation => TfliteOperatorKind.Concatenation,
        Pad => TfliteOperatorKind.Pad,
        _ => throw new InvalidOperationException($"{step.GetType().Name} passed the validator without a code."),
    };

    /// <remarks><c>custom_options</c> stays absent: LiteRT rejects an empty vector there.</remarks>
    public static int Write(FlatBufferBuilder builder, QuantizedModel model, QuantizedOperator step, List<TfliteOperatorKind> kinds)
    {
        var kind = Kind(step);
        var inputs = TfliteWriter.Int32Vector(builder, step.Inputs);
        var outputs = TfliteWriter.Int32Vector(builder, [step.Output]);
        var options = step is Relu ? 0 : TfliteOptionsWriter.Write(builder, model, step);
        builder.StartTable(TfliteSchema.Operator.FieldCount);
        builder.AddUint(TfliteSchema.Operator.OpcodeIndex, (uint)kinds.IndexOf(kind), 0);
        builder.AddOffset(TfliteSchema.Operator.Inputs, inputs.Value, 0);
        builder.AddOffset(TfliteSchema.Operator.Outputs, outputs.Value, 0);
        builder.AddByte(TfliteSchema.Operator.BuiltinOptionsType, kind.OptionsType, 0);
        builder.AddOffset(TfliteSchema.Operator.BuiltinOptions, options, 0);
        return builder.EndTable();
    }

    /// <summary>Runtimes of older versions ignore that dimensions are kept, and read a bias that is not there.</summary>
    private static TfliteOperatorKind FullyConnectedKind(FullyConnected step)
    {
        var kind = TfliteOperatorKind.FullyConnected;
        if (step.Inputs.Count < 3 || step.Inputs[2] == -1)
        {
            return kind with { EmittedVersion = VersionWithoutBias };
        }

        return step.KeepDimensions ? kind with { EmittedVersion = VersionThatKeepsDimensions } : kind;
    }
}
