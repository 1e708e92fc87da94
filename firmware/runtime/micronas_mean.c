#include "micronas_arithmetic.h"

void micronas_mean(const micronas_averaging *averaging, const int8_t *input, int8_t *output)
{
    for (int32_t channel = 0; channel < averaging->channels; channel++) {
        int32_t sum = averaging->input_offset;
        const int8_t *pixel = input + channel;
        for (int32_t i = 0; i < averaging->pixels; i++) {
            sum += *pixel;
            pixel += averaging->channels;
        }
        output[channel] = (int8_t)micronas_clamp(
            micronas_apply_rescale(sum, averaging->rescale) + averaging->output_offset, INT8_MIN, INT8_MAX);
    }
}
