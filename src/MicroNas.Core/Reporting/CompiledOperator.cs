namespace MicroNas.Core.Reporting;

/// <summary>One operator of a compiled model.</summary>
/// <param name="Index">Position in the model.</param>
/// <param name="Operator">TFLite's name of the operator.</param>
/// <param name="Detail">Kernel, stride and fused activation, where the operator has them.</param>
/// <param name="Kernel">The runtime's function that runs it; null where it costs nothing.</param>
/// <param name="Rows">How many rows its kernel widens at once; null for operators other than CONV_2D.</param>
/// <param name="ScratchBytes">What it needs in the arena while it runs, beside its tensors.</param>
/// <param name="ConstantBytes">Flash of its arrays.</param>
/// <param name="MultiplyAccumulates">MACs.</param>
public sealed record CompiledOperator(
    int Index, string Operator, string Detail, string? Kernel, int? Rows, int ScratchBytes, long ConstantBytes, long MultiplyAccumulates);
