using System.Diagnostics;
using System.Globalization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Emission;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;
using MicroNas.Core.Verification;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>Models without normalisation, names, sample rate and labels, of any shape: what <c>micronas compile</c> makes of other people's files.</summary>
public sealed class ForeignModelTests
{
    private const int GoldenVectors = 4;

    public static TheoryData<string, string> Shapes => new()
    {
        { "host", "image" }, { "host", "vector" }, { "host", "rows" }, { "cortex-m4", "image" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_raw_window_is_only_quantized_and_the_self_test_passes(string core, string shape)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        var model = Draw(shape);
        var values = RealInput(model);
        var main = $$"""
            #include <stdalign.h>
            #include "board.h"
            #include "foreign_golden.h"
            static alignas(16) int8_t arena[FOREIGN_ARENA_SIZE];
            static const float values[FOREIGN_INPUT_SIZE] = {{{string.Join(", ", values.Select(value => value.ToString("E9", CultureInfo.InvariantCulture) + "f"))}}};
            int main(void)
            {
                static const int32_t input_shape[FOREIGN_INPUT_RANK] = FOREIGN_INPUT_SHAPE;
                static const int32_t output_shape[FOREIGN_OUTPUT_RANK] = FOREIGN_OUTPUT_SHAPE;
                static int8_t output[FOREIGN_CLASSES];
                foreign_model model;
                int32_t class_index = -1, first = -1, inputs = 1, outputs = 1;
                for (int32_t i = 0; i < FOREIGN_INPUT_RANK; i++) {
                    inputs *= input_shape[i];
                }
                for (int32_t i = 0; i < FOREIGN_OUTPUT_RANK; i++) {
                    outputs *= output_shape[i];
                }
                if (inputs != FOREIGN_TIME_STEPS * FOREIGN_SENSORS || inputs != FOREIGN_INPUT_SIZE || outputs != FOREIGN_CLASSES) {
                    return 1;
                }
                if (foreign_init(&model, arena, sizeof arena) != MICRONAS_OK || foreign_self_test(&model, &first) != MICRONAS_OK ||
                    foreign_run(&model, values, output, &class_index) != MICRONAS_OK) {
                    return 2;
                }
                board_print_integer(first);
                board_print(" ");
                board_print_integer(class_index);
                for (int32_t i = 0; i < FOREIGN_CLASSES; i++) {
                    board_print(" ");
                    board_print_integer(output[i]);
                }
                return 0;
            }
            """;

        using var folder = new TemporaryFolder();
        Write(folder, model);
        folder.Write("main.c", main + "\n");
        await FirmwareSources.Toolchain.CompileAsync(
            target, [folder.File("main.c"), folder.File("foreign_model.c"), folder.File("foreign_golden.c")], [folder.Path], folder.File("foreign"),
            [.. SelfTestProgram.Strict, .. target.IsHost ? SelfTestProgram.Sanitizers : []]);
        var run = await FirmwareProgram.RunAsync(target, folder.File("foreign"), TimeSpan.FromMinutes(1));

        Assert.Equal(0, run.ExitCode);
        var quantization = model.Tensors[model.Input].Quantization!;
        var input = values.Select(value => (sbyte)Math.Clamp(
            Math.Round((double)(value / quantization.Scale), MidpointRounding.AwayFromZero) + quantization.ZeroPoint, -128, 127)).ToArray();
        var output = new Int8Interpreter(model).RunAll(input);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{GoldenVectors} {ClassificationMetrics.IndexOfLargest(output)} {string.Join(' ', output)}"),
            run.Output.Trim());
    }

    [Fact]
    public async Task A_program_in_Cpp_includes_every_header_and_links()
    {
        const string main = """
            #include "board.h"
            #include "foreign_golden.h"
            #include "foreign_info.h"
            #include "foreign_model.h"
            #include "foreign_tflite.h"
            #include "micronas_stream.h"
            alignas(16) static int8_t arena[FOREIGN_ARENA_SIZE];
            int main()
            {
                static const float sample[FOREIGN_SENSORS] = {};
                foreign_model model{};
                foreign_stream stream{};
                int32_t first = 0, class_index = 0;
                int8_t probabilities[FOREIGN_CLASSES];
                if (foreign_init(&model, arena, sizeof arena) != MICRONAS_OK || foreign_stream_init(&stream, 1) != MICRONAS_OK) {
                    return 1;
                }
                const micronas_status status = foreign_stream_push(&stream, &model, sample, probabilities, &class_index);
                if (status != (FOREIGN_TIME_STEPS == 1 ? MICRONAS_OK : MICRONAS_PENDING) || foreign_tflite_size == 0) {
                    return 2;
                }
                board_print_integer(foreign_tflite_size);
                board_exit(foreign_self_test(&model, &first));
            }
            """;
        using var folder = new TemporaryFolder();
        Write(folder, Draw("image"));
        folder.Write("main.cpp", main + "\n");
        var layout = FirmwareSources.Layout;
        string[] sources = [.. layout.RuntimeSources, .. layout.BoardSources(FirmwareTarget.Host), .. Directory.GetFiles(folder.Path, "*.c")];
        var objects = sources.Select((_, i) => folder.File(FormattableString.Invariant($"{i}.o"))).ToArray();
        string[] includes = ["-I" + layout.Runtime, "-I" + layout.Boards, "-I" + folder.Path];

        foreach (var (source, file) in sources.Zip(objects))
        {
            await RunAsync("gcc", ["-std=c11", "-O1", "-c", .. includes, source, "-o", file]);
        }

        await RunAsync("g++", ["-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wl,--fatal-warnings", .. includes, folder.File("main.cpp"), .. objects, "-o", folder.File("main")]);
        await RunAsync(folder.File("main"), []);
    }

    private static QuantizedModel Draw(string shape)
    {
        var random = new Random(41);
        return shape switch
        {
            "image" => SingleOperatorModels.Convolution(random),
            "vector" => SingleOperatorModels.Softmax(random),
            _ => Rows(random),
        };
    }

    /// <summary>Softmax over each of three rows: an input whose first axis is no batch.</summary>
    private static QuantizedModel Rows(Random random)
    {
        var model = SingleOperatorModels.Softmax(random);
        return model with { Tensors = [.. model.Tensors.Select(tensor => tensor with { Shape = [3, tensor.Shape[1]] })] };
    }

    private static float[] RealInput(QuantizedModel model)
    {
        var (random, input) = (new Random(42), model.Tensors[model.Input]);
        return [.. Enumerable.Range(0, input.Elements).Select(_ => input.Quantization!.Scale * 300 * ((2 * random.NextSingle()) - 1))];
    }

    private static void Write(TemporaryFolder folder, QuantizedModel model)
    {
        var options = new EmissionOptions(
            "foreign", Normalization: null, ClassNames: [], ChannelNames: [], SampleRate: null,
            GoldenWindows.Random(GoldenVectors, model.Tensors[model.Input].Elements), GoldenOutputs: null, GoldenLabels: [],
            TfliteWriter.Write(model), "a test");
        foreach (var file in CEmitter.Emit(model, options))
        {
            folder.Write(file.Name, file.Content.ToArray());
        }
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {error}");
    }
}
