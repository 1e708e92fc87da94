namespace MicroNas.Core.Tflite;

/// <summary>An operator of the schema that the product knows.</summary>
/// <param name="Name">The schema's name.</param>
/// <param name="BuiltinCode">BuiltinOperator.</param>
/// <param name="OptionsType">Tag of the BuiltinOptions union; 0 where the schema has none.</param>
/// <param name="EmittedVersion">The first version that takes int8, per channel where there are weights.</param>
/// <param name="LastVersion">The last version that still computes int8 the same way.</param>
/// <param name="NeedsOptions">Whether the options say anything that the tensors do not.</param>
internal sealed record TfliteOperatorKind(
    string Name, int BuiltinCode, byte OptionsType, int EmittedVersion, int LastVersion, bool NeedsOptions = true)
{
    public static readonly TfliteOperatorKind Add = new("ADD", 0, 11, 2, 4);
    public static readonly TfliteOperatorKind AveragePool2D = new("AVERAGE_POOL_2D", 1, 5, 2, 3);
    public static readonly TfliteOperatorKind Concatenation = new("CONCATENATION", 2, 10, 2, 3);
    public static readonly TfliteOperatorKind Convolution2D = new("CONV_2D", 3, 1, 3, 5);
    public static readonly TfliteOperatorKind DepthwiseConvolution2D = new("DEPTHWISE_CONV_2D", 4, 2, 3, 6);
    public static readonly TfliteOperatorKind FullyConnected = new("FULLY_CONNECTED", 9, 8, 4, 9);
    public static readonly TfliteOperatorKind MaxPool2D = new("MAX_POOL_2D", 17, 5, 2, 3);
    public static readonly TfliteOperatorKind Relu = new("RELU", 19, 0, 2, 3, NeedsOptions: false);
    public static readonly TfliteOperatorKind Reshape = new("RESHAPE", 22, 17, 1, 1, NeedsOptions: false);
    public static readonly TfliteOperatorKind Softmax = new("SOFTMAX", 25, 9, 2, 3);
    public static readonly TfliteOperatorKind Pad = new("PAD", 34, 22, 2, 4, NeedsOptions: false);
    public static readonly TfliteOperatorKind Mean = new("MEAN", 40, 27, 2, 3);

    public static IReadOnlyList<TfliteOperatorKind> All { get; } =
    [
        Add, AveragePool2D, Concatenation, Convolution2D, DepthwiseConvolution2D, FullyConnected, MaxPool2D, Relu, Reshape, Softmax, Pad,
        Mean,
    ];
}
