using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Support;

/// <summary>Cuts models, so that a runtime can be compared before the operator in which it differs.</summary>
public static class GraphSurgery
{
    /// <summary>The model that ends before its last operator, a softmax: its output are the logits.</summary>
    public static QuantizedModel WithoutSoftmax(QuantizedModel model) => UpTo<Softmax>(model);

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
