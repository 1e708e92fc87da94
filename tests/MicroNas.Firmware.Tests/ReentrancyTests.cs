using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>Models in one firmware do not disturb each other: no state but in what the caller hands over.</summary>
public sealed class ReentrancyTests
{
    private const int Windows = 5;

    /// <summary>Two instances of one model and one of another take turns; each has its own golden windows in its own order.</summary>
    private const string Interleaved = """
        int main(void)
        {
            left_model forward, backward;
            right_model other;
            int32_t wrong = 0;
            if (left_init(&forward, first_arena, sizeof first_arena) != MICRONAS_OK ||
                left_init(&backward, second_arena, sizeof second_arena) != MICRONAS_OK ||
                right_init(&other, third_arena, sizeof third_arena) != MICRONAS_OK) {
                return 1;
            }
            for (int32_t i = 0; i < LEFT_GOLDEN_COUNT; i++) {
                wrong += check_left(&forward, i);
                wrong += check_right(&other, i);
                wrong += check_left(&backward, LEFT_GOLDEN_COUNT - 1 - i);
            }
            board_print_integer(wrong);
            return 0;
        }
        """;

    /// <summary>Three threads at once; the machine decides where they cut each other.</summary>
    private const string Threads = """
        #include <pthread.h>

        #define ROUNDS 40

        static void *run_left(void *arena)
        {
            left_model model;
            intptr_t wrong = left_init(&model, arena, sizeof first_arena) != MICRONAS_OK;
            for (int32_t i = 0; wrong == 0 && i < ROUNDS * LEFT_GOLDEN_COUNT; i++) {
                wrong += check_left(&model, i % LEFT_GOLDEN_COUNT);
            }
            return (void *)wrong;
        }

        static void *run_right(void *arena)
        {
            right_model model;
            intptr_t wrong = right_init(&model, arena, sizeof third_arena) != MICRONAS_OK;
            for (int32_t i = 0; wrong == 0 && i < ROUNDS * RIGHT_GOLDEN_COUNT; i++) {
                wrong += check_right(&model, i % RIGHT_GOLDEN_COUNT);
            }
            return (void *)wrong;
        }

        int main(void)
        {
            pthread_t threads[3];
            int32_t wrong = pthread_create(&threads[0], NULL, run_left, first_arena) + pthread_create(&threads[1], NULL, run_left, second_arena) +
                            pthread_create(&threads[2], NULL, run_right, third_arena);
            for (int32_t i = 0; i < 3; i++) {
                void *result;
                wrong += pthread_join(threads[i], &result);
                wrong += result != NULL;
            }
            board_print_integer(wrong);
            return 0;
        }
        """;

    private const string Head = """
        #include <stdalign.h>
        #include <string.h>
        #include "board.h"
        #include "left_golden.h"
        #include "right_golden.h"

        static alignas(16) int8_t first_arena[LEFT_ARENA_SIZE], second_arena[LEFT_ARENA_SIZE], third_arena[RIGHT_ARENA_SIZE];

        #define DEFINE_CHECK(name, classes)                                                                            \
            static int check_##name(name##_model *model, int32_t index)                                                \
            {                                                                                                          \
                int8_t probabilities[classes];                                                                         \
                int32_t class_index;                                                                                   \
                return name##_run_quantized(model, name##_golden_inputs[index], probabilities, &class_index) != MICRONAS_OK || \
                       memcmp(probabilities, name##_golden_outputs[index], sizeof probabilities) != 0 ||               \
                       class_index != name##_golden_classes[index];                                                    \
            }
        DEFINE_CHECK(left, LEFT_CLASSES)
        DEFINE_CHECK(right, RIGHT_CLASSES)

        """;

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task Two_models_and_two_instances_of_one_take_turns(string core)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);

        Assert.Equal("0", await RunAsync(target, Interleaved, target.IsHost ? SelfTestProgram.Sanitizers : []));
    }

    [Fact]
    public async Task Threads_with_arenas_of_their_own_do_not_disturb_each_other() =>
        Assert.Equal("0", await RunAsync(FirmwareTarget.Host, Threads, ["-pthread"]));

    private static async Task<string> RunAsync(FirmwareTarget target, string main, string[] flags)
    {
        var random = new Random(31);
        using var folder = new TemporaryFolder();
        var sources = new List<string> { folder.File("main.c") };
        foreach (var name in new[] { "left", "right" })
        {
            var network = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random");
            sources.AddRange(await SelfTestProgram.WriteAsync(folder, TestModel.Interpreted(name, network, Windows, random)));
        }

        folder.Write("main.c", Head + main + "\n");
        await FirmwareSources.Toolchain.CompileAsync(target, sources, [folder.Path], folder.File("two"), [.. SelfTestProgram.Strict, .. flags]);
        return (await FirmwareProgram.RunAsync(target, folder.File("two"), TimeSpan.FromMinutes(2))).Output.Trim();
    }
}
