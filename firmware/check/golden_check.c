/*
 * The check that a build makes of a model's generated code: runs every golden window on the host and compares class and each byte of the output. It is a program of
 * its own, because a firmware's main may need its board's registers, and never end.
 *
 * MICRONAS_CHECK_MODEL is the prefix of the model's names and MICRONAS_CHECK_MACRO that of its macros. Prints a line for each window that differs and a
 * summary; fails when any differs.
 */
#include <stdalign.h>
#include <string.h>

#include "board.h"

#define JOIN_NAMES(first, second) first##second
#define JOIN(first, second) JOIN_NAMES(first, second)
#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)
#define MODEL(suffix) JOIN(MICRONAS_CHECK_MODEL, suffix)
#define MACRO(suffix) JOIN(MICRONAS_CHECK_MACRO, suffix)

#include TEXT(MODEL(_golden.h))
#include TEXT(MODEL(_info.h))
#include TEXT(MODEL(_model.h))

static alignas(16) int8_t arena[MACRO(_ARENA_SIZE)];

static void print_count(int32_t count, const char *text)
{
    board_print_integer(count);
    board_print(text);
}

int main(void)
{
    MODEL(_model) model;
    int32_t equal_windows = 0;
    int32_t right_windows = 0;

    if (MODEL(_init)(&model, arena, sizeof arena) != MICRONAS_OK) {
        board_print("summary: the model refused its arena\n");
        return 2;
    }

    for (int32_t i = 0; i < MACRO(_GOLDEN_COUNT); i++) {
        int8_t probabilities[MACRO(_CLASSES)];
        int32_t class_index = 0;
        const micronas_status status = MODEL(_run_quantized)(&model, MODEL(_golden_inputs)[i], probabilities, &class_index);
        const int equal = status == MICRONAS_OK && class_index == MODEL(_golden_classes)[i]
                          && memcmp(probabilities, MODEL(_golden_outputs)[i], MACRO(_CLASSES)) == 0;

        if (!equal) {
            board_print("window ");
            print_count(i, ": bytes or class DIFFER\n");
        }
        equal_windows += equal;
        right_windows += class_index == MODEL(_golden_labels)[i];
    }

    board_print("summary: ");
    print_count(equal_windows, " of ");
    print_count(MACRO(_GOLDEN_COUNT), " windows equal, ");
    print_count(right_windows, " of the expected class\n");
    return equal_windows == MACRO(_GOLDEN_COUNT) ? 0 : 1;
}
