using System.Globalization;
using System.Text;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Datasets;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Verification;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>NAME_run takes raw sensor values; what it computes is the product's normalisation, quantization and interpreter.</summary>
public sealed class RawWindowTests
{
    private const int Windows = 6;

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m3")]
    public async Task A_raw_window_gives_the_bytes_of_the_normalised_and_quantized_one(string core)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        var random = new Random(3);
        var network = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random");
        var model = TestModel.Interpreted("raw", network, windows: 1, random);
        var normalization = new ChannelNormalization(
            [.. Enumerable.Range(0, model.Sensors).Select(_ => (random.NextSingle() * 20) - 10)],
            [.. Enumerable.Range(0, model.Sensors).Select(_ => 0.01f + (random.NextSingle() * 5))],
            ClipStandardDeviations: 2.5f,
            KneeStandardDeviations: 1.25f);
        var raw = Enumerable.Range(0, Windows).Select(i => RawWindow(normalization, model.Windows[0].Length, i, random)).ToArray();

        using var folder = new TemporaryFolder();
        var sources = await WriteAsync(folder, model, normalization, MainSource(raw, NumberOfClasses(network)));
        await FirmwareSources.Toolchain.CompileAsync(
            target, sources, [folder.Path], folder.File("raw"), [.. SelfTestProgram.Strict, .. target.IsHost ? SelfTestProgram.Sanitizers : []]);
        var run = await FirmwareProgram.RunAsync(target, folder.File("raw"), TimeSpan.FromMinutes(1));

        Assert.Equal(raw.Select(window => Expected(network, normalization, window)), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Bad_arguments_are_refused_by_a_status_and_write_nothing()
    {
        var random = new Random(4);
        var model = TestModel.Interpreted("raw", ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random"), windows: 1, random);
        const string main = """
            #include <stdalign.h>
            #include <string.h>
            #include "board.h"
            #include "raw_model.h"
            static alignas(16) int8_t arena[RAW_ARENA_SIZE + 16];
            static float window[RAW_INPUT_SIZE];
            #define SHOW(call) board_print_integer(call), board_print(" ")
            int main(void)
            {
                raw_model model = {0};
                int8_t probabilities[RAW_CLASSES];
                int32_t class_index = -7;
                const float zero = window[0];
                memset(probabilities, 99, sizeof probabilities);
                SHOW(raw_run(&model, window, probabilities, &class_index)); /* before init */
                SHOW(raw_init(NULL, arena, sizeof arena));
                SHOW(raw_init(&model, NULL, sizeof arena));
                SHOW(raw_init(&model, arena, RAW_ARENA_SIZE - 1));
                SHOW(raw_init(&model, arena + 4, RAW_ARENA_SIZE));
                SHOW(raw_init(&model, arena, RAW_ARENA_SIZE));
                SHOW(raw_run(&model, NULL, probabilities, &class_index));
                window[RAW_INPUT_SIZE - 1] = zero / zero;
                SHOW(raw_run(&model, window, probabilities, &class_index));
                SHOW(class_index);
                SHOW(probabilities[0]);
                window[RAW_INPUT_SIZE - 1] = 1.0f / zero;
                SHOW(raw_run(&model, window, probabilities, &class_index));
                return 0;
            }
            """;

        using var folder = new TemporaryFolder();
        var sources = await WriteAsync(folder, model, null, main);
        await FirmwareSources.Toolchain.CompileAsync(FirmwareTarget.Host, sources, [folder.Path], folder.File("raw"), SelfTestProgram.Strict);
        var run = await FirmwareProgram.RunAsync(FirmwareTarget.Host, folder.File("raw"), TimeSpan.FromMinutes(1));

        Assert.Equal("1 1 1 2 3 0 1 4 -7 99 0", run.Output.Trim());
    }

    private static int NumberOfClasses(QuantizedModel model) => model.Tensors[model.Output].Elements;

    private static async Task<List<string>> WriteAsync(TemporaryFolder folder, TestModel model, ChannelNormalization? normalization, string main)
    {
        foreach (var file in model.Emit(normalization))
        {
            await File.WriteAllBytesAsync(folder.File(file.Name), file.Content);
        }

        await File.WriteAllTextAsync(folder.File("main.c"), main + "\n");
        return [folder.File("main.c"), folder.File("raw_model.c")];
    }

    private static float[] RawWindow(ChannelNormalization normalization, int length, int index, Random random)
    {
        var spread = index switch { 0 => 0.3f, 1 => 3f, 2 => 100f, _ => 1f };
        var window = new float[length];
        for (var i = 0; i < length; i++)
        {
            var channel = i % normalization.Mean.Count;
            window[i] = normalization.Mean[channel] + (((random.NextSingle() * 2) - 1) * 2 * spread * normalization.StandardDeviation[channel]);
        }

        return window;
    }

    /// <summary>Class and output bytes, through the C# normalisation and interpreter.</summary>
    private static string Expected(QuantizedModel model, ChannelNormalization normalization, float[] raw)
    {
        var quantization = model.Tensors[model.Input].Quantization!;
        var normalised = new float[raw.Length];
        normalization.Apply(raw, normalised);
        var input = normalised
            .Select(value => (sbyte)Math.Clamp(
                (int)MathF.Round(value / quantization.Scale, MidpointRounding.AwayFromZero) + quantization.ZeroPoint, -128, 127))
            .ToArray();
        var output = new sbyte[NumberOfClasses(model)];
        new Int8Interpreter(model).Run(input, output);
        return string.Create(CultureInfo.InvariantCulture, $"{ClassificationMetrics.IndexOfLargest(output)} {string.Join(' ', output)}");
    }

    private static string MainSource(float[][] windows, int classes)
    {
        var text = new StringBuilder("#include <stdalign.h>\n#include \"board.h\"\n#include \"raw_model.h\"\nstatic const float windows[][RAW_INPUT_SIZE] = {\n");
        foreach (var window in windows)
        {
            text.Append('{').AppendJoin(", ", window.Select(value => value.ToString("E9", CultureInfo.InvariantCulture) + "f")).Append("},\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $$"""
            };
            static alignas(16) int8_t arena[RAW_ARENA_SIZE];
            int main(void)
            {
                raw_model model;
                if (raw_init(&model, arena, sizeof arena) != MICRONAS_OK) {
                    return 1;
                }
                for (int32_t i = 0; i < {{windows.Length}}; i++) {
                    int8_t probabilities[{{classes}}];
                    int32_t class_index;
                    if (raw_run(&model, windows[i], probabilities, &class_index) != MICRONAS_OK) {
                        return 2;
                    }
                    board_print_integer(class_index);
                    for (int32_t j = 0; j < {{classes}}; j++) {
                        board_print(" ");
                        board_print_integer(probabilities[j]);
                    }
                    board_print("\n");
                }
                return 0;
            }
            """).ToString();
    }
}
