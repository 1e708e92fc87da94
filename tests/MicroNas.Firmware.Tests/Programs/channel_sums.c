/*
 * Compares the sums over pixels that AVERAGE_POOL_2D and MEAN share with one addition at a time: windows of up to 600 pixels, whole
 * rows or a part of each, with random values or the extremes that the halfwords must hold. Prints the numbers of sums and differences.
 */
#include "board.h"
#include "micronas_channel_sums.h"

enum { IMAGE_ROWS = 30, IMAGE_COLUMNS = 20, MOST_CHANNELS = 9, DRAWS = 40 };

static int8_t image[IMAGE_ROWS * IMAGE_COLUMNS * MOST_CHANNELS];

static uint32_t state = 1;

/* Numerical Recipes; [0, limit). */
static int32_t next_random(int32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (int32_t)((state >> 8) % (uint32_t)limit);
}

static int64_t sums_compared, differences;

static void compare(const micronas_window *window)
{
    for (int32_t channel = 0; channel < window->channels;) {
        int32_t sums[MICRONAS_CHANNELS_AT_ONCE];
        const int32_t count = micronas_sum_channels(sums, window, channel);
        for (int32_t i = MICRONAS_CHANNELS_AT_ONCE - count; i < MICRONAS_CHANNELS_AT_ONCE; i++) {
            int32_t expected = 0;
            for (int32_t pixel = 0; pixel < window->rows * window->columns; pixel++) {
                const int32_t row = pixel / window->columns, column = pixel % window->columns;
                expected += window->first[row * window->row_size + column * window->channels + channel];
            }
            sums_compared++;
            differences += sums[i] != expected;
            channel++;
        }
    }
}

int main(void)
{
    for (int32_t draw = 0; draw < DRAWS; draw++) {
        const int32_t channels = 1 + draw % MOST_CHANNELS, kind = draw % 4;
        for (int32_t i = 0; i < (int32_t)sizeof image; i++) {
            image[i] = (int8_t)(kind == 0 ? INT8_MIN : kind == 1 ? INT8_MAX : next_random(256) - 128);
        }
        const int whole = draw % 8 < 4;
        const micronas_window window = {
            .first = image, .rows = whole ? IMAGE_ROWS : 1 + next_random(IMAGE_ROWS),
            .columns = whole ? IMAGE_COLUMNS : 1 + next_random(IMAGE_COLUMNS - 1),
            .row_size = IMAGE_COLUMNS * channels, .channels = channels,
        };
        compare(&window);
    }
    board_print_integer(sums_compared);
    board_print(" ");
    board_print_integer(differences);
    board_print("\n");
    return differences != 0;
}
