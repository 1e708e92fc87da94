/* Compares the portable tile with one multiplication at a time, for every count up to MOST and any alignment of the weights. */
#include "board.h"
#include "micronas_tile_portable.h"

enum { MOST = 70, ALIGNMENTS = 4, DRAWS = 3 };

static uint32_t state = 1;

/* Numerical Recipes; [-limit, limit). */
static int32_t next_random(int32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (int32_t)((state >> 8) % (uint32_t)(2 * limit)) - limit;
}

static int differs(int32_t count, int32_t alignment)
{
    int16_t activations[2 * MOST];
    int8_t weights[2][MOST + ALIGNMENTS];
    for (int32_t i = 0; i < 2 * count; i++) {
        activations[i] = (int16_t)next_random(256);
    }
    for (int32_t i = 0; i < count; i++) {
        weights[0][alignment + i] = (int8_t)next_random(128);
        weights[1][i] = (int8_t)next_random(128);
    }

    int32_t sums[4], expected[4];
    for (int32_t j = 0; j < 4; j++) {
        sums[j] = expected[j] = next_random(100000);
        for (int32_t i = 0; i < count; i++) {
            const int8_t weight = j < 2 ? weights[0][alignment + i] : weights[1][i];
            expected[j] += activations[2 * i + j % 2] * weight;
        }
    }
    micronas_tile_portable(sums, activations, weights[0] + alignment, weights[1], count);

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
        for (int32_t count = 0; count <= MOST; count++) {
            for (int32_t alignment = 0; alignment < ALIGNMENTS; alignment++) {
                cases++;
                differences += differs(count, alignment);
            }
        }
    }
    board_print_integer(cases);
    board_print(" ");
    board_print_integer(differences);
    board_print("\n");
    return differences != 0;
}
