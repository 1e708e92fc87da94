using MicroNas.Core.Datasets;
using MicroNas.Core.Emission;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;
using MicroNas.Core.Units;
using MicroNas.Core.Verification;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>A model with windows and the bytes that another judge says they give, ready to be emitted.</summary>
internal sealed record TestModel(string Name, QuantizedModel Model, IReadOnlyList<sbyte[]> Windows, IReadOnlyList<sbyte[]> Expected)
{
    /// <summary>Expected by the C# interpreter, on windows of every amplitude.</summary>
    public static TestModel Interpreted(string name, QuantizedModel model, int windows, Random random)
    {
        var interpreter = new Int8Interpreter(model);
        var inputs = Enumerable.Range(0, windows).Select(i => RandomWindow(interpreter.InputElements, i, random)).ToArray();
        var outputs = inputs.Select(window =>
        {
            var output = new sbyte[interpreter.OutputElements];
            interpreter.Run(window, output);
            return output;
        }).ToArray();
        return new TestModel(name, model, inputs, outputs);
    }

    public int Sensors => InputTensor.Shape.Count > 2 ? InputTensor.Elements / InputTensor.Shape[1] : InputTensor.Elements;

    private QuantizedTensor InputTensor => Model.Tensors[Model.Input];

    public IReadOnlyList<EmittedFile> Emit(ChannelNormalization? normalization = null) => CEmitter.Emit(Model, Options(normalization));

    public EmissionOptions Options(ChannelNormalization? normalization = null) => new(
        Name,
        normalization ?? new ChannelNormalization(
            [.. Enumerable.Repeat(0f, Sensors)], [.. Enumerable.Repeat(1f, Sensors)], 10, 10),
        [.. Enumerable.Range(0, Model.Tensors[Model.Output].Elements).Select(i => $"class {i}")],
        [.. Enumerable.Range(0, Sensors).Select(i => $"channel {i}")],
        new Hertz(50),
        Windows,
        Expected,
        [.. Expected.Select(output => (int)ClassificationMetrics.IndexOfLargest(output))],
        TfliteWriter.Write(Model),
        "a test");

    private static sbyte[] RandomWindow(int elements, int index, Random random)
    {
        var window = new sbyte[elements];
        for (var i = 0; i < elements; i++)
        {
            window[i] = (index % 4) switch
            {
                0 => (sbyte)random.Next(-128, 128),
                1 => (sbyte)(random.Next(2) == 0 ? -128 : 127),
                2 => (sbyte)random.Next(-16, 17),
                _ => (sbyte)Math.Clamp(random.Next(-300, 300), -128, 127),
            };
        }

        return window;
    }
}
