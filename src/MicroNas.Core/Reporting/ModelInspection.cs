using MicroNas.Core.Architectures;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Reporting;

/// <summary>What an int8 model consists of, for people: operators, shapes, quantization, arena and MACs.</summary>
/// <param name="Description">The file's own description.</param>
/// <param name="Input">The tensor that the caller fills.</param>
/// <param name="Output">The tensor that the caller reads.</param>
/// <param name="Operators">In execution order.</param>
/// <param name="MultiplyAccumulates">MACs of one inference.</param>
/// <param name="ConstantBytes">Weights and biases.</param>
/// <param name="ArenaBytes">Planned arena of the MicroNas runtime.</param>
/// <param name="ArenaLowerBoundBytes">Bytes alive at the fullest step.</param>
/// <param name="TflmArenaBytes">Tensor arena of TensorFlow Lite Micro with CMSIS-NN kernels.</param>
public sealed record ModelInspection(
    string Description,
    TensorInspection Input,
    TensorInspection Output,
    IReadOnlyList<OperatorInspection> Operators,
    long MultiplyAccumulates,
    long ConstantBytes,
    int ArenaBytes,
    int ArenaLowerBoundBytes,
    long TflmArenaBytes)
{
    public static ModelInspection Of(QuantizedModel model)
    {
        var plan = KernelScheduler.Schedule(model).Arena;
        var operators = model.Operators.Select((node, index) => OperatorInspection.Of(model, index)).ToList();
        return new ModelInspection(
            model.Description,
            TensorInspection.Of(model.Tensors[model.Input]),
            TensorInspection.Of(model.Tensors[model.Output]),
            operators,
            operators.Sum(node => node.MultiplyAccumulates),
            model.Tensors.Sum(tensor => tensor.Data?.Length ?? 0L),
            plan.Size,
            plan.LowerBound,
            TflmArena.Bytes(model));
    }
}
