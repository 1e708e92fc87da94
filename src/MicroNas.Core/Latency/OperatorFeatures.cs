using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Latency;

/// <summary>
/// The loop counts that profiles weigh, by the names that stand in their files. For a convolution with SAME padding:
/// P output pixels, T = kernel time x sensors taps, K = T·C inputs of one output value, C input and N output channels,
/// V pairs of output pixel and tap inside the image, K4 = K div 4, Kr = K mod 4, C4, C16, C64, pairs = N div 2 and No = N mod 2 (CMSIS-NN's
/// matrix kernel takes two channels at a time), paired = 1 where there is a pair, and
/// u = {0, 1, 0.4, 1}[Kr]. The names from <c>tiles</c> on are the loops of the MicroNas runtime's kernel for the shape as the shape
/// says it is run (<see cref="TileLoops"/>). For the other kinds only <c>1</c> and <c>elements</c> (of one input).
/// </summary>
public static class OperatorFeatures
{
    /// <summary>Weight of the left-over inputs of CMSIS-NN's matrix kernel by K mod 4; 2 left over are one SMLAD.</summary>
    private static readonly double[] UnalignedWeights = [0, 1, 0.4, 1];

    private static readonly Dictionary<string, Func<OperatorShape, int, double>> Functions = new(StringComparer.Ordinal)
    {
        ["1"] = (_, _) => 1,
        ["elements"] = (shape, _) => shape.Input.Elements,
        ["outputElements"] = (shape, _) => shape.Output.Elements,
        ["P"] = (shape, _) => Pixels(shape),
        ["P*kernelTime"] = (shape, _) => Pixels(shape) * shape.KernelTime,
        ["V"] = (shape, _) => ValidTaps(shape),
        ["V*C"] = (shape, _) => ValidTaps(shape) * shape.Input.Channels,
        ["V*C4"] = (shape, _) => ValidTaps(shape) * (shape.Input.Channels / 4),
        ["V*Cr"] = (shape, _) => ValidTaps(shape) * (shape.Input.Channels % 4),
        ["V*N"] = (shape, _) => ValidTaps(shape) * shape.Output.Channels,
        ["V*N*C"] = (shape, _) => ValidTaps(shape) * shape.Output.Channels * shape.Input.Channels,
        ["V*N*C4"] = (shape, _) => ValidTaps(shape) * shape.Output.Channels * (shape.Input.Channels / 4),
        ["V*N*Cr"] = (shape, _) => ValidTaps(shape) * shape.Output.Channels * (shape.Input.Channels % 4),
        ["padded"] = (shape, _) => ((Pixels(shape) * Taps(shape)) - ValidTaps(shape)) * shape.Input.Channels,
        ["N"] = (shape, _) => shape.Output.Channels,
        ["N*C"] = (shape, _) => (double)shape.Output.Channels * shape.Input.Channels,
        ["P*C"] = (shape, _) => Pixels(shape) * shape.Input.Channels,
        ["P*N"] = (shape, _) => Pixels(shape) * shape.Output.Channels,
        ["P*N*C"] = (shape, _) => Pixels(shape) * shape.Output.Channels * shape.Input.Channels,
        ["P*N*C16"] = (shape, _) => Pixels(shape) * shape.Output.Channels * (shape.Input.Channels / 16),
        ["P*N*Cr"] = (shape, _) => Pixels(shape) * shape.Output.Channels * (shape.Input.Channels % 16),
        ["P*K"] = (shape, _) => Pixels(shape) * Depth(shape),
        ["P*N*K"] = (shape, _) => Pixels(shape) * shape.Output.Channels * Depth(shape),
        ["P*N*K4"] = (shape, _) => Pixels(shape) * shape.Output.Channels * (Depth(shape) / 4),
        ["P*N*Kr"] = (shape, _) => Pixels(shape) * shape.Output.Channels * (Depth(shape) % 4),
        ["P*N*K4*u"] = (shape, _) =>
            Pixels(shape) * shape.Output.Channels * (Depth(shape) / 4) * UnalignedWeights[Depth(shape) % 4],
        ["P*paired"] = (shape, _) => shape.Output.Channels > 1 ? Pixels(shape) : 0,
        ["P*pairs"] = (shape, _) => Pixels(shape) * (shape.Output.Channels / 2),
        ["P*pairs*K4"] = (shape, _) => Pixels(shape) * (shape.Output.Channels / 2) * (Depth(shape) / 4),
        ["P*pairs*Kr"] = (shape, _) => Pixels(shape) * (shape.Output.Channels / 2) * (Depth(shape) % 4),
        ["P*pairs*K4*u"] = (shape, _) =>
            Pixels(shape) * (shape.Output.Channels / 2) * (Depth(shape) / 4) * UnalignedWeights[Depth(shape) % 4],
        ["P*No"] = (shape, _) => Pixels(shape) * (shape.Output.Channels % 2),
        ["P*No*Kr"] = (shape, _) => Pixels(shape) * (shape.Output.Channels % 2) * (Depth(shape) % 4),
        ["P*No*K4*u"] = (shape, _) =>
            Pixels(shape) * (shape.Output.Channels % 2) * (Depth(shape) / 4) * UnalignedWeights[Depth(shape) % 4],
        ["P*N*C64"] = (shape, _) => Pixels(shape) * shape.Output.Channels * (shape.Input.Channels / 64),
        ["P*No*K4"] = (shape, _) => Pixels(shape) * (shape.Output.Channels % 2) * (Depth(shape) / 4),
        ["inputTime*C"] = (shape, _) => (double)shape.Input.Time * shape.Input.Channels,
        ["quads"] = (shape, _) => (shape.Input.Channels + 3) / 4,
        ["inputPixels*quads"] = (shape, _) => (double)shape.Input.Time * shape.Input.Sensors * ((shape.Input.Channels + 3) / 4),
        ["columns"] = (shape, _) => shape.Output.Sensors,
        ["columns*T"] = (shape, _) => (double)shape.Output.Sensors * shape.Input.Time,
        ["columns*N"] = (shape, _) => (double)shape.Output.Sensors * shape.Output.Channels,
        ["P*N*evenTaps"] = (shape, _) => Pixels(shape) * shape.Output.Channels * ((Taps(shape) + 1) / 2 * 2),
        ["tiles"] = (shape, _) => Loops(shape).Tiles,
        ["tileGroups"] = (shape, _) => Loops(shape).TileGroups,
        ["tileRows"] = (shape, _) => Loops(shape).TileRows,
        ["segments"] = (shape, _) => Loops(shape).Segments,
        ["channelLoads"] = (shape, _) => Loops(shape).ChannelLoads,
        ["expandedGroups"] = (shape, _) => Loops(shape).ExpandedGroups,
        ["widenedGroups"] = (shape, _) => Loops(shape).WidenedGroups,
        ["widenedRuns"] = (shape, _) => Loops(shape).WidenedRuns,
        ["widenCalls"] = (shape, _) => Loops(shape).WidenCalls,
        ["patchRows"] = (shape, _) => Loops(shape).PatchRows,
        ["patchWords"] = (shape, _) => Loops(shape).PatchWords,
        ["patchBytes"] = (shape, _) => Loops(shape).PatchBytes,
        ["P*N*K4*m"] = (shape, cache) =>
            Pixels(shape) * shape.Output.Channels * (Depth(shape) / 4) * InstructionCacheMisses(shape, cache),
    };

