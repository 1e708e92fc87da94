namespace MicroNas.Core.Architectures;

/// <summary>RESHAPE of 1 x 1 x C to the vector [1, C]. Moves no values.</summary>
public sealed record ReshapeOperator(string Name, EquatableArray<int> Inputs, int Output) : GraphOperator(Name, Inputs, Output);
