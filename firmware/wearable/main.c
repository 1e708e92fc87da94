/*
 * The sample firmware: classifies the golden windows and checks every output byte. A product would fill `window` from
 * its sensor and call wearable_run instead. The expected class is the data set's: a model may miss it, but never a byte.
 *
 * Prints one line a window, then a summary; fails when any byte differs:
 *   window 0: class 3 (sitting), expected 3 (sitting), bytes equal, 1234567 instructions
 *   summary: 16 of 16 windows equal, 15 of the expected class, 1234567 instructions per inference
 */
#include <stdalign.h>
#include <string.h>

#include "board.h"
#include "wearable_golden.h"
#include "wearable_info.h"
#include "wearable_model.h"

static alignas(16) int8_t arena[WEARABLE_ARENA_SIZE];
static const char *const class_names[] = WEARABLE_CLASS_NAMES;

static void print_class(const char *label, int32_t index)
{
    board_print(label);
    board_print_integer(index);
    board_print(" (");
    board_print(class_names[index]);
    board_print(")");
}

static void print_instructions(int64_t instructions, const char *unit)
{
    if (instructions >= 0) {
        board_print(", ");
        board_print_integer(instructions);
        board_print(unit);
    }
    board_print("\n");
}

int main(void)
{
    wearable_model model;
    int32_t equal_windows = 0;
    int32_t right_windows = 0;
    int64_t all_instructions = 0;

    if (wearable_init(&model, arena, sizeof arena) != MICRONAS_OK) {
        board_print("error: the model refused its arena\n");
        return 2;
    }

    for (int32_t i = 0; i < WEARABLE_GOLDEN_COUNT; i++) {
        int8_t probabilities[WEARABLE_CLASSES];
        int32_t class_index = 0;
        const uint32_t begin = board_ticks();
        const micronas_status status =
            wearable_run_quantized(&model, wearable_golden_inputs[i], probabilities, &class_index);
        const int64_t instructions = board_instructions(board_ticks() - begin);
        const int equal = status == MICRONAS_OK && memcmp(probabilities, wearable_golden_outputs[i], WEARABLE_CLASSES) == 0;

        board_print("window ");
        board_print_integer(i);
        print_class(": class ", class_index);
        print_class(", expected ", wearable_golden_labels[i]);
        board_print(equal ? ", bytes equal" : ", bytes DIFFER");
        print_instructions(instructions, " instructions");
        equal_windows += equal;
        right_windows += class_index == wearable_golden_labels[i];
        all_instructions += instructions;
    }

    board_print("summary: ");
    board_print_integer(equal_windows);
    board_print(" of ");
    board_print_integer(WEARABLE_GOLDEN_COUNT);
    board_print(" windows equal, ");
    board_print_integer(right_windows);
    board_print(" of the expected class");
    print_instructions(all_instructions >= 0 ? all_instructions / WEARABLE_GOLDEN_COUNT : -1,
                       " instructions per inference");
    return equal_windows == WEARABLE_GOLDEN_COUNT ? 0 : 1;
}
