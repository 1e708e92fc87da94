using Google.FlatBuffers;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Writes one operator of a .tflite file.</summary>
internal static class TfliteOperatorWriter
{
    public static TfliteOperatorKind Kind(QuantizedOperator step) => step switch
    {
        Convolution2D => TfliteOperatorKind.Convolution2D,
        Add => TfliteOperatorKind.Add,
        AveragePool2D => TfliteOperatorKind.AveragePool2D,
        Mean => TfliteOperatorKind.Mean,
        Reshape => TfliteOperatorKind.Reshape,
        Softmax => TfliteOperatorKind.Softmax,
        _ => throw new InvalidOperationException($"{step.GetType().Name} passed the validator without a code."),
    };

    /// <remarks><c>custom_options</c> stays absent: LiteRT rejects an empty vector there.</remarks>
    public static int Write(FlatBufferBuilder builder, QuantizedModel model, QuantizedOperator step, List<TfliteOperatorKind> kinds)
    {
        var kind = Kind(step);
        var inputs = TfliteWriter.Int32Vector(builder, step.Inputs);
        var outputs = TfliteWriter.Int32Vector(builder, [step.Output]);
        var options = WriteOptions(builder, model, step);
        builder.StartTable(TfliteSchema.Operator.FieldCount);
        builder.AddUint(TfliteSchema.Operator.OpcodeIndex, (uint)kinds.IndexOf(kind), 0);
        builder.AddOffset(TfliteSchema.Operator.Inputs, inputs.Value, 0);
        builder.AddOffset(TfliteSchema.Operator.Outputs, outputs.Value, 0);
        builder.AddByte(TfliteSchema.Operator.BuiltinOptionsType, kind.OptionsType, 0);
        builder.AddOffset(TfliteSchema.Operator.BuiltinOptions, options, 0);
        return builder.EndTable();
    }

    private static int WriteOptions(FlatBufferBuilder builder, QuantizedModel model, QuantizedOperator step)
    {
        switch (step)
        {
            case Convolution2D convolution:
                builder.StartTable(TfliteSchema.Conv2DOptions.FieldCount);
                builder.AddSbyte(TfliteSchema.Conv2DOptions.Padding, (sbyte)convolution.Padding, 0);
                builder.AddInt(TfliteSchema.Conv2DOptions.StrideWidth, convolution.StrideWidth, 0);
                builder.AddInt(TfliteSchema.Conv2DOptions.StrideHeight, convolution.StrideHeight, 0);
                builder.AddSbyte(TfliteSchema.Conv2DOptions.FusedActivation, (sbyte)convolution.Activation, 0);
                builder.AddInt(TfliteSchema.Conv2DOptions.DilationWidth, 1, 1);
                builder.AddInt(TfliteSchema.Conv2DOptions.DilationHeight, 1, 1);
                break;
            case AveragePool2D pool:
                builder.StartTable(TfliteSchema.Pool2DOptions.FieldCount);
                builder.AddSbyte(TfliteSchema.Pool2DOptions.Padding, (sbyte)pool.Padding, 0);
                builder.AddInt(TfliteSchema.Pool2DOptions.StrideWidth, pool.StrideWidth, 0);
                builder.AddInt(TfliteSchema.Pool2DOptions.StrideHeight, pool.StrideHeight, 0);
                builder.AddInt(TfliteSchema.Pool2DOptions.FilterWidth, pool.FilterWidth, 0);
                builder.AddInt(TfliteSchema.Pool2DOptions.FilterHeight, pool.FilterHeight, 0);
                builder.AddSbyte(TfliteSchema.Pool2DOptions.FusedActivation, (sbyte)pool.Activation, 0);
                break;
            case Add add:
                builder.StartTable(TfliteSchema.AddOptions.FieldCount);
                builder.AddSbyte(TfliteSchema.AddOptions.FusedActivation, (sbyte)add.Activation, 0);
                break;
            case Softmax softmax:
                builder.StartTable(TfliteSchema.SoftmaxOptions.FieldCount);
                builder.AddFloat(TfliteSchema.SoftmaxOptions.Beta, softmax.Beta, 0);
                break;
            case Mean mean:
                builder.StartTable(TfliteSchema.ReducerOptions.FieldCount);
                builder.AddBool(TfliteSchema.ReducerOptions.KeepDimensions, mean.KeepDimensions, false);
                break;
            default:
                var shape = TfliteWriter.Int32Vector(builder, model.Tensors[step.Output].Shape);
                builder.StartTable(TfliteSchema.ReshapeOptions.FieldCount);
                builder.AddOffset(TfliteSchema.ReshapeOptions.NewShape, shape.Value, 0);
                break;
        }

        return builder.EndTable();
    }
}
