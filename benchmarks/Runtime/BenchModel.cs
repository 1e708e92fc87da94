using System.Runtime.InteropServices;
using MicroNas.Core.Datasets;
using MicroNas.Core.Emission;
using MicroNas.Core.Kernels;
using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;
using MicroNas.Core.Reporting;
using MicroNas.Core.Tflite;
using MicroNas.Core.Units;
using MicroNas.Core.Verification;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>One of the ten models with its golden windows, and what is known of it before it runs.</summary>
/// <param name="Tflm">What TensorFlow Lite Micro needs for it.</param>
/// <param name="Windows">Number of golden windows.</param>
/// <param name="Operators">In execution order.</param>
/// <param name="WeightBytes">Weights and biases.</param>
/// <param name="Files">What the emitter makes of it, under the name <c>bench</c>.</param>
internal sealed record BenchModel(
    TflmFigures Tflm, int Windows, IReadOnlyList<OperatorInspection> Operators, ArenaPlan Arena, long WeightBytes, IReadOnlyList<EmittedFile> Files)
{
    private const string ModelName = "bench";
    private const string WindowFile = "noise-16x64x30.i8";

    public int Number => Tflm.Model;

    public long MultiplyAccumulates => Operators.Sum(node => node.MultiplyAccumulates);

    /// <param name="folder">The folder of the ten models.</param>
    /// <exception cref="MissingDataException">A file is not there.</exception>
    public static BenchModel Read(string folder, TflmFigures tflm)
    {
        var name = FormattableString.Invariant($"skoda-{tflm.Model}");
        var file = ReadFile(folder, name + ".tflite");
        var model = TfliteReader.Read(file, name);
        var (input, output) = (model.Tensors[model.Input], model.Tensors[model.Output]);
        var sensors = input.Shape[2];
        sbyte[][] Chunks(string path, int elements) => [.. MemoryMarshal.Cast<byte, sbyte>(ReadFile(folder, path)).ToArray().Chunk(elements)];
        var outputs = Chunks(name + ".tflm.i8", output.Elements);
        var options = new EmissionOptions(
            ModelName,
            new ChannelNormalization([.. Enumerable.Repeat(0f, sensors)], [.. Enumerable.Repeat(1f, sensors)], 10, 10),
            [.. Enumerable.Range(0, output.Elements).Select(index => FormattableString.Invariant($"class {index}"))],
            [.. Enumerable.Range(0, sensors).Select(index => FormattableString.Invariant($"channel {index}"))],
            new Hertz(1),
            Chunks(WindowFile, input.Elements),
            outputs,
            [.. outputs.Select(result => (int)ClassificationMetrics.IndexOfLargest(result))],
            file,
            name);
        return new BenchModel(
            tflm, outputs.Length, ModelInspection.Of(model).Operators, KernelScheduler.Schedule(model).Arena, CountWeightBytes(model),
            CEmitter.Emit(model, options));
    }

    private static long CountWeightBytes(QuantizedModel model) => model.Operators
        .Where(node => node is Convolution2D or DepthwiseConvolution2D or FullyConnected)
        .SelectMany(node => node.Inputs.Skip(1))
        .Where(index => index >= 0)
        .Sum(index => (long)model.Tensors[index].Data!.Value.Length);

    private static byte[] ReadFile(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : throw new MissingDataException(
            $"'{path}' is not there: the ten models with their golden outputs are expected beside the data sets. MICRONAS_DATA names the folder of the data sets.");
    }
}
