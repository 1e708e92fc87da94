#include <string.h>

#include "micronas_runtime.h"

void micronas_concatenate(const micronas_concatenation *concatenation, const int8_t *const *inputs, int8_t *output)
{
    for (int32_t slice = 0; slice < concatenation->slices; slice++) {
        for (int32_t i = 0; i < concatenation->inputs; i++) {
            const int32_t size = concatenation->slice_size[i];
            memcpy(output, inputs[i] + slice * size, (size_t)size);
            output += size;
        }
    }
}
