namespace MicroNas.Core.Tflite;

/// <summary>An operator of the schema that the product knows.</summary>
/// <param name="Name">The schema's name.</param>
/// <param name="BuiltinCode">BuiltinOperator.</param>
/// <param name="OptionsType">Tag of the BuiltinOptions union.</param>
/// <param name="EmittedVersion">The first version that takes int8, per channel where there are weights.</param>
/// <param name="LastVersion">The last version that still computes int8 the same way.</param>
internal sealed record TfliteOperatorKind(string Name, int BuiltinCode, byte OptionsType, int EmittedVersion, int LastVersion)
{
    public static readonly TfliteOperatorKind Add = new("ADD", 0, 11, 2, 4);
    public static readonly TfliteOperatorKind AveragePool2D = new("AVERAGE_POOL_2D", 1, 5, 2, 3);
    public static readonly TfliteOperatorKind Convolution2D = new("CONV_2D", 3, 1, 3, 5);
    public static readonly TfliteOperatorKind Reshape = new("RESHAPE", 22, 17, 1, 1);
    public static readonly TfliteOperatorKind Softmax = new("SOFTMAX", 25, 9, 2, 3);
    public static readonly TfliteOperatorKind Mean = new("MEAN", 40, 27, 2, 3);

    public static IReadOnlyList<TfliteOperatorKind> All { get; } = [Add, AveragePool2D, Convolution2D, Reshape, Softmax, Mean];
}
