using System.Text;
using Google.FlatBuffers;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tflite;

/// <summary>Writes .tflite files that TensorFlow Lite, LiteRT and TensorFlow Lite Micro accept. The same model gives the same bytes.</summary>
public static class TfliteWriter
{
    private const string VersionMetadata = "min_runtime_version";

    /// <summary>TFLite pads the version to this length with zeros.</summary>
    private const int VersionMetadataBytes = 16;

    /// <param name="model">Any model that passes <see cref="QuantizedModelValidator"/>.</param>
    /// <param name="options">Names beside the model; the defaults where null.</param>
    /// <exception cref="MicroNasException">The model contradicts itself (MNAS6003 to MNAS6008).</exception>
    public static byte[] Write(QuantizedModel model, TfliteWriterOptions? options = null)
    {
        QuantizedModelValidator.Validate(model, "model");
        options ??= TfliteWriterOptions.Default;
        var builder = new FlatBufferBuilder(1024);

        // FlatBuffers are built back to front: what is written first lies last in the file.
        var constants = model.Tensors.Where(tensor => tensor.IsConstant).Select(tensor => tensor.Data!.Value).ToList();
        var version = new byte[Math.Max(VersionMetadataBytes, options.MinimumRuntimeVersion.Length)];
        Encoding.ASCII.GetBytes(options.MinimumRuntimeVersion, version);
        constants.Add(version);
        var buffers = WriteBuffers(builder, constants);
        var metadata = WriteMetadata(builder, constants.Count);
        var signatures = WriteSignature(builder, model, options);
        var kinds = model.Operators.Select(TfliteOperatorWriter.Kind).Distinct().OrderBy(kind => kind.BuiltinCode).ThenBy(kind => kind.EmittedVersion).ToList();
        var codes = TableVector(builder, [.. kinds.Select(kind => WriteCode(builder, kind))]);
        var subgraphs = TableVector(builder, [WriteSubgraph(builder, model, kinds)]);
        var description = builder.CreateString(model.Description);

        builder.StartTable(TfliteSchema.Model.FieldCount);
        builder.AddUint(TfliteSchema.Model.Version, TfliteSchema.Version, 0);
        builder.AddOffset(TfliteSchema.Model.OperatorCodes, codes.Value, 0);
        builder.AddOffset(TfliteSchema.Model.Subgraphs, subgraphs.Value, 0);
        builder.AddOffset(TfliteSchema.Model.Description, description.Value, 0);
        builder.AddOffset(TfliteSchema.Model.Buffers, buffers.Value, 0);
        builder.AddOffset(TfliteSchema.Model.Metadata, metadata.Value, 0);
        builder.AddOffset(TfliteSchema.Model.SignatureDefs, signatures.Value, 0);
        builder.Finish(builder.EndTable(), TfliteSchema.Identifier);
        return builder.SizedByteArray();
    }

    /// <summary>A vector of tables, in order.</summary>
    public static VectorOffset TableVector(FlatBufferBuilder builder, int[] tables)
    {
        builder.StartVector(4, tables.Length, 4);
        for (var i = tables.Length - 1; i >= 0; i--)
        {
            builder.AddOffset(tables[i]);
        }

        return builder.EndVector();
    }

    /// <summary>A vector of int32, in order.</summary>
    public static VectorOffset Int32Vector(FlatBufferBuilder builder, EquatableArray<int> values)
    {
        builder.StartVector(4, values.Count, 4);
        for (var i = values.Count - 1; i >= 0; i--)
        {
            builder.AddInt(values[i]);
        }

        return builder.EndVector();
    }

    /// <summary>Buffer 0 is empty and serves every activation; constant i stands in buffer i + 1.</summary>
    private static VectorOffset WriteBuffers(FlatBufferBuilder builder, List<ReadOnlyMemory<byte>> constants)
    {
        builder.StartTable(TfliteSchema.Buffer.FieldCount);
        List<int> tables = [builder.EndTable()];
        foreach (var constant in constants)
        {
            builder.StartVector(1, constant.Length, 16); // the schema's force_align
            builder.Put(constant.ToArray());
            var data = builder.EndVector();
            builder.StartTable(TfliteSchema.Buffer.FieldCount);
            builder.AddOffset(TfliteSchema.Buffer.Data, data.Value, 0);
            tables.Add(builder.EndTable());
        }

        return TableVector(builder, [.. tables]);
    }

    private static VectorOffset WriteMetadata(FlatBufferBuilder builder, int buffer)
    {
        var name = builder.CreateString(VersionMetadata);
        builder.StartTable(TfliteSchema.Metadata.FieldCount);
        builder.AddOffset(TfliteSchema.Metadata.Name, name.Value, 0);
        builder.AddUint(TfliteSchema.Metadata.Buffer, (uint)buffer, 0);
        return TableVector(builder, [builder.EndTable()]);
    }

