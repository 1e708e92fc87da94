using System.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Reads .tflite files: one subgraph of the int8 operators that <c>docs/numerics.md</c> lists.</summary>
public static class TfliteReader
{
    /// <param name="file">The bytes of the file; the model's constants refer to them without a copy, so they must not change.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <returns>A model that has passed <see cref="QuantizedModelValidator"/>.</returns>
    /// <exception cref="MicroNasException">MNAS6001 to MNAS6008, whatever the bytes are.</exception>
    public static QuantizedModel Read(ReadOnlyMemory<byte> file, string name)
    {
        if (file.Length < 8 || !file.Span.Slice(4, 4).SequenceEqual(Encoding.ASCII.GetBytes(TfliteSchema.Identifier)))
        {
            throw NotTflite(name, "does not carry the identifier TFL3 at byte 4");
        }

        var errors = new ModelErrors(name);
        var root = new FlatBufferView(file, name).Root();
        var version = root.UInt32(TfliteSchema.Model.Version);
        if (version != TfliteSchema.Version)
        {
            throw NotTflite(name, $"has the schema version {version}; expected {TfliteSchema.Version}");
        }

        var subgraphs = root.Tables(TfliteSchema.Model.Subgraphs);
        if (subgraphs.Length != 1)
        {
            errors.Add(DiagnosticCodes.InvalidGraph, $"The file has {subgraphs.Length} subgraphs; expected one.");
            errors.ThrowIfAny();
        }

        var buffers = root.Tables(TfliteSchema.Model.Buffers);
        var tensors = subgraphs[0].Tables(TfliteSchema.SubGraph.Tensors)
            .Select((table, index) => TfliteTensorReader.Read(table, index, buffers, errors)).ToArray();
        var codes = root.Tables(TfliteSchema.Model.OperatorCodes);
        var operators = subgraphs[0].Tables(TfliteSchema.SubGraph.Operators)
            .Select((table, index) => TfliteOperatorReader.Read(table, index, codes, tensors, errors)).ToArray();
        var input = Single(subgraphs[0].Int32s(TfliteSchema.SubGraph.Inputs), "input", errors);
        var output = Single(subgraphs[0].Int32s(TfliteSchema.SubGraph.Outputs), "output", errors);
        errors.ThrowIfAny();

        var model = new QuantizedModel(
            root.Text(TfliteSchema.Model.Description) ?? string.Empty, [.. tensors.OfType<QuantizedTensor>()],
            [.. operators.OfType<QuantizedOperator>()], input, output);
        QuantizedModelValidator.Validate(model, name);
        return model;
    }

    private static int Single(int[]? tensors, string role, ModelErrors errors)
    {
        if (tensors is [var tensor])
        {
            return tensor;
        }

        errors.Add(DiagnosticCodes.InvalidGraph, $"The graph has {tensors?.Length ?? 0} {role}s; expected one.");
        return -1;
    }

    private static MicroNasException NotTflite(string name, string text) => new(Diagnostic.Error(
        DiagnosticCodes.NotTflite, $"The file {text}: it is not a .tflite model. Name a model converted for TensorFlow Lite.", new SourceLocation(name)));
}
