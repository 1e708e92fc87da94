using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>RESHAPE: the same values under another shape.</summary>
internal sealed class ReshapeStep(Reshape step) : InterpreterStep
{
    public override void Run(Workspace workspace) => workspace[step.Inputs[0]].CopyTo(workspace[step.Output]);
}
