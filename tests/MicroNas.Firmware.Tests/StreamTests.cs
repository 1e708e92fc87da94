using System.Globalization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Datasets;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>A stream gives, sample by sample, the bytes that NAME_run gives for each window cut out of the whole recording.</summary>
public sealed class StreamTests
{
    /// <summary>
    /// Reads HOPS, checks each on a recording of three windows and a half. The recording holds counts of 16 bits, as int16 and as float.
    /// Every NaN that is thrown in must be refused and change nothing.
    /// </summary>
    private const string Main = """
        #include <math.h>
        #include <stdalign.h>
        #include <string.h>
        #include "board.h"
        #include "sensor_model.h"

        #define RECORDED (3 * SENSOR_TIME_STEPS + SENSOR_TIME_STEPS / 2)

        static alignas(16) int8_t stream_arena[SENSOR_ARENA_SIZE];
        static alignas(16) int8_t window_arena[SENSOR_ARENA_SIZE];
        static int16_t counts[RECORDED][SENSOR_SENSORS];
        static float values[RECORDED][SENSOR_SENSORS];
        static sensor_model stream_model, window_model;

        typedef struct {
            int8_t probabilities[SENSOR_CLASSES];
            int32_t class_index;
        } result;

        static void record(void)
        {
            uint32_t state = 12345;
            for (int32_t i = 0; i < RECORDED; i++) {
                for (int32_t j = 0; j < SENSOR_SENSORS; j++) {
                    state = state * 1664525u + 1013904223u;
                    counts[i][j] = (int16_t)((int32_t)(state >> 16) - 32768);
                    values[i][j] = (float)counts[i][j];
                }
            }
            counts[0][0] = INT16_MIN;
            values[0][0] = (float)INT16_MIN;
        }

        static int equal(const result *left, const result *right)
        {
            return left->class_index == right->class_index && memcmp(left->probabilities, right->probabilities, SENSOR_CLASSES) == 0;
        }

        /* A NaN in the last channel: the channels before it must not reach the ring either. */
        static int refuses_nan(sensor_stream *stream)
        {
            const sensor_stream before = *stream;
            float sample[SENSOR_SENSORS];
            result untouched = {{7}, -7}, found = untouched;
            for (int32_t j = 0; j < SENSOR_SENSORS; j++) {
                sample[j] = 1000.0f;
            }
            sample[SENSOR_SENSORS - 1] = NAN;
            return sensor_stream_push(stream, &stream_model, sample, found.probabilities, &found.class_index) == MICRONAS_NOT_A_NUMBER &&
                   memcmp(&before, stream, sizeof before) == 0 && equal(&untouched, &found);
        }

        static int check_hop(int32_t hop, int takes_counts)
        {
            sensor_stream stream;
            int32_t due = SENSOR_TIME_STEPS, windows = 0;
            if (sensor_stream_init(&stream, hop) != MICRONAS_OK) {
                return -1;
            }
            memset(stream.samples, 0, sizeof stream.samples);
            for (int32_t i = 0; i < RECORDED; i++) {
                result untouched = {{9}, -9}, found = untouched;
                if (i % 5 == 3 && !refuses_nan(&stream)) {
                    return -2;
                }
                const micronas_status status =
                    takes_counts ? sensor_stream_push_int16(&stream, &stream_model, counts[i], found.probabilities, &found.class_index)
                                 : sensor_stream_push(&stream, &stream_model, values[i], found.probabilities, &found.class_index);
                if (i + 1 != due) {
                    if (status != MICRONAS_PENDING || !equal(&untouched, &found)) {
                        return -3;
                    }
                    continue;
                }
                result from_values, from_counts;
                const int32_t first = i + 1 - SENSOR_TIME_STEPS;
                if (status != MICRONAS_OK ||
                    sensor_run(&window_model, values[first], from_values.probabilities, &from_values.class_index) != MICRONAS_OK ||
                    sensor_run_int16(&window_model, counts[first], from_counts.probabilities, &from_counts.class_index) != MICRONAS_OK ||
                    !equal(&from_values, &found) || !equal(&from_counts, &found)) {
                    return -4;
                }
                due += hop;
                windows++;
            }
            return windows;
        }

        int main(void)
        {
            static const int32_t hops[] = HOPS;
            record();
            if (sensor_init(&stream_model, stream_arena, sizeof stream_arena) != MICRONAS_OK ||
                sensor_init(&window_model, window_arena, sizeof window_arena) != MICRONAS_OK) {
                return 1;
            }
            for (size_t i = 0; i < sizeof hops / sizeof hops[0]; i++) {
                board_print_integer(hops[i]);
                board_print(" ");
                board_print_integer(check_hop(hops[i], 0));
                board_print(" ");
                board_print_integer(check_hop(hops[i], 1));
                board_print("\n");
            }
            return 0;
        }
        """;

