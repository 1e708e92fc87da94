using System.ComponentModel;
using System.Diagnostics;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Judges;

/// <summary>LiteRT (wasm, under Node.js) is stricter about files than TensorFlow Lite 2.9: it must accept what is emitted.</summary>
public sealed class LiteRtAcceptanceTests
{
    [SkippableFact]
    public void LiteRT_compiles_emitted_models_and_rejects_a_damaged_one()
    {
        Skip.IfNot(Directory.Exists(Path.Combine(TestTools.NodeModules, "@litertjs", "core")), TestTools.Missing);
        var folder = Directory.CreateTempSubdirectory("micronas-litert");
        try
        {
            var random = new Random(71);
            var models = Enumerable.Range(0, 8).Select(i => Write(folder, i, ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "model"))).ToList();
            var (exitCode, output) = Load(models);
            Assert.True(exitCode == 0, output);
            Assert.All(models, model => Assert.Contains($"compiled {model}", output, StringComparison.Ordinal));

            // The judge must be able to say no.
            File.WriteAllBytes(models[0], File.ReadAllBytes(models[0])[..2000]);
            Assert.NotEqual(0, Load([models[0]]).ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo folder, int index, QuantizedModel model)
    {
        var path = Path.Combine(folder.FullName, FormattableString.Invariant($"{index}.tflite"));
        File.WriteAllBytes(path, TfliteWriter.Write(model));
        return path;
    }

    private static (int ExitCode, string Output) Load(IReadOnlyList<string> models)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [Script(), TestTools.NodeModules, .. models];
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

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "npm", "litert-load.mjs");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("tests/npm/litert-load.mjs is not above the tests' folder.");
    }
}
