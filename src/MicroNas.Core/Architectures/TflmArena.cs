using MicroNas.Core.Latency;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Architectures;

/// <summary>The tensor arena that TensorFlow Lite Micro with CMSIS-NN uses for a model on a 32-bit core.</summary>
public static class TflmArena
{
    /// <summary>
    /// Bytes of the arena: exact for CONV_2D, ADD, MEAN and SOFTMAX (on ten measured models), an upper bound for models
    /// with AVERAGE_POOL_2D and RESHAPE; null with any other operator, whose kernels have not been measured.
    /// </summary>
    public static long? Bytes(QuantizedModel model)
    {
        if (!model.Operators.All(IsMeasured))
        {
            return null;
        }

        var footprint = new TflmFootprint();
        var count = model.Operators.Count;
        var first = new int[model.Tensors.Count];
        var last = new int[model.Tensors.Count];
        for (var step = 0; step < count; step++)
        {
            first[model.Operators[step].Output] = last[model.Operators[step].Output] = step;
            foreach (var input in model.Operators[step].Inputs.Where(input => input >= 0))
            {
                last[input] = step;
            }
        }

        last[model.Output] = count - 1;
        var blocks = model.Tensors.Select((tensor, index) => (tensor, index)).Where(pair => !pair.tensor.IsConstant)
            .Select(pair => ((long)Alignment.Up(pair.tensor.Elements, 16), first[pair.index], last[pair.index])).ToList();
        long persistent = TflmFootprint.MeasuredFixedBytes;
        var handles = 3;
        for (var step = 0; step < count; step++)
        {
            var shape = ShapeOf(model, model.Operators[step]);
            var scratch = footprint.ScratchBytes(shape);
            if (scratch > 0)
            {
                blocks.Add((scratch, step, step));
                handles++;
            }

            persistent += footprint.PersistentBytes(shape) - (shape.Kind == OperatorKind.Convolution && scratch > 0 ? 4 : 0);
        }

        persistent += model.Operators.Any(step => step is AveragePool2D) ? TflmFootprint.PoolAndReshapeBytes : 0;
        return TflmMemoryPlanner.Plan(blocks) + persistent + Alignment.Up(4 * handles, 16);
    }

    private static bool IsMeasured(QuantizedOperator step) =>
        step is Convolution2D or Add or AveragePool2D or Mean or Reshape or Softmax;

    private static OperatorShape ShapeOf(QuantizedModel model, QuantizedOperator step)
    {
        var input = ShapeOf(model.Tensors[step.Inputs[0]]);
        var output = ShapeOf(model.Tensors[step.Output]);
        switch (step)
        {
            case Convolution2D convolution:
                var weights = model.Tensors[convolution.Inputs[1]].Shape;
                return new OperatorShape(
                    OperatorKind.Convolution, input, output, weights[1], weights[2], convolution.StrideHeight, convolution.StrideWidth);
            case Add:
                return new OperatorShape(OperatorKind.Add, input, output);
            case AveragePool2D or Mean:
                return new OperatorShape(OperatorKind.GlobalAveragePool, input, output);
            case Reshape:
                return new OperatorShape(OperatorKind.Reshape, input, output);
            case Softmax:
                return new OperatorShape(OperatorKind.Softmax, input, output);
            default:
                throw new ArgumentException($"The arena of a {step.GetType().Name} is not known.", nameof(step));
        }
    }

    /// <summary>N x H x W x C, or anything with fewer axes as one row of channels.</summary>
    private static TensorShape ShapeOf(QuantizedTensor tensor) => tensor.Shape.Count == 4
        ? new TensorShape(tensor.Shape[1], tensor.Shape[2], tensor.Shape[3])
        : new TensorShape(1, 1, tensor.Elements);
}
