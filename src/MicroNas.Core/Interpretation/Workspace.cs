namespace MicroNas.Core.Interpretation;

/// <summary>What one thread writes while it runs a model.</summary>
/// <param name="Tensors">By tensor index; null for constants.</param>
/// <param name="Row">Room for the operator that needs most, in int16.</param>
internal sealed record Workspace(sbyte[]?[] Tensors, short[] Row)
{
    public Span<sbyte> this[int tensor] => Tensors[tensor];
}
