using System.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>Writes the generated half of the bench firmware: the table of operators and the sizes of its buffers.</summary>
internal static class OperatorTable
{
    private const int MostChannels = 256;

    public const string SizesFile = "operator_table_sizes.h";

    public const string TableFile = "operator_table.c";

    public static bool CanMeasure(OperatorShape shape) => shape.Kind != OperatorKind.Reshape;

    public static string Sizes(IReadOnlyList<OperatorShape> shapes) => FormattableString.Invariant(
        $"""
        #define OPERATOR_TABLE_INPUT_SIZE {shapes.Max(shape => shape.Input.Elements)}
        #define OPERATOR_TABLE_OUTPUT_SIZE {shapes.Max(shape => shape.Output.Elements)}
        #define OPERATOR_TABLE_WEIGHT_SIZE {Math.Max(16, shapes.Max(WeightBytes))}
        #define OPERATOR_TABLE_SCRATCH_SIZE {Math.Max(16, shapes.Max(shape => Plan(shape)?.ScratchBytes ?? 0))}

        """);

    public static string Table(IReadOnlyList<OperatorShape> shapes)
    {
        var text = new StringBuilder("#include \"operator_table.h\"\n\nconst operator_case operator_cases[] = {\n");
        foreach (var shape in shapes)
        {
            if (shape.Input.Channels > MostChannels || shape.Output.Channels > MostChannels)
            {
                throw new MicroNasException(Diagnostic.Error(
                    DiagnosticCodes.FirmwareOutputInvalid, $"{shape} has more than {MostChannels} channels; the bench firmware measures no more."));
            }

            text.Append(FormattableString.Invariant(
                $"    {{{Kind(shape.Kind)}, {shape.Input.Time}, {shape.Input.Sensors}, {shape.Input.Channels}, {shape.Output.Time}, {shape.Output.Sensors}, {shape.Output.Channels}, {shape.KernelTime}, {shape.KernelSensors}, {shape.StrideTime}, {shape.StrideSensors}, {Kernel(shape)}}},\n"));
        }

        return text.Append(FormattableString.Invariant($"}};\n\nconst int32_t operator_case_count = {shapes.Count};\n")).ToString();
    }

    private static int WeightBytes(OperatorShape shape) => shape.Kind == OperatorKind.Convolution
        ? shape.Output.Channels * shape.KernelTime * shape.KernelSensors * shape.Input.Channels
        : 0;

    private static ConvolutionPlan? Plan(OperatorShape shape) =>
        shape.Kind == OperatorKind.Convolution ? shape.Plan(ConvolutionShape.Of(shape)) : null;

    private static string Kernel(OperatorShape shape)
    {
        if (Plan(shape) is not { } plan)
        {
            return "0, 0, 0, 0";
        }

        var convolution = ConvolutionShape.Of(shape);
        var splitsLast = ConvolutionKernels.SplitsLast(plan.Kernel, convolution) ? 1 : 0;
        var parts = plan.Kernel == ConvolutionKernel.Packed ? PackedLoops.TypicalParts(convolution) : 0;
        return FormattableString.Invariant($"{ConvolutionKernels.FunctionName(plan.Kernel)}, {plan.Rows}, {splitsLast}, {parts}");
    }

    private static string Kind(OperatorKind kind) => kind switch
    {
        OperatorKind.Convolution => "OPERATOR_CONVOLUTION",
        OperatorKind.Add => "OPERATOR_ADD",
        OperatorKind.GlobalAveragePool => "OPERATOR_GLOBAL_AVERAGE_POOL",
        OperatorKind.Softmax => "OPERATOR_SOFTMAX",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The runtime runs no code for this operator."),
    };
}
