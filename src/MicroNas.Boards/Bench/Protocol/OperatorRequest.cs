using System.Buffers.Binary;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench.Protocol;

/// <summary>What the firmware is told of one operator: the payload of <see cref="BenchRequestType.Measure"/> behind the session.</summary>
/// <param name="Shape">The operator.</param>
/// <param name="Plan">How a convolution is run; null for other kinds.</param>
/// <param name="SplitsLast">The descriptor's <c>split_last</c>.</param>
/// <param name="Parts">The packed kernel's <c>parts</c> for every pair of channels; 1 for others.</param>
internal sealed record OperatorRequest(OperatorShape Shape, ConvolutionPlan? Plan, bool SplitsLast, int Parts)
{
    /// <summary>Of every request: random data, but the same in every run.</summary>
    public const uint Seed = 1;

    private const int Bytes = 32;
    private const byte SplitLastFlag = 1;
    private const byte QuickFlag = 2;

    private static readonly string[] ParameterNames =
    [
        "input time", "input sensors", "input channels", "output time", "output sensors", "output channels",
        "kernel time", "kernel sensors", "stride time", "stride sensors", "rows",
    ];

    /// <exception cref="MicroNasException">MNAS4104: a size that no request can hold.</exception>
    public static OperatorRequest Of(OperatorShape shape)
    {
        OperatorRequest request;
        if (shape.Kind == OperatorKind.Convolution)
        {
            var convolution = ConvolutionShape.Of(shape);
            var plan = shape.Plan(convolution);
            var parts = plan.Kernel == ConvolutionKernel.Packed ? PackedLoops.TypicalParts(convolution) : 1;
            request = new OperatorRequest(shape, plan, ConvolutionKernels.SplitsLast(plan.Kernel, convolution), parts);
        }
        else
        {
            request = new OperatorRequest(shape, null, false, 1);
        }

        var outside = request.Parameters().ToList().FindIndex(value => value is < 1 or > ushort.MaxValue);
        return outside < 0 ? request : throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.OperatorRefused,
            FormattableString.Invariant($"{shape} cannot be measured: {ParameterNames[outside]} is {request.Parameters()[outside]}; the bench protocol has room for 1 to {ushort.MaxValue}.")));
    }

    public byte[] ToBytes(int repetitions)
    {
        var bytes = new byte[Bytes];
        bytes[0] = (byte)Shape.Kind;
        bytes[1] = (byte)(Plan?.Kernel ?? ConvolutionKernel.Plain);
        bytes[2] = checked((byte)repetitions);
        bytes[3] = checked((byte)Parts);
        bytes[4] = (byte)((SplitsLast ? SplitLastFlag : 0) | (Shape.LongRequantization ? 0 : QuickFlag));
        var parameters = Parameters();
        for (var i = 0; i < parameters.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6 + (2 * i)), (ushort)parameters[i]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(6 + (2 * parameters.Length)), Seed);
        return bytes;
    }

    /// <summary>The firmware's reason in words.</summary>
    /// <param name="status">Not <see cref="BenchStatus.Ok"/>.</param>
    /// <param name="first">What the answer says behind the status.</param>
    /// <param name="second">The next.</param>
    public string Complaint(BenchStatus status, uint first, uint second) => status switch
    {
        BenchStatus.ArenaTooSmall => FormattableString.Invariant($"its tensors and scratch need {first} bytes and the bench firmware's arena has {second}"),
        BenchStatus.WeightsTooMany => FormattableString.Invariant($"it has {first} weights and the bench firmware's table holds {second}, 16384 of one filter at most"),
        BenchStatus.TooManyProducts => FormattableString.Invariant($"it takes more than {first} multiplications"),
        BenchStatus.KernelRefuses => $"{ConvolutionKernels.FunctionName(Plan?.Kernel ?? ConvolutionKernel.Plain)} does not run this shape",
        BenchStatus.UnknownOperator or BenchStatus.UnknownKernel or BenchStatus.UnknownRequest or BenchStatus.WrongLength =>
            "the bench firmware does not know it: it is older or newer than this tool; flash it again",
        BenchStatus.BadParameter when first < ParameterNames.Length && second > 0 =>
            FormattableString.Invariant($"{ParameterNames[first]} is above {second}, the most that the bench firmware takes"),
        BenchStatus.BadParameter => FormattableString.Invariant($"its parameter {first} is outside its range"),
        _ => $"the firmware answered {status}",
    };

    private int[] Parameters() =>
    [
        Shape.Input.Time, Shape.Input.Sensors, Shape.Input.Channels, Shape.Output.Time, Shape.Output.Sensors, Shape.Output.Channels,
        Shape.KernelTime, Shape.KernelSensors, Shape.StrideTime, Shape.StrideSensors, Plan?.Rows ?? 1,
    ];
}
