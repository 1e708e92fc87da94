using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>What the emission of one operator needs: the validated model, how it is run, and the file that takes the constants.</summary>
/// <param name="Model">The model.</param>
/// <param name="Schedule">Its kernels and arena.</param>
/// <param name="Index">The operator's position; it makes the names of its constants unique.</param>
/// <param name="Writer">The C source.</param>
internal sealed record OperatorContext(QuantizedModel Model, KernelSchedule Schedule, int Index, CWriter Writer)
{
    /// <summary>Of the operator's descriptor; its arrays are named after it.</summary>
    public string Name { get; } = FormattableString.Invariant($"operator{Index}");

    /// <summary>A pointer to the operator's scratch; <c>NULL</c> where it needs none.</summary>
    public string Scratch => Schedule.Arena.ScratchOffsets[Index] < 0
        ? "NULL"
        : FormattableString.Invariant($"arena + {Schedule.Arena.ScratchOffsets[Index]}");

    public static string Rescale(FixedPointMultiplier multiplier) =>
        FormattableString.Invariant($"{{{multiplier.Mantissa}, {multiplier.Shift}}}");

    public QuantizedTensor Tensor(int index) => Model.Tensors[index];

    /// <summary>A pointer to an activation; <c>arena</c> is a pointer to int8_t.</summary>
    public string Place(int tensor) => FormattableString.Invariant($"arena + {Schedule.Arena.Offsets[tensor]}");
}
