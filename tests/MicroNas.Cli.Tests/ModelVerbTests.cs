using System.Runtime.InteropServices;
using System.Text.Json;
using MicroNas.Cli.Tests.Support;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;

namespace MicroNas.Cli.Tests;

/// <summary><c>inspect</c> and <c>run</c> on a random emitted model.</summary>
public sealed class ModelVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new("micronas cli");
    private readonly QuantizedModel model;
    private readonly string modelPath;

    public ModelVerbTests()
    {
        model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(11)), "random");
        modelPath = folder.File("model.tflite");
        File.WriteAllBytes(modelPath, TfliteWriter.Write(model));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_writes_the_interpreters_bytes_for_every_window()
    {
        var interpreter = new Int8Interpreter(model);
        var windows = new sbyte[3 * interpreter.InputElements];
        new Random(5).NextBytes(MemoryMarshal.AsBytes(windows.AsSpan()));
        var input = folder.File("windows.i8");
        var output = folder.File("results.i8");
        File.WriteAllBytes(input, MemoryMarshal.AsBytes(windows.AsSpan()));

        var run = Tool.Run("run", modelPath, "--input", input, "--output", output);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(MemoryMarshal.AsBytes(interpreter.RunAll(windows).AsSpan()).ToArray(), File.ReadAllBytes(output));
    }

    [Fact]
    public void Run_refuses_a_partial_window_and_writes_nothing()
    {
        var input = folder.File("windows.i8");
        var output = folder.File("results.i8");
        File.WriteAllBytes(input, new byte[17]);

        var run = Tool.Run("run", modelPath, "--input", input, "--output", output);

        Assert.Equal((int)ExitCode.Failed, run.ExitCode);
        Assert.Contains("error MNAS7053", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void Inspect_shows_every_operator_and_the_same_as_json()
    {
        var text = Tool.Run("inspect", modelPath);
        var json = JsonDocument.Parse(Tool.Run("inspect", modelPath, "--json").Output).RootElement;

        Assert.Equal(0, text.ExitCode);
        Assert.Equal(model.Operators.Count, json.GetProperty("operators").GetArrayLength());
        Assert.Contains("CONV_2D", text.Output, StringComparison.Ordinal);
        Assert.Contains("SOFTMAX", text.Output, StringComparison.Ordinal);
        Assert.True(json.GetProperty("arenaBytes").GetInt32() >= json.GetProperty("arenaLowerBoundBytes").GetInt32());
        Assert.True(json.GetProperty("multiplyAccumulates").GetInt64() > 0);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("run")]
    [InlineData("compile")]
    [InlineData("build")]
    [InlineData("search")]
    [InlineData("train")]
    [InlineData("emit")]
    [InlineData("verify")]
    public void Every_verb_has_help_and_json(string verb)
    {
        var help = Tool.Run(verb, "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--json", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_a_coded_error()
    {
        var path = folder.File("noise.tflite");
        var noise = new byte[1000];
        new Random(3).NextBytes(noise);
        File.WriteAllBytes(path, noise);

        Assert.Contains("error MNAS60", Tool.Run("inspect", path).Error, StringComparison.Ordinal);
        Assert.Contains("error MNAS7052", Tool.Run("inspect", path + ".none").Error, StringComparison.Ordinal);
    }
}
