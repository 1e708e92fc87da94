using System.Buffers.Binary;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>PAD: the real value 0, then the input's rows at their place.</summary>
internal sealed class PadStep : InterpreterStep
{
    private const int Axes = 4;

    private readonly Pad step;
    private readonly sbyte zeroPoint;
    private readonly int[] input; // four axes, 1 in front of fewer
    private readonly int[] output; // as the input
    private readonly int[] before; // as the input

    public PadStep(QuantizedModel model, Pad step)
    {
        this.step = step;
        var (source, target) = (model.Tensors[step.Inputs[0]].Shape, model.Tensors[step.Output]);
        zeroPoint = (sbyte)target.Quantization!.ZeroPoint;
        (input, output, before) = ([1, 1, 1, 1], [1, 1, 1, 1], new int[Axes]);
        var paddings = model.Tensors[step.Inputs[1]].Data!.Value.Span;
        for (var axis = 0; axis < source.Count; axis++)
        {
            var place = Axes - source.Count + axis;
            (input[place], output[place]) = (source[axis], target.Shape[axis]);
            before[place] = BinaryPrimitives.ReadInt32LittleEndian(paddings[(8 * axis)..]);
        }
    }

    public override void Run(Workspace workspace)
    {
        ReadOnlySpan<sbyte> source = workspace[step.Inputs[0]];
        var target = workspace[step.Output];
        target.Fill(zeroPoint);
        for (var row = 0; row < source.Length / input[3]; row++)
        {
            var (batch, y, x) = (row / (input[2] * input[1]), row / input[2] % input[1], row % input[2]);
            var place = (((((batch + before[0]) * output[1]) + y + before[1]) * output[2]) + x + before[2]) * output[3];
            source.Slice(row * input[3], input[3]).CopyTo(target[(place + before[3])..]);
        }
    }
}
