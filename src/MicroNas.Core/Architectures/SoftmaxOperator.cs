namespace MicroNas.Core.Architectures;

/// <summary>SOFTMAX over the classes; int8 output with scale 1/256 and zero point -128.</summary>
public sealed record SoftmaxOperator(string Name, EquatableArray<int> Inputs, int Output) : GraphOperator(Name, Inputs, Output);
