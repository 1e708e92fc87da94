using MicroNas.Core.Emission;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Reporting;

/// <summary>What a model became, for people and scripts.</summary>
/// <param name="Model">The prefix of every generated name and file.</param>
/// <param name="Operators">In execution order.</param>
/// <param name="ArenaBytes">RAM that firmware gives the model, kernel scratch included.</param>
/// <param name="ArenaLowerBoundBytes">Tensors and scratch alive at the fullest step: no plan with these kernels is smaller.</param>
/// <param name="ConstantBytes">Flash of the operators' arrays; descriptors and code come on top.</param>
/// <param name="MultiplyAccumulates">MACs of one inference.</param>
/// <param name="GoldenVectors">How many the self-test runs.</param>
/// <param name="Files">Names within the output folder.</param>
public sealed record CompilationReport(
    string Model,
    IReadOnlyList<CompiledOperator> Operators,
    int ArenaBytes,
    int ArenaLowerBoundBytes,
    long ConstantBytes,
    long MultiplyAccumulates,
    int GoldenVectors,
    IReadOnlyList<string> Files)
{
    public static CompilationReport Of(QuantizedModel model, ModelCompilation compilation, int goldenVectors)
    {
        var operators = compilation.Operators.Select((emitted, index) =>
        {
            var inspection = OperatorInspection.Of(model, index);
            var plan = compilation.Schedule.Convolutions[index];
            return new CompiledOperator(
                index,
                inspection.Operator,
                inspection.Detail,
                emitted.Kernel,
                plan?.Rows,
                plan?.ScratchBytes ?? 0,
                emitted.ConstantBytes,
                inspection.MultiplyAccumulates);
        }).ToList();
        return new CompilationReport(
            compilation.Name,
            operators,
            compilation.Schedule.Arena.Size,
            compilation.Schedule.Arena.LowerBound,
            operators.Sum(node => node.ConstantBytes),
            operators.Sum(node => node.MultiplyAccumulates),
            goldenVectors,
            [.. compilation.Files.Select(file => file.Name)]);
    }
}
