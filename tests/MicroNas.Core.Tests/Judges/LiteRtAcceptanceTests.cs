using System.ComponentModel;
using System.Diagnostics;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Judges;

/// <summary>LiteRT (wasm, under Node.js) is stricter about files than TensorFlow Lite 2.9: it must accept what is emitted.</summary>
public sealed class LiteRtAcceptanceTests
{
    [SkippableFact]
    public void LiteRT_compiles_emitted_models_and_rejects_a_damaged_one()
    {
        Skip.IfNot(Directory.Exists(Path.Combine(TestTools.NodeModules, "@litertjs", "core")), TestTools.Missing);
        using var folder = new TemporaryFolder();
        var random = new Random(71);
        var models = Enumerable.Range(0, 8).Select(i => Write(folder, i, ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "model"))).ToList();
        var (exitCode, output) = Load(models);
        Assert.True(exitCode == 0, output);
        Assert.All(models, model => Assert.Contains($"compiled {model}", output, StringComparison.Ordinal));

        // The judge must be able to say no.
        File.WriteAllBytes(models[0], File.ReadAllBytes(models[0])[..2000]);
        Assert.NotEqual(0, Load([models[0]]).ExitCode);
    }

    private static string Write(TemporaryFolder folder, int index, QuantizedModel model)
    {
        var path = folder.File(FormattableString.Invariant($"{index}.tflite"));
        File.WriteAllBytes(path, TfliteWriter.Write(model));
        return path;
    }

    private static (int ExitCode, string Output) Load(IReadOnlyList<string> models)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [Repository.File("tests", "npm", "litert-load.mjs"), TestTools.NodeModules, .. models];
        arguments.ToList().ForEach(start.ArgumentList.Add);
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception)
        {
            throw new SkipException("Node.js is not installed: apt-get install nodejs.");
        }
    }
}
