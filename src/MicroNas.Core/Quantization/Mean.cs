namespace MicroNas.Core.Quantization;

/// <summary>MEAN over the two space axes, in current TFLM's arithmetic (1/N folded into the multiplier). Read and verified, never emitted.</summary>
public sealed record Mean(EquatableArray<int> Inputs, int Output, bool KeepDimensions) : QuantizedOperator(Inputs, Output);
