namespace MicroNas.Core.Architectures;

/// <summary>One discrete network of a search space: a choice for each of its cells, in the order of the data's way.</summary>
public sealed record Architecture(EquatableArray<CellChoice> Cells)
{
    public override string ToString() => string.Join(" ", Cells);
}
