#include "micronas_runtime.h"

int32_t micronas_largest(const int8_t *values, int32_t count)
{
    int32_t largest = 0;
    for (int32_t i = 1; i < count; i++) {
        if (values[i] > values[largest]) {
            largest = i;
        }
    }
    return largest;
}
