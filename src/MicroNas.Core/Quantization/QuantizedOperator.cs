namespace MicroNas.Core.Quantization;

/// <summary>One operator of an int8 model; tensors are indices into <see cref="QuantizedModel.Tensors"/>, -1 for an absent input.</summary>
public abstract record QuantizedOperator(EquatableArray<int> Inputs, int Output);
