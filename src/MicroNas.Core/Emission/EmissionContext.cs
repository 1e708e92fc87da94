using System.Runtime.InteropServices;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Reads one model's tensors for the operator emitters; every misfit becomes a coded error that names the operator.</summary>
internal sealed class EmissionContext(QuantizedModel model)
{
    public QuantizedModel Model { get; } = model;

    public static MicroNasException Error(string code, string message) => new(Diagnostic.Error(code, message));

    /// <summary>For example <c>operator 3 (CONV_2D)</c>.</summary>
    public string Describe(QuantizedOperator node)
    {
        var index = -1;
        for (var i = 0; i < Model.Operators.Count && index < 0; i++)
        {
            index = ReferenceEquals(Model.Operators[i], node) ? i : -1;
        }

        return FormattableString.Invariant($"operator {index} ({OperatorNames.Tflite(node)})");
    }

    public MicroNasException Unsupported(QuantizedOperator node, string reason) =>
        Error(DiagnosticCodes.OperatorNotEmittable, $"{Describe(node)}: {reason}.");

    public MicroNasException Misfit(QuantizedOperator node, string reason) =>
        Error(DiagnosticCodes.TensorNotEmittable, $"{Describe(node)}: {reason}.");

    /// <summary>An int8 activation with one scale and zero point.</summary>
    public QuantizedTensor Activation(QuantizedOperator node, int index)
    {
        var tensor = Tensor(node, index);
        if (tensor.IsConstant || tensor.Type != ElementType.Int8 || tensor.Quantization is not { Scales.Count: 1, ZeroPoints.Count: 1 })
        {
            throw Misfit(node, $"tensor {index} '{tensor.Name}' must be an int8 activation with one scale and zero point");
        }

        if (!(tensor.Quantization.Scale > 0) || !float.IsFinite(tensor.Quantization.Scale) || tensor.Quantization.ZeroPoint is < -128 or > 127)
        {
            throw Misfit(node, $"tensor {index} '{tensor.Name}' has scale {tensor.Quantization.Scale} and zero point "
                + $"{tensor.Quantization.ZeroPoint}; expected a positive scale and a zero point from -128 to 127");
        }

        return tensor;
    }

    /// <summary>Like <see cref="Activation"/>, of shape [1, T, S, C].</summary>
    public QuantizedTensor Image(QuantizedOperator node, int index)
    {
        var tensor = Activation(node, index);
        if (tensor.Shape.Count != 4 || tensor.Shape[0] != 1 || tensor.Shape.Any(dimension => dimension < 1))
        {
            throw Misfit(node, $"tensor {index} '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}]; expected [1, T, S, C]");
        }

        return tensor;
    }

    public ReadOnlySpan<T> Constant<T>(QuantizedOperator node, int index, ElementType type)
        where T : struct
    {
        var tensor = Tensor(node, index);
        if (tensor.Data is not { } data || tensor.Type != type)
        {
            throw Misfit(node, $"tensor {index} '{tensor.Name}' must be a constant of type {type}");
        }

        var values = MemoryMarshal.Cast<byte, T>(data.Span);
        if (values.Length != tensor.Elements)
        {
            throw Misfit(node, $"tensor {index} '{tensor.Name}' holds {values.Length} elements; its shape asks for {tensor.Elements}");
        }

        return values;
    }

    public QuantizedTensor Tensor(QuantizedOperator node, int index)
    {
        if (index < 0 || index >= Model.Tensors.Count)
        {
            throw Misfit(node, $"it needs tensor {index}, and the model has tensors 0 to {Model.Tensors.Count - 1}");
        }

        return Model.Tensors[index];
    }

    public RequantizationParameters Multiplier(QuantizedOperator node, double factor)
    {
        try
        {
            return RequantizationParameters.FromReal(factor);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new MicroNasException(
                Diagnostic.Error(
                    DiagnosticCodes.UnrepresentableMultiplier,
                    FormattableString.Invariant($"{Describe(node)}: the scales of its tensors ask for the factor {factor}; expected 0 to 2^30.")),
                exception);
        }
    }

    /// <summary>A multiplier that only shifts to the right, as ADD's must.</summary>
    public RequantizationParameters MultiplierBelowOne(QuantizedOperator node, double factor)
    {
        var multiplier = Multiplier(node, factor);
        return multiplier.Shift <= 0
            ? multiplier
            : throw Error(
                DiagnosticCodes.UnrepresentableMultiplier,
                FormattableString.Invariant($"{Describe(node)}: the scales of its tensors ask for the factor {factor}; expected less than 1."));
    }
}
