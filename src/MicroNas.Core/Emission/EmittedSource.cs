namespace MicroNas.Core.Emission;

/// <summary><c>NAME_model.c</c> and what its operators cost.</summary>
internal sealed record EmittedSource(EmittedFile File, IReadOnlyList<EmittedOperator> Operators);
