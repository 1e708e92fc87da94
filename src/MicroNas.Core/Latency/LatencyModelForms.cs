using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency;

/// <summary>The forms of the fitted latency models, in the order in which a profile tries them.</summary>
public static class LatencyModelForms
{
    /// <summary>CMSIS-NN's kernels branch on 1 x 1 convolutions; its matrix kernel computes channels in pairs.</summary>
    public static IReadOnlyList<OperatorModelForm> Tflm { get; } =
    [
        new(OperatorKind.Convolution, OperatorCondition.PointwiseChannels4, ["1", "N", "N*C", "P*N", "P*N*C16", "P*N*Cr", "P*N*C64"]),
        new(OperatorKind.Convolution, OperatorCondition.Always,
            ["1", "P", "P*kernelTime", "V", "padded", "V*C4", "V*Cr", "P*paired", "P*pairs", "P*pairs*K4", "P*pairs*Kr", "P*pairs*K4*u",
             "P*No", "P*No*K4", "P*No*Kr", "P*No*K4*u", "P*N*K4*m"]),
        new(OperatorKind.Add, OperatorCondition.Always, ["1", "elements"]),
        new(OperatorKind.GlobalAveragePool, OperatorCondition.Always, ["1", "elements"]),
        new(OperatorKind.Softmax, OperatorCondition.Always, ["1", "elements"]),
        new(OperatorKind.Reshape, OperatorCondition.Always, ["1", "elements"]),
    ];

    /// <summary>One form for each kernel of the product's runtime; RESHAPE runs no code.</summary>
    public static IReadOnlyList<OperatorModelForm> Micronas { get; } =
    [
        new(OperatorKind.Convolution, OperatorCondition.Lines,
            ["1", "tiles", "tileGroups", "tileRows", "segments", "channelLoads", "expandedGroups", "widenedGroups", "widenedRuns", "widenCalls"]),
        new(OperatorKind.Convolution, OperatorCondition.Pixels,
            ["1", "tiles", "tileGroups", "tileRows", "expandedGroups", "widenedGroups", "widenCalls"]),
        new(OperatorKind.Convolution, OperatorCondition.Patches,
            ["1", "tiles", "tileGroups", "tileRows", "expandedGroups", "widenedGroups", "widenCalls", "patchRows", "patchWords", "patchBytes"]),
        new(OperatorKind.Convolution, OperatorCondition.Packed,
            ["1", "tiles", "tileGroups", "segments", "tileRows", "channelLoads", "expandedGroups", "widenedGroups", "widenedRuns"]),
        new(OperatorKind.Convolution, OperatorCondition.Column, ["1", "columns", "columns*T", "columns*N", "P*N", "P*N*evenTaps"]),
        new(OperatorKind.Convolution, OperatorCondition.Always, ["1", "P", "P*N", "V*N", "V*N*C"]),
        new(OperatorKind.Add, OperatorCondition.Always, ["1", "elements"]),
        new(OperatorKind.GlobalAveragePool, OperatorCondition.FourChannels, ["1", "outputElements", "quads", "inputPixels*quads"]),
        new(OperatorKind.GlobalAveragePool, OperatorCondition.Always, ["1", "outputElements", "inputTime*C", "elements"]),
        new(OperatorKind.Softmax, OperatorCondition.Always, ["1", "elements"]),
        new(OperatorKind.Reshape, OperatorCondition.Always, []),
    ];

    public static IReadOnlyList<OperatorModelForm> Of(InferenceRuntime runtime) => runtime switch
    {
        InferenceRuntime.Tflm => Tflm,
        InferenceRuntime.Micronas => Micronas,
        _ => throw new ArgumentOutOfRangeException(nameof(runtime), runtime, null),
    };

    /// <summary>The form that describes a shape.</summary>
    public static OperatorModelForm For(this IReadOnlyList<OperatorModelForm> forms, OperatorShape shape) =>
        forms.First(form => form.Kind == shape.Kind && form.When.Holds(shape));
}
