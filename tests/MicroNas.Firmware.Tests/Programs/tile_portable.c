/* Compares the portable tile with one multiplication at a time, for every count of groups up to MOST. */
#include "board.h"
#include "micronas_tile_portable.h"

enum { MOST = 40, GROUP = 4, DRAWS = 5 };

static uint32_t state = 1;

/* Numerical Recipes; [-limit, limit). */
static int32_t next_random(int32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (int32_t)((state >> 8) % (uint32_t)(2 * limit)) - limit;
}

static int differs(int32_t groups)
{
    int16_t activations[2 * GROUP * MOST], weights[2 * GROUP * MOST];
    for (int32_t i = 0; i < 2 * GROUP * groups; i++) {
        activations[i] = (int16_t)next_random(256);
        weights[i] = (int16_t)next_random(128);
    }

    int32_t sums[4], expected[4];
    for (int32_t j = 0; j < 4; j++) {
        sums[j] = expected[j] = next_random(100000);
        for (int32_t i = 0; i < 2 * GROUP * groups; i += 2 * GROUP) {
            for (int32_t k = 0; k < GROUP; k++) {
                expected[j] += activations[i + j / 2 * GROUP + k] * weights[i + j % 2 * GROUP + k];
            }
        }
    }
    micronas_tile_portable(sums, activations, weights, groups);

    int wrong = 0;
    for (int32_t j = 0; j < 4; j++) {
        wrong |= sums[j] != expected[j];
    }
    return wrong;
}

int main(void)
{
    int64_t cases = 0, differences = 0;
    for (int32_t draw = 0; draw < DRAWS; draw++) {
        for (int32_t groups = 1; groups <= MOST; groups++) {
            cases++;
            differences += differs(groups);
        }
    }
    board_print_integer(cases);
    board_print(" ");
    board_print_integer(differences);
    board_print("\n");
    return differences != 0;
}
