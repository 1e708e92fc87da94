using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Reads one operator of a .tflite file.</summary>
internal static class TfliteOperatorReader
{
    /// <summary>null after an error.</summary>
    /// <param name="table">The operator's table.</param>
    /// <param name="index">The operator's index, for errors.</param>
    /// <param name="codes">The file's operator codes.</param>
    /// <param name="tensors">The graph's tensors; null after an error.</param>
    /// <param name="errors">Takes what is not supported.</param>
    public static QuantizedOperator? Read(
        FlatBufferTable table, int index, FlatBufferTable[] codes, IReadOnlyList<QuantizedTensor?> tensors, ModelErrors errors)
    {
        var codeIndex = table.UInt32(TfliteSchema.Operator.OpcodeIndex);
        if (codeIndex >= codes.Length)
        {
            errors.Add(DiagnosticCodes.InvalidGraph, $"Operator {index} has the code {codeIndex}; the file has {codes.Length}.");
            return null;
        }

        if (FindKind(codes[codeIndex], index, errors) is not { } kind)
        {
            return null;
        }

        EquatableArray<int> inputs = [.. table.Int32s(TfliteSchema.Operator.Inputs) ?? []];
        var outputs = table.Int32s(TfliteSchema.Operator.Outputs) ?? [];
        if (outputs.Length != 1)
        {
            errors.Add(DiagnosticCodes.InvalidGraph, $"Operator {index} ({kind.Name}) has {outputs.Length} outputs; expected one.");
            return null;
        }

        var tag = table.Byte(TfliteSchema.Operator.BuiltinOptionsType);
        var options = table.Table(TfliteSchema.Operator.BuiltinOptions);
        if ((tag != 0 || kind.NeedsOptions) && (tag != kind.OptionsType || options is null))
        {
            errors.Add(DiagnosticCodes.UnsupportedOperator, $"Operator {index} ({kind.Name}) has options of type {tag}; expected {kind.OptionsType}.");
            return null;
        }

        void Unsupported(string text) => errors.Add(DiagnosticCodes.UnsupportedOperator, $"Operator {index} ({kind.Name}) {text}");

        if (kind.NeedsOptions && options is { } present)
        {
            return new TfliteOptionsReader(present, inputs, outputs[0], tensors, Unsupported).Read(kind);
        }

        return kind switch
        {
            _ when kind == TfliteOperatorKind.Relu => new Relu(inputs, outputs[0]),
            _ when kind == TfliteOperatorKind.Pad => new Pad(inputs, outputs[0]),
            _ => new Reshape(inputs, outputs[0]),
        };
    }

    private static TfliteOperatorKind? FindKind(FlatBufferTable code, int index, ModelErrors errors)
    {
        // Codes below 127 stand in the old byte field; files from before 2020 have no other.
        var builtin = Math.Max(
            (sbyte)code.Byte(TfliteSchema.OperatorCode.DeprecatedBuiltinCode), code.Int32(TfliteSchema.OperatorCode.BuiltinCode));
        var version = code.Int32(TfliteSchema.OperatorCode.Version, 1);
        var kind = TfliteOperatorKind.All.FirstOrDefault(known => known.BuiltinCode == builtin);
        if (kind is null)
        {
            var custom = code.Text(TfliteSchema.OperatorCode.CustomCode) is { } text ? $" ({text})" : string.Empty;
            errors.Add(
                DiagnosticCodes.UnsupportedOperator,
                $"Operator {index} has the builtin code {builtin}{custom}; expected one of {string.Join(", ", TfliteOperatorKind.All.Select(known => known.Name))}.");
            return null;
        }

        if (version < kind.EmittedVersion || version > kind.LastVersion)
        {
            errors.Add(
                DiagnosticCodes.UnsupportedOperator,
                $"Operator {index} ({kind.Name}) has version {version}; expected {kind.EmittedVersion} to {kind.LastVersion}, which compute int8.");
            return null;
        }

        return kind;
    }
}