    [Theory]
    [InlineData("host", true)]
    [InlineData("cortex-m4", false)]
    public async Task Every_window_of_a_stream_gives_the_bytes_of_the_whole_window(string core, bool everyHop)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        var random = new Random(21);
        var model = ShortWindows(random);
        var steps = model.Model.Tensors[model.Model.Input].Shape[1];
        var hops = everyHop ? [.. Enumerable.Range(1, steps + 3), 2 * steps, 10 * steps] : new[] { 1, 3, steps - 1, steps, steps + 1, 2 * steps };
        var normalization = new ChannelNormalization(
            [.. Enumerable.Range(0, model.Sensors).Select(_ => (random.NextSingle() * 20000) - 10000)],
            [.. Enumerable.Range(0, model.Sensors).Select(_ => 2000 + (random.NextSingle() * 9000))],
            ClipStandardDeviations: 2.5f,
            KneeStandardDeviations: 1.25f);

        using var folder = new TemporaryFolder();
        var main = Main.Replace("= HOPS", "= {" + string.Join(", ", hops) + "}", StringComparison.Ordinal);
        var output = await RunAsync(target, folder, model, normalization, main);

        var recorded = (3 * steps) + (steps / 2);
        string Line(int hop)
        {
            var windows = ((recorded - steps) / hop) + 1;
            return string.Create(CultureInfo.InvariantCulture, $"{hop} {windows} {windows}");
        }

        Assert.Equal(hops.Select(Line), output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Bad_streams_are_refused_by_a_status()
    {
        const string main = """
            #include <stdalign.h>
            #include "board.h"
            #include "sensor_model.h"
            static alignas(16) int8_t arena[SENSOR_ARENA_SIZE];
            #define SHOW(call) board_print_integer(call), board_print(" ")
            int main(void)
            {
                static const float sample[SENSOR_SENSORS];
                static const int16_t counts[SENSOR_SENSORS];
                sensor_model model = {0};
                sensor_stream stream = {0};
                int8_t probabilities[SENSOR_CLASSES];
                int32_t class_index;
                SHOW(sensor_stream_init(NULL, 1));
                SHOW(sensor_stream_init(&stream, 0));
                SHOW(sensor_stream_init(&stream, -1));
                SHOW(sensor_stream_push(&stream, &model, sample, probabilities, &class_index)); /* the model is not initialised */
                SHOW(sensor_init(&model, arena, sizeof arena));
                SHOW(sensor_stream_push(&stream, &model, sample, probabilities, &class_index)); /* nor is the stream */
                SHOW(sensor_stream_push_int16(&stream, &model, counts, probabilities, &class_index));
                SHOW(sensor_stream_init(&stream, INT32_MAX));
                SHOW(sensor_stream_push(NULL, &model, sample, probabilities, &class_index));
                SHOW(sensor_stream_push(&stream, NULL, sample, probabilities, &class_index));
                SHOW(sensor_stream_push(&stream, &model, NULL, probabilities, &class_index));
                SHOW(sensor_stream_push_int16(&stream, &model, counts, NULL, &class_index));
                SHOW(sensor_stream_push_int16(&stream, &model, counts, probabilities, NULL));
                SHOW(sensor_run_int16(&model, NULL, probabilities, &class_index));
                SHOW(sensor_stream_push(&stream, &model, sample, probabilities, &class_index));
                return 0;
            }
            """;
        using var folder = new TemporaryFolder();

        var output = await RunAsync(FirmwareTarget.Host, folder, ShortWindows(new Random(22)), null, main);

        Assert.Equal("1 7 7 1 0 7 7 0 1 1 1 1 1 1 6", output.Trim());
    }

    /// <summary>A network on at most 12 time steps: the emulator runs it for every window twice.</summary>
    private static TestModel ShortWindows(Random random)
    {
        while (true)
        {
            var network = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random");
            if (network.Tensors[network.Input].Shape[1] <= 12)
            {
                return TestModel.Interpreted("sensor", network, windows: 1, random);
            }
        }
    }

    private static async Task<string> RunAsync(
        FirmwareTarget target, TemporaryFolder folder, TestModel model, ChannelNormalization? normalization, string main)
    {
        foreach (var file in model.Emit(normalization))
        {
            folder.Write(file.Name, file.Content.ToArray());
        }

        folder.Write("main.c", main + "\n");
        await FirmwareSources.Toolchain.CompileAsync(
            target, [folder.File("main.c"), folder.File("sensor_model.c")], [folder.Path], folder.File("stream"),
            [.. SelfTestProgram.Strict, .. target.IsHost ? SelfTestProgram.Sanitizers : []]);
        return (await FirmwareProgram.RunAsync(target, folder.File("stream"), TimeSpan.FromMinutes(2))).Output;
    }
}
