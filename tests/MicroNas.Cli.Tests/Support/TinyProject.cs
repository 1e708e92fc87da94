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

    /// <summary>The same with a fourth class that looks like the first and is rare in training: no network can tell it.</summary>
    /// <param name="testWindows">Of the fourth class.</param>
    public static string WriteWithRareTwin(TemporaryFolder folder, int testWindows)
    {
        var random = new Random(1);
        var text = new StringBuilder("label,recording,subject,x,y,z\n");
        for (var recording = 0; recording < 16; recording++)
        {
            var (subject, label) = (recording / 4, recording % 4);
            var windows = label < 3 ? 15 : subject == 3 ? testWindows : 1;
            AppendRows(text, FormattableString.Invariant($"class{label},{recording},{subject}"), label % 3, windows, random);
        }

        var yaml = Write(folder, searchEpochs: 1, trainingEpochs: 2, method: "paper");
        folder.Write("data.csv", text.ToString());
        File.WriteAllText(yaml, File.ReadAllText(yaml).Replace(
            "path: data.csv", "path: data.csv, split: { by: subject, testSubjects: [3], validationSubjects: [2] }", StringComparison.Ordinal));
        return yaml;
    }

    private static string Rows()
    {
        var random = new Random(1);
        var text = new StringBuilder("label,recording,x,y,z\n");
        for (var recording = 0; recording < 3; recording++)
        {
            AppendRows(text, FormattableString.Invariant($"class{recording},{recording}"), recording, WindowsPerClass, random);
        }

        return text.ToString();
    }

    /// <summary>The samples of one recording, each behind the same columns.</summary>
    private static void AppendRows(StringBuilder text, string columns, int oscillation, int windows, Random random)
    {
        for (var sample = 0; sample < windows * Length; sample++)
        {
            var wave = Math.Sin(0.2 * (oscillation + 1) * sample);
            text.Append(CultureInfo.InvariantCulture, $"{columns},{Noise() + wave:0.000},{Noise() - wave:0.000},{Noise() + 9.8:0.000}\n");
        }

        double Noise() => random.NextDouble() - 0.5;
    }
}
