using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Quantization;

/// <summary>
/// Checks that an int8 model can run: what passes here makes neither the interpreter nor the emitters fail, whatever
/// file it came from.
/// </summary>
public static class QuantizedModelValidator
{
    /// <summary>Most operators: several times those of the deepest networks for microcontrollers; planning memory takes their square.</summary>
    public const int MaximumOperators = 1024;

    /// <summary>Most elements of one tensor, and of all activations together: far above any microcontroller's memory.</summary>
    public const long MaximumElements = 1 << 24;

    /// <summary>Most elements of the constants that operators read, each counted as often as it is read: the interpreter prepares it anew.</summary>
    public const long MaximumConstantElements = 1 << 24;

    /// <summary>Most multiply-accumulates (or pooled elements) of one inference: seconds on a desk, minutes on a microcontroller.</summary>
    public const long MaximumMultiplyAccumulates = 1L << 34;

    /// <summary>Throws every error of the model at once.</summary>
    /// <param name="model">Any model, also one that came from a hostile file.</param>
    /// <param name="name">The file or thing that the errors name.</param>
    /// <exception cref="MicroNasException">MNAS6003 to MNAS6008.</exception>
    public static void Validate(QuantizedModel model, string name)
    {
        var errors = new ModelErrors(name);
        for (var i = 0; i < model.Tensors.Count; i++)
        {
            CheckTensor(model.Tensors[i], i, errors);
        }

        // Shapes are relied on from here.
        errors.ThrowIfAny();
        if (model.Operators.Count > MaximumOperators)
        {
            errors.Add(DiagnosticCodes.ModelTooLarge, FormattableString.Invariant(
                $"The model has {model.Operators.Count} operators; at most {MaximumOperators} are supported."));
            errors.ThrowIfAny();
        }

        CheckGraph(model, errors);
        errors.ThrowIfAny();
        var work = 0L;
        for (var i = 0; i < model.Operators.Count; i++)
        {
            work = SaturatingAdd(work, OperatorCheck.Check(model, i, errors));
        }

        errors.ThrowIfAny();
        if (work > MaximumMultiplyAccumulates)
        {
            errors.Add(DiagnosticCodes.ModelTooLarge, FormattableString.Invariant(
                $"One inference takes {work} multiply-accumulates; at most {MaximumMultiplyAccumulates} are supported."));
        }

        var activations = model.Tensors.Where(tensor => !tensor.IsConstant).Sum(tensor => (long)tensor.Elements);
        if (activations > MaximumElements)
        {
            errors.Add(DiagnosticCodes.ModelTooLarge, FormattableString.Invariant(
                $"The activations have {activations} elements together; at most {MaximumElements} are supported."));
        }

        var constants = model.Operators.Sum(step => step.Inputs.Where(input => input >= 0).Select(input => model.Tensors[input])
            .Where(tensor => tensor.IsConstant).Sum(tensor => (long)tensor.Elements));
        if (constants > MaximumConstantElements)
        {
            errors.Add(DiagnosticCodes.ModelTooLarge, FormattableString.Invariant(
                $"The operators read {constants} elements of constants; at most {MaximumConstantElements} are supported."));
        }

        errors.ThrowIfAny();
    }

    private static long SaturatingAdd(long left, long right) => right > long.MaxValue - left ? long.MaxValue : left + right;

    private static void CheckTensor(QuantizedTensor tensor, int index, ModelErrors errors)
    {
        void Invalid(string text) => errors.Add(DiagnosticCodes.InvalidTensor, $"Tensor {index} ({tensor.Name}) {text}");

        if (!Enum.IsDefined(tensor.Type))
        {
            errors.Add(DiagnosticCodes.UnsupportedTensor, $"Tensor {index} ({tensor.Name}) has the type {tensor.Type}; expected int8 or int32.");
            return;
        }

        var elements = 1L;
        foreach (var dimension in tensor.Shape)
        {
            if (dimension < 1 || dimension > MaximumElements / elements)
            {
                Invalid(FormattableString.Invariant(
                    $"has the shape [{string.Join(',', tensor.Shape)}]; expected dimensions of at least 1 and at most {MaximumElements} elements."));
                return;
            }

            elements *= dimension;
        }

        var elementBytes = tensor.Type == ElementType.Int8 ? 1 : 4;
        if (tensor.Data is { } data && data.Length != elements * elementBytes)
        {
            Invalid(FormattableString.Invariant($"has {data.Length} bytes of data; its shape needs {elements * elementBytes}."));
        }

        if (tensor.Quantization is { } quantization)
        {
            CheckQuantization(tensor, quantization, Invalid);
        }
    }

    private static void CheckQuantization(QuantizedTensor tensor, QuantizationParameters quantization, Action<string> invalid)
    {
        var scales = quantization.Scales.Count;
        if (scales < 1 || quantization.ZeroPoints.Count != scales)
        {
            invalid($"has {scales} scales and {quantization.ZeroPoints.Count} zero points; expected as many of each.");
            return;
        }

        var dimension = quantization.QuantizedDimension;
        if (scales > 1 && (dimension < 0 || dimension >= tensor.Shape.Count || tensor.Shape[dimension] != scales))
        {
            invalid($"has {scales} scales on dimension {dimension} of the shape [{string.Join(',', tensor.Shape)}].");
        }

        if (!quantization.Scales.All(scale => float.IsNormal(scale) && scale > 0))
        {
            invalid("has a scale that is not a positive number.");
        }

        var limit = tensor.Type == ElementType.Int8 ? (Minimum: -128, Maximum: 127) : (Minimum: 0, Maximum: 0);
        if (quantization.ZeroPoints.Any(zeroPoint => zeroPoint < limit.Minimum || zeroPoint > limit.Maximum))
        {
            invalid($"has a zero point outside [{limit.Minimum}, {limit.Maximum}].");
        }
    }

    private static void CheckGraph(QuantizedModel model, ModelErrors errors)
    {
        void Invalid(string text) => errors.Add(DiagnosticCodes.InvalidGraph, text);

        bool Exists(int tensor) => tensor >= 0 && tensor < model.Tensors.Count;

        if (!Exists(model.Input) || !Exists(model.Output))
        {
            Invalid($"The model's input is tensor {model.Input} and its output tensor {model.Output}; it has {model.Tensors.Count} tensors.");
            return;
        }

        foreach (var tensor in new[] { model.Input, model.Output })
        {
            if (!OperatorCheck.IsActivation(model.Tensors[tensor]))
            {
                Invalid($"Tensor {tensor} ({model.Tensors[tensor].Name}) is an input or output of the model; expected int8 with one scale and without data.");
            }
        }

        var available = model.Tensors.Select(tensor => tensor.IsConstant).ToArray();
        available[model.Input] = true;
        for (var i = 0; i < model.Operators.Count; i++)
        {
            var step = model.Operators[i];
            foreach (var input in step.Inputs)
            {
                if (input != -1 && !(Exists(input) && available[input]))
                {
                    Invalid($"Operator {i} reads tensor {input}, which {(Exists(input) ? "nothing has written before" : "does not exist")}.");
                }
            }

            if (!Exists(step.Output) || available[step.Output])
            {
                Invalid($"Operator {i} writes tensor {step.Output}, which {(Exists(step.Output) ? "already holds a value" : "does not exist")}.");
            }
            else
            {
                available[step.Output] = true;
            }
        }

        if (model.Operators.Count == 0 || !available[model.Output] || model.Output == model.Input)
        {
            Invalid($"No operator writes the model's output, tensor {model.Output}.");
        }
    }
}
