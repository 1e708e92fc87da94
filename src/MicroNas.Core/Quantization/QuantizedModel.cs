namespace MicroNas.Core.Quantization;

/// <summary>
/// An int8 model as TFLite knows it: the one form between quantizer, .tflite reader and writer, interpreter, memory
/// planner and C emitter. One subgraph, one input, one output, operators in execution order.
/// </summary>
/// <param name="Description">Free text of the file.</param>
/// <param name="Tensors">Activations and constants.</param>
/// <param name="Operators">In execution order.</param>
/// <param name="Input">Tensor index of the input, [1, T, S, 1] int8.</param>
/// <param name="Output">Tensor index of the output, [1, classes] int8.</param>
public sealed record QuantizedModel(
    string Description,
    IReadOnlyList<QuantizedTensor> Tensors,
    IReadOnlyList<QuantizedOperator> Operators,
    int Input,
    int Output);
