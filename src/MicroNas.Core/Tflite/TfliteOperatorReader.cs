using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Reads one operator of a .tflite file.</summary>
internal static class TfliteOperatorReader
{
    /// <summary>null after an error.</summary>
    public static QuantizedOperator? Read(FlatBufferTable table, int index, FlatBufferTable[] codes, ModelErrors errors)
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
        if ((tag != 0 || kind != TfliteOperatorKind.Reshape) && (tag != kind.OptionsType || options is null))
        {
            errors.Add(DiagnosticCodes.UnsupportedOperator, $"Operator {index} ({kind.Name}) has options of type {tag}; expected {kind.OptionsType}.");
            return null;
        }

        void Unsupported(string text) => errors.Add(DiagnosticCodes.UnsupportedOperator, $"Operator {index} ({kind.Name}) {text}");

        return options is { } present
            ? Read(kind, present, inputs, outputs[0], Unsupported)
            : new Reshape(inputs, outputs[0]);
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

    private static QuantizedOperator Read(
        TfliteOperatorKind kind, FlatBufferTable options, EquatableArray<int> inputs, int output, Action<string> unsupported)
    {
        FusedActivation Activation(int field)
        {
            var activation = (FusedActivation)(sbyte)options.Byte(field);
            if (!Enum.IsDefined(activation))
            {
                unsupported($"fuses the activation {(int)activation}; expected none, RELU or RELU6.");
            }

            return activation;
        }

        if (kind == TfliteOperatorKind.Convolution2D)
        {
            if (options.Int32(TfliteSchema.Conv2DOptions.DilationHeight, 1) != 1 || options.Int32(TfliteSchema.Conv2DOptions.DilationWidth, 1) != 1)
            {
                unsupported("is dilated; expected dilation 1.");
            }

            return new Convolution2D(
                inputs,
                output,
                options.Int32(TfliteSchema.Conv2DOptions.StrideHeight),
                options.Int32(TfliteSchema.Conv2DOptions.StrideWidth),
                (Padding)(sbyte)options.Byte(TfliteSchema.Conv2DOptions.Padding),
                Activation(TfliteSchema.Conv2DOptions.FusedActivation));
        }

        if (kind == TfliteOperatorKind.AveragePool2D)
        {
            return new AveragePool2D(
                inputs,
                output,
                options.Int32(TfliteSchema.Pool2DOptions.FilterHeight),
                options.Int32(TfliteSchema.Pool2DOptions.FilterWidth),
                options.Int32(TfliteSchema.Pool2DOptions.StrideHeight),
                options.Int32(TfliteSchema.Pool2DOptions.StrideWidth),
                (Padding)(sbyte)options.Byte(TfliteSchema.Pool2DOptions.Padding),
                Activation(TfliteSchema.Pool2DOptions.FusedActivation));
        }

        if (kind == TfliteOperatorKind.Add)
        {
            return new Add(inputs, output, Activation(TfliteSchema.AddOptions.FusedActivation));
        }

        if (kind == TfliteOperatorKind.Mean)
        {
            return new Mean(inputs, output, options.Byte(TfliteSchema.ReducerOptions.KeepDimensions) != 0);
        }

        return kind == TfliteOperatorKind.Softmax
            ? new Softmax(inputs, output, options.Single(TfliteSchema.SoftmaxOptions.Beta))
            : new Reshape(inputs, output);
    }
}
