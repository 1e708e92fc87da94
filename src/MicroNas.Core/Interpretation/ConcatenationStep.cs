using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>CONCATENATION: for each index of the axes before the joined one, a slice of every input in turn.</summary>
internal sealed class ConcatenationStep : InterpreterStep
{
    private readonly Concatenation step;
    private readonly int outerElements;
    private readonly int[] sliceLengths;

    public ConcatenationStep(QuantizedModel model, Concatenation step)
    {
        this.step = step;
        outerElements = model.Tensors[step.Output].Shape.Take(step.Axis).Aggregate(1, (product, dimension) => product * dimension);
        sliceLengths = [.. step.Inputs.Select(input => model.Tensors[input].Elements / outerElements)];
    }

    public override void Run(Workspace workspace)
    {
        var target = workspace[step.Output];
        for (var outer = 0; outer < outerElements; outer++)
        {
            for (var i = 0; i < sliceLengths.Length; i++)
            {
                workspace[step.Inputs[i]].Slice(outer * sliceLengths[i], sliceLengths[i]).CopyTo(target);
                target = target[sliceLengths[i]..];
            }
        }
    }
}
