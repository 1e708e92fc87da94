namespace MicroNas.Core.Datasets;

/// <summary>One way to hold back some of a set's windows.</summary>
/// <param name="Training">Indices of the windows to learn from, ascending.</param>
/// <param name="Validation">Indices of the windows that are held back, ascending; of people who are in <paramref name="Training"/> with no window where people are known.</param>
public sealed record ValidationFold(EquatableArray<int> Training, EquatableArray<int> Validation);
