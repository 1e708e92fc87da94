using System.Globalization;
using System.Text;

namespace MicroNas.Cli.Tests.Support;

/// <summary>A project whose whole pipeline is a matter of seconds: three kinds of oscillation on one 3-axis sensor.</summary>
internal static class TinyProject
{
    private const int WindowsPerClass = 60;
    private const int Length = 32;

    /// <returns>The path of its yaml.</returns>
    public static string Write(TemporaryFolder folder, int searchEpochs = 6, int trainingEpochs = 20, string method = "micronas")
    {
        folder.Write("data.csv", Rows());
        folder.Write("micronas.yaml", $$"""
            model: tiny
            dataset: { path: data.csv, rate: 50 Hz, window: {{Length}}, stride: {{Length}} }
            target: { mcu: stm32l552ze }
            budget: { latency: 10 ms }
            search: { epochs: {{searchEpochs}}, batch: 16, method: {{method}} }
            training: { epochs: {{trainingEpochs}}, batch: 16 }
            """);
        return folder.File("micronas.yaml");
    }

    private static string Rows()
    {
        var random = new Random(1);
        var text = new StringBuilder("label,recording,x,y,z\n");
        for (var recording = 0; recording < 3; recording++)
        {
            for (var sample = 0; sample < WindowsPerClass * Length; sample++)
            {
                var wave = Math.Sin(0.2 * (recording + 1) * sample);
                text.Append(CultureInfo.InvariantCulture, $"class{recording},{recording},{Noise() + wave:0.000},{Noise() - wave:0.000},{Noise() + 9.8:0.000}\n");
            }
        }

        return text.ToString();

        double Noise() => random.NextDouble() - 0.5;
    }
}
