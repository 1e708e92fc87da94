using Google.FlatBuffers;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Writes the options of one operator.</summary>
internal static class TfliteOptionsWriter
{
    /// <returns>The table's offset.</returns>
    public static int Write(FlatBufferBuilder builder, QuantizedModel model, QuantizedOperator step)
    {
        switch (step)
        {
            case Convolution2D convolution:
                Start(builder, convolution);
                break;
            case DepthwiseConvolution2D convolution:
                Start(builder, convolution);
                break;
            case Pool2D pool:
                Start(builder, pool);
                break;
            case FullyConnected dense:
                builder.StartTable(TfliteSchema.FullyConnectedOptions.FieldCount);
                builder.AddSbyte(TfliteSchema.FullyConnectedOptions.FusedActivation, (sbyte)dense.Activation, 0);
                builder.AddBool(TfliteSchema.FullyConnectedOptions.KeepDimensions, dense.KeepDimensions, false);
                break;
            case Concatenation concatenation:
                builder.StartTable(TfliteSchema.ConcatenationOptions.FieldCount);
                builder.AddInt(TfliteSchema.ConcatenationOptions.Axis, concatenation.Axis, 0);
                break;
            case Pad:
                builder.StartTable(TfliteSchema.PadOptions.FieldCount);
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

    private static void Start(FlatBufferBuilder builder, Convolution2D convolution)
    {
        builder.StartTable(TfliteSchema.Conv2DOptions.FieldCount);
        builder.AddSbyte(TfliteSchema.Conv2DOptions.Padding, (sbyte)convolution.Padding, 0);
        builder.AddInt(TfliteSchema.Conv2DOptions.StrideWidth, convolution.StrideWidth, 0);
        builder.AddInt(TfliteSchema.Conv2DOptions.StrideHeight, convolution.StrideHeight, 0);
        builder.AddSbyte(TfliteSchema.Conv2DOptions.FusedActivation, (sbyte)convolution.Activation, 0);
        builder.AddInt(TfliteSchema.Conv2DOptions.DilationWidth, 1, 1);
        builder.AddInt(TfliteSchema.Conv2DOptions.DilationHeight, 1, 1);
    }

    private static void Start(FlatBufferBuilder builder, DepthwiseConvolution2D convolution)
    {
        builder.StartTable(TfliteSchema.DepthwiseConv2DOptions.FieldCount);
        builder.AddSbyte(TfliteSchema.DepthwiseConv2DOptions.Padding, (sbyte)convolution.Padding, 0);
        builder.AddInt(TfliteSchema.DepthwiseConv2DOptions.StrideWidth, convolution.StrideWidth, 0);
        builder.AddInt(TfliteSchema.DepthwiseConv2DOptions.StrideHeight, convolution.StrideHeight, 0);
        builder.AddInt(TfliteSchema.DepthwiseConv2DOptions.DepthMultiplier, convolution.DepthMultiplier, 0);
        builder.AddSbyte(TfliteSchema.DepthwiseConv2DOptions.FusedActivation, (sbyte)convolution.Activation, 0);
        builder.AddInt(TfliteSchema.DepthwiseConv2DOptions.DilationWidth, 1, 1);
        builder.AddInt(TfliteSchema.DepthwiseConv2DOptions.DilationHeight, 1, 1);
    }

    private static void Start(FlatBufferBuilder builder, Pool2D pool)
    {
        builder.StartTable(TfliteSchema.Pool2DOptions.FieldCount);
        builder.AddSbyte(TfliteSchema.Pool2DOptions.Padding, (sbyte)pool.Padding, 0);
        builder.AddInt(TfliteSchema.Pool2DOptions.StrideWidth, pool.StrideWidth, 0);
        builder.AddInt(TfliteSchema.Pool2DOptions.StrideHeight, pool.StrideHeight, 0);
        builder.AddInt(TfliteSchema.Pool2DOptions.FilterWidth, pool.FilterWidth, 0);
        builder.AddInt(TfliteSchema.Pool2DOptions.FilterHeight, pool.FilterHeight, 0);
        builder.AddSbyte(TfliteSchema.Pool2DOptions.FusedActivation, (sbyte)pool.Activation, 0);
    }
}
