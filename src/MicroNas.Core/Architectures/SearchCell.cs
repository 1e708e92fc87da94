namespace MicroNas.Core.Architectures;

/// <summary>A cell of the super-network. Shapes carry the largest number of filters that the cell can have.</summary>
/// <param name="Index">Position in <see cref="SearchSpace.Cells"/>.</param>
/// <param name="Input">Shape of the input with the most filters.</param>
/// <param name="Output">Shape of the output with the most filters.</param>
/// <param name="InputFilterOptions">Filters that the input can have: those of the cell before, or {1} for the window itself.</param>
/// <param name="OutputFilterOptions">Filters that the output can have, ascending.</param>
public abstract record SearchCell(
    int Index,
    TensorShape Input,
    TensorShape Output,
    EquatableArray<int> InputFilterOptions,
    EquatableArray<int> OutputFilterOptions)
{
    /// <summary>All decision groups of the cell.</summary>
    public abstract IReadOnlyList<DecisionGroup> Decisions { get; }
}
