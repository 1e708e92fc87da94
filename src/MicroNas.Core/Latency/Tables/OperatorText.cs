using System.Globalization;
using MicroNas.Core.Architectures;
using MicroNas.Core.Kernels;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency.Tables;

/// <summary>The columns that name an operator in a latency table, such as <c>Convolution,128x9x1,64x9x8,3x1,2x1,Column/1</c>.</summary>
public static class OperatorText
{
    public const string Columns = "kind,input,output,kernel,stride,way";

    /// <summary>Number of <see cref="Columns"/>.</summary>
    public const int Count = 6;

    private const string NoWay = "-";

    public static string Of(OperatorShape shape)
    {
        var way = shape.Kind == OperatorKind.Convolution && shape.Way is { } plan
            ? FormattableString.Invariant($"{plan.Kernel}/{plan.Rows}")
            : NoWay;
        return FormattableString.Invariant(
            $"{shape.Kind},{Text(shape.Input)},{Text(shape.Output)},{shape.KernelTime}x{shape.KernelSensors},{shape.StrideTime}x{shape.StrideSensors},{way}");
    }

    /// <summary>The shape that two statements of one operator share: its way by kernel and rows alone, requantized in the short form.</summary>
    public static OperatorShape Resolve(OperatorShape shape, InferenceRuntime runtime)
    {
        var plain = shape with { Kernels = default, Way = null, LongRequantization = false };
        return shape.Kind == OperatorKind.Convolution && runtime == InferenceRuntime.Micronas
            ? plain with { Way = shape.Plan(ConvolutionShape.Of(shape)) with { ScratchBytes = 0, Cycles = 0 } }
            : plain;
    }

    /// <summary>Reads <see cref="Columns"/>.</summary>
    /// <param name="problem">What is wrong; empty when nothing is.</param>
    public static OperatorShape? TryParse(ReadOnlySpan<string> cells, out string problem)
    {
        problem = "";
        if (!Enum.TryParse<OperatorKind>(cells[0], out var kind) || !Enum.IsDefined(kind))
        {
            problem = $"'{cells[0]}' is no kind of operator; known are {string.Join(", ", Enum.GetNames<OperatorKind>())}";
            return null;
        }

        if (Numbers(cells[1], 3) is not { } input || Numbers(cells[2], 3) is not { } output
            || Numbers(cells[3], 2) is not { } kernel || Numbers(cells[4], 2) is not { } stride)
        {
            problem = "shapes are written as TIMExSENSORSxCHANNELS, kernel and stride as TIMExSENSORS, whole numbers from 1";
            return null;
        }

        const long MostElements = 1 << 28;
        if (((int[][])[input, output]).Any(dimensions => dimensions.Aggregate(1L, (product, dimension) => product * dimension) > MostElements))
        {
            problem = $"a tensor has more than {MostElements} elements";
            return null;
        }

        var shape = new OperatorShape(
            kind, new TensorShape(input[0], input[1], input[2]), new TensorShape(output[0], output[1], output[2]), kernel[0], kernel[1], stride[0], stride[1]);
        if (cells[5] == NoWay)
        {
            return shape;
        }

        var parts = cells[5].Split('/');
        if (kind != OperatorKind.Convolution || parts.Length != 2 || !Enum.TryParse<ConvolutionKernel>(parts[0], out var way) || !Enum.IsDefined(way)
            || Number(parts[1]) is not { } rows)
        {
            problem = $"'{cells[5]}' is no way to run it; expected '-', or for a convolution KERNEL/ROWS with one of {string.Join(", ", Enum.GetNames<ConvolutionKernel>())}";
            return null;
        }

        return shape with { Way = new ConvolutionPlan(way, rows, 0, 0) };
    }

    private static string Text(TensorShape shape) => FormattableString.Invariant($"{shape.Time}x{shape.Sensors}x{shape.Channels}");

    private static int[]? Numbers(string text, int count)
    {
        int?[] numbers = [.. text.Split('x').Select(Number)];
        return numbers.Length == count && numbers.All(number => number is not null) ? [.. numbers.Select(number => number!.Value)] : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : null;
}
