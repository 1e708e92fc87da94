#include "micronas_arithmetic.h"

int8_t micronas_requantize_out_of_line(const micronas_convolution *convolution, int32_t channel, int32_t sum)
{
    return micronas_requantize(convolution, channel, sum);
}
