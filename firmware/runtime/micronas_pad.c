#include <string.h>

#include "micronas_runtime.h"

static int8_t *fill(int8_t *output, int32_t count, int8_t value)
{
    memset(output, value, (size_t)count);
    return output + count;
}

void micronas_pad(const micronas_padding *padding, const int8_t *input, int8_t *output)
{
    const int32_t *size = padding->input_size;
    const int32_t *before = padding->before;
    const int32_t *after = padding->after;
    const int8_t value = padding->value;
    /* Elements of the output's slices of one, two and three dimensions. */
    const int32_t row = before[3] + size[3] + after[3];
    const int32_t plane = row * (before[2] + size[2] + after[2]);
    const int32_t volume = plane * (before[1] + size[1] + after[1]);

    output = fill(output, before[0] * volume, value);
    for (int32_t i = 0; i < size[0]; i++) {
        output = fill(output, before[1] * plane, value);
        for (int32_t j = 0; j < size[1]; j++) {
            output = fill(output, before[2] * row, value);
            for (int32_t k = 0; k < size[2]; k++) {
                output = fill(output, before[3], value);
                memcpy(output, input, (size_t)size[3]);
                input += size[3];
                output = fill(output + size[3], after[3], value);
            }
            output = fill(output, after[2] * row, value);
        }
        output = fill(output, after[1] * plane, value);
    }
    fill(output, after[0] * volume, value);
}
