namespace MicroNas.Core.Architectures;

/// <summary>What was chosen for one cell of the search space.</summary>
public abstract record CellChoice;