    private static VectorOffset WriteSignature(FlatBufferBuilder builder, QuantizedModel model, TfliteWriterOptions options)
    {
        VectorOffset Map(string name, int tensor)
        {
            var text = builder.CreateString(name);
            builder.StartTable(TfliteSchema.TensorMap.FieldCount);
            builder.AddOffset(TfliteSchema.TensorMap.Name, text.Value, 0);
            builder.AddUint(TfliteSchema.TensorMap.TensorIndex, (uint)tensor, 0);
            return TableVector(builder, [builder.EndTable()]);
        }

        var inputs = Map(options.SignatureInput, model.Input);
        var outputs = Map(options.SignatureOutput, model.Output);
        var key = builder.CreateString(options.SignatureKey);
        builder.StartTable(TfliteSchema.SignatureDef.FieldCount);
        builder.AddOffset(TfliteSchema.SignatureDef.Inputs, inputs.Value, 0);
        builder.AddOffset(TfliteSchema.SignatureDef.Outputs, outputs.Value, 0);
        builder.AddOffset(TfliteSchema.SignatureDef.SignatureKey, key.Value, 0);
        return TableVector(builder, [builder.EndTable()]);
    }

    private static int WriteCode(FlatBufferBuilder builder, TfliteOperatorKind kind)
    {
        builder.StartTable(TfliteSchema.OperatorCode.FieldCount);
        builder.AddSbyte(TfliteSchema.OperatorCode.DeprecatedBuiltinCode, (sbyte)kind.BuiltinCode, 0);
        builder.AddInt(TfliteSchema.OperatorCode.Version, kind.EmittedVersion, 1);
        builder.AddInt(TfliteSchema.OperatorCode.BuiltinCode, kind.BuiltinCode, 0);
        return builder.EndTable();
    }

    private static int WriteSubgraph(FlatBufferBuilder builder, QuantizedModel model, List<TfliteOperatorKind> kinds)
    {
        var buffer = 0;
        var tensors = TableVector(
            builder, [.. model.Tensors.Select(tensor => WriteTensor(builder, tensor, tensor.IsConstant ? ++buffer : 0))]);
        var operators = TableVector(
            builder, [.. model.Operators.Select(step => TfliteOperatorWriter.Write(builder, model, step, kinds))]);
        var inputs = Int32Vector(builder, [model.Input]);
        var outputs = Int32Vector(builder, [model.Output]);
        var name = builder.CreateString("main");
        builder.StartTable(TfliteSchema.SubGraph.FieldCount);
        builder.AddOffset(TfliteSchema.SubGraph.Tensors, tensors.Value, 0);
        builder.AddOffset(TfliteSchema.SubGraph.Inputs, inputs.Value, 0);
        builder.AddOffset(TfliteSchema.SubGraph.Outputs, outputs.Value, 0);
        builder.AddOffset(TfliteSchema.SubGraph.Operators, operators.Value, 0);
        builder.AddOffset(TfliteSchema.SubGraph.Name, name.Value, 0);
        return builder.EndTable();
    }

    private static int WriteTensor(FlatBufferBuilder builder, QuantizedTensor tensor, int buffer)
    {
        var shape = Int32Vector(builder, tensor.Shape);
        var name = builder.CreateString(tensor.Name);
        var quantization = tensor.Quantization is { } parameters ? WriteQuantization(builder, parameters) : 0;
        builder.StartTable(TfliteSchema.Tensor.FieldCount);
        builder.AddOffset(TfliteSchema.Tensor.Shape, shape.Value, 0);
        builder.AddSbyte(TfliteSchema.Tensor.Type, (sbyte)tensor.Type, 0);
        builder.AddUint(TfliteSchema.Tensor.Buffer, (uint)buffer, 0);
        builder.AddOffset(TfliteSchema.Tensor.Name, name.Value, 0);
        builder.AddOffset(TfliteSchema.Tensor.Quantization, quantization, 0);
        return builder.EndTable();
    }

    private static int WriteQuantization(FlatBufferBuilder builder, QuantizationParameters parameters)
    {
        builder.StartVector(4, parameters.Scales.Count, 4);
        for (var i = parameters.Scales.Count - 1; i >= 0; i--)
        {
            builder.AddFloat(parameters.Scales[i]);
        }

        var scales = builder.EndVector();
        builder.StartVector(8, parameters.ZeroPoints.Count, 8);
        for (var i = parameters.ZeroPoints.Count - 1; i >= 0; i--)
        {
            builder.AddLong(parameters.ZeroPoints[i]);
        }

        var zeroPoints = builder.EndVector();
        builder.StartTable(TfliteSchema.Quantization.FieldCount);
        builder.AddOffset(TfliteSchema.Quantization.Scale, scales.Value, 0);
        builder.AddOffset(TfliteSchema.Quantization.ZeroPoint, zeroPoints.Value, 0);
        builder.AddInt(TfliteSchema.Quantization.QuantizedDimension, parameters.QuantizedDimension, 0);
        return builder.EndTable();
    }
}
