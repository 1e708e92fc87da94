#include "micronas_arithmetic.h"
#include "micronas_dual.h"

/* The taps of one output pixel that lie inside the image. */
typedef struct {
    int32_t rows, columns;
    int32_t row_step, column_step;
} taps;

#if MICRONAS_HAS_DSP
/* The larger of each pair of bytes. */
static inline uint32_t largest_four(uint32_t a, uint32_t b)
{
    (void)__ssub8((int8x4_t)a, (int8x4_t)b); /* sets the flags by which SEL chooses */
    return (uint32_t)__sel((uint8x4_t)a, (uint8x4_t)b);
}

static uint32_t largest_of_four_channels(const int8_t *window, const taps *inside)
{
    uint32_t largest = micronas_load_four(window);
    for (int32_t row = 0; row < inside->rows; row++) {
        const int8_t *pixel = window + row * inside->row_step;
        for (int32_t column = 0; column < inside->columns; column++) {
            largest = largest_four(micronas_load_four(pixel), largest);
            pixel += inside->column_step;
        }
    }
    return largest;
}
#endif

static int32_t largest_of_channel(const int8_t *window, const taps *inside)
{
    int32_t largest = INT8_MIN;
    for (int32_t row = 0; row < inside->rows; row++) {
        const int8_t *pixel = window + row * inside->row_step;
        for (int32_t column = 0; column < inside->columns; column++) {
            largest = micronas_maximum(largest, *pixel);
            pixel += inside->column_step;
        }
    }
    return largest;
}

static void pool_pixel(const micronas_pooling *pooling, const int8_t *window, const taps *inside, int8_t *output)
{
    int32_t channel = 0;
#if MICRONAS_HAS_DSP
    for (; channel + 4 <= pooling->channels; channel += 4) {
        const uint32_t largest = largest_of_four_channels(window + channel, inside);
        for (int32_t i = 0; i < 4; i++) {
            const int32_t value = (int8_t)(largest >> (8 * i));
            output[channel + i] = (int8_t)micronas_clamp(value, pooling->activation_minimum, pooling->activation_maximum);
        }
    }
#endif
    for (; channel < pooling->channels; channel++) {
        output[channel] = (int8_t)micronas_clamp(largest_of_channel(window + channel, inside), pooling->activation_minimum,
                                                 pooling->activation_maximum);
    }
}

void micronas_max_pool(const micronas_pooling *pooling, const int8_t *input, int8_t *output)
{
    taps inside = {.row_step = pooling->input_width * pooling->channels, .column_step = pooling->channels};
    for (int32_t y = 0; y < pooling->output_height; y++) {
        const int32_t top = y * pooling->stride_height - pooling->padding_top;
        const int32_t first_row = micronas_maximum(0, top);
        inside.rows = micronas_minimum(pooling->input_height, top + pooling->kernel_height) - first_row;
        for (int32_t x = 0; x < pooling->output_width; x++) {
            const int32_t left = x * pooling->stride_width - pooling->padding_left;
            const int32_t first_column = micronas_maximum(0, left);
            inside.columns = micronas_minimum(pooling->input_width, left + pooling->kernel_width) - first_column;
            pool_pixel(pooling, input + first_row * inside.row_step + first_column * inside.column_step, &inside, output);
            output += pooling->channels;
        }
    }
}
