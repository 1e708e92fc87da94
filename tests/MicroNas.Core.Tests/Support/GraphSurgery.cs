using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Support;

/// <summary>Cuts models, so that a runtime can be compared before the operator in which it differs.</summary>
public static class GraphSurgery
{
    /// <summary>The model that ends before its last operator, a softmax: its output are the logits.</summary>
    public static QuantizedModel WithoutSoftmax(QuantizedModel model) => UpTo<Softmax>(model);

    /// <summary>The same model with a bias of zeros in convolutions that have none, without which TensorFlow Lite does not run them.</summary>
    public static QuantizedModel WithBias(QuantizedModel model)
    {
        var tensors = model.Tensors.ToList();
        QuantizedOperator Mend(QuantizedOperator step)
        {
            if (step is not (Convolution2D or DepthwiseConvolution2D) || step.Inputs.Count > 2)
            {
                return step;
            }

            var channels = model.Tensors[step.Output].Shape[3];
            tensors.Add(new("zeros", [channels], ElementType.Int32, QuantizationParameters.PerTensor(1, 0), new byte[4 * channels]));
            return step with { Inputs = [.. step.Inputs, tensors.Count - 1] };
        }

        QuantizedOperator[] steps = [.. model.Operators.Select(Mend)];
        return model with { Tensors = tensors, Operators = steps };
    }

    /// <summary>The model that ends before the first operator of a kind. Tensors that are no longer used are dropped.</summary>
    public static QuantizedModel UpTo<T>(QuantizedModel model)
        where T : QuantizedOperator
    {
        var kept = model.Operators.TakeWhile(step => step is not T).ToList();
        var used = kept.SelectMany(step => step.Inputs.Append(step.Output)).Append(model.Input).Where(tensor => tensor >= 0)
            .Distinct().Order().ToList();
        return model with
        {
            Tensors = [.. used.Select(tensor => model.Tensors[tensor])],
            Operators = [.. kept.Select(step => step with { Inputs = [.. step.Inputs.Select(tensor => used.IndexOf(tensor))], Output = used.IndexOf(step.Output) })],
            Input = used.IndexOf(model.Input),
            Output = used.IndexOf(kept[^1].Output),
        };
    }
}
