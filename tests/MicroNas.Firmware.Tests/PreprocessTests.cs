using System.Globalization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Datasets;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>micronas_preprocess, sample by sample: the bytes of <see cref="WindowQuantizer"/>, around the knee and the clip above all.</summary>
public sealed class PreprocessTests
{
    private const float Mean = 0.3f;
    private const float StandardDeviation = 1.7f;

    private static readonly (float Clip, float Knee)[] Settings = [(5, 1.5f), (5, 0.7f), (5, 5), (5, 9), (2.5f, 1.1f)];

    /// <summary>With contraction, a compiler makes one rounding of product and sum where C# makes two.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m3")]
    public async Task Every_sample_gives_the_byte_of_the_quantizer(string core)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        var samples = Samples();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("main.c"), MainSource(samples));
        await FirmwareSources.Toolchain.CompileAsync(
            target, [folder.File("main.c")], [], folder.File("main"), [.. SelfTestProgram.Strict, "-ffp-contract=fast"]);

        var run = await FirmwareProgram.RunAsync(target, folder.File("main"), TimeSpan.FromMinutes(1));

        Assert.Equal(Settings.Select(setting => string.Join(' ', Expected(setting, samples))), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
    }

    private static float ScaleOf(float clip, float knee) => Normalization(clip, knee).Range / 127;

    private static ChannelNormalization Normalization(float clip, float knee) => new([Mean], [StandardDeviation], clip, knee);

    private static sbyte[] Expected((float Clip, float Knee) setting, float[] samples)
    {
        var output = new sbyte[samples.Length];
        WindowQuantizer.Quantize(
            samples, Normalization(setting.Clip, setting.Knee), new QuantizationParameters([ScaleOf(setting.Clip, setting.Knee)], [-1]), output);
        return output;
    }

    private static float[] Samples()
    {
        var random = new Random(5);
        var standardised = new[] { 0.7f, 1.1f, 1.5f, 2.5f, 5, 9, float.PositiveInfinity, 0 }
            .SelectMany(value => new[] { value, MathF.BitIncrement(value), MathF.BitDecrement(value) })
            .Concat(Enumerable.Range(0, 400).Select(_ => random.NextSingle() * 7))
            .Where(value => !float.IsNaN(value));
        return [.. standardised.SelectMany(value => new[] { value, -value }).Select(value => Mean + (value * StandardDeviation))];
    }

    private static string MainSource(float[] samples) => string.Create(CultureInfo.InvariantCulture, $$"""
        #include <string.h>
        #include "board.h"
        #include "micronas_runtime.h"
        static const uint32_t bits[] = { {{string.Join(", ", samples.Select(sample => $"{BitConverter.SingleToUInt32Bits(sample)}u"))}} };
        enum { SAMPLES = sizeof bits / sizeof bits[0] };
        static float samples[SAMPLES];
        static int8_t bytes[SAMPLES];
        int main(void)
        {
            static const float mean[] = { {{Literal(Mean)}} };
            static const float standard_deviation[] = { {{Literal(StandardDeviation)}} };
            static const float settings[][3] = { {{string.Join(", ", Settings.Select(setting => $"{{ {Literal(setting.Clip)}, {Literal(setting.Knee)}, {Literal(ScaleOf(setting.Clip, setting.Knee))} }}"))}} };
            memcpy(samples, bits, sizeof samples);
            for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
                const micronas_preprocessing preprocessing = {
                    .channels = 1, .mean = mean, .standard_deviation = standard_deviation,
                    .clip = settings[i][0], .knee = settings[i][1], .scale = settings[i][2], .zero_point = -1,
                };
                if (micronas_preprocess(&preprocessing, samples, SAMPLES, bytes) != MICRONAS_OK) {
                    return 1;
                }
                for (int32_t sample = 0; sample < SAMPLES; sample++) {
                    board_print_integer(bytes[sample]);
                    board_print(" ");
                }
                board_print("\n");
            }
            return 0;
        }

        """);

    private static string Literal(float value) => value.ToString("E9", CultureInfo.InvariantCulture) + "f";
}