    /// <summary>Every name that a profile may use.</summary>
    public static IReadOnlyCollection<string> Names => Functions.Keys;

    /// <summary>The value of one feature.</summary>
    /// <param name="instructionCacheBytes">Size of the core's instruction cache, 0 where there is none.</param>
    /// <exception cref="KeyNotFoundException">No feature has that name.</exception>
    public static double Evaluate(string name, OperatorShape shape, int instructionCacheBytes) =>
        Functions[name](shape, instructionCacheBytes);

    /// <summary>Multiply-accumulates of a convolution, padded taps included as the field counts them; 0 for other kinds.</summary>
    public static long MultiplyAccumulates(OperatorShape shape) => shape.Kind == OperatorKind.Convolution
        ? (long)shape.Output.Elements * Depth(shape)
        : 0;

    private static double Pixels(OperatorShape shape) => shape.Output.Time * shape.Output.Sensors;

    private static int Taps(OperatorShape shape) => shape.KernelTime * shape.KernelSensors;

    private static int Depth(OperatorShape shape) => Taps(shape) * shape.Input.Channels;

    private static double ValidTaps(OperatorShape shape) =>
        (double)ValidTaps(shape.Input.Time, shape.Output.Time, shape.KernelTime, shape.StrideTime)
        * ValidTaps(shape.Input.Sensors, shape.Output.Sensors, shape.KernelSensors, shape.StrideSensors);

    private static TileLoops Loops(OperatorShape shape)
    {
        var convolution = ConvolutionShape.Of(shape);
        var plan = shape.Plan(convolution);
        return TileLoops.Of(convolution, plan.Kernel, plan.Rows);
    }

    /// <summary>Along one axis: pairs of output position and tap that fall inside the input, with TFLite's SAME padding.</summary>
    private static int ValidTaps(int input, int output, int kernel, int stride)
    {
        var before = ConvolutionGeometry.PaddingBefore(Padding.Same, input, kernel, stride, output);
        return Enumerable.Range(0, output).Sum(position => ConvolutionGeometry.TapsInside(position, input, kernel, stride, before));
    }

    /// <summary>Share of the weights that the cache cannot hold, between 0 and 1; half of the cache is taken by code.</summary>
    private static double InstructionCacheMisses(OperatorShape shape, int cache) => cache == 0
        ? 0
        : Math.Clamp((((double)Depth(shape) * shape.Output.Channels) - (0.5 * cache)) / cache, 0, 1);
}
