namespace MicroNas.Core.Architectures;

/// <summary>ADD of two tensors of one shape, without a fused activation (both are sums of ReLU outputs).</summary>
public sealed record AddOperator(string Name, EquatableArray<int> Inputs, int Output) : GraphOperator(Name, Inputs, Output);
