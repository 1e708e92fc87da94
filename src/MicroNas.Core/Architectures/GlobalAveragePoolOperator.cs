namespace MicroNas.Core.Architectures;

/// <summary>AVERAGE_POOL_2D over the whole map: T x S x C to 1 x 1 x C. Its quantization equals its input's.</summary>
public sealed record GlobalAveragePoolOperator(string Name, EquatableArray<int> Inputs, int Output) : GraphOperator(Name, Inputs, Output);
