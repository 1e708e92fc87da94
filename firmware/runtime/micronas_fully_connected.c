#include "micronas_arithmetic.h"
#include "micronas_dual.h"

/* Sums are unsigned so that they wrap as the reference's do. */
static inline uint32_t product(int32_t value, int8_t weight)
{
    return (uint32_t)(value * weight);
}

#if MICRONAS_HAS_DSP
/* Four products. One block of assembly: compilers would load all weights ahead and run out of registers. */
static inline uint32_t add_four(uint32_t sum, int16x2_t even, int16x2_t odd, const int8_t *weights)
{
    uint32_t even_weights, odd_weights;
    __asm__("ldr %[odd_weights], %[four]\n\t"
            "sxtb16 %[even_weights], %[odd_weights]\n\t"
            "sxtb16 %[odd_weights], %[odd_weights], ror #8\n\t"
            "smlad %[sum], %[even], %[even_weights], %[sum]\n\t"
            "smlad %[sum], %[odd], %[odd_weights], %[sum]"
            : [sum] "+r"(sum), [even_weights] "=&r"(even_weights), [odd_weights] "=&r"(odd_weights)
            : [even] "r"(even), [odd] "r"(odd), [four] "m"(*(const int8_t(*)[4])weights));
    return sum;
}
#endif

/* Four channels share the widening of the values; weights are four rows of `count` values. */
static void add_four_products(uint32_t sums[4], const int8_t *values, const int8_t *weights, int32_t count, int32_t offset)
{
    const int32_t triple = 3 * count; /* with one pointer and this the loop's state fits the register file */
    const int8_t *const end = values + count;
    uint32_t a = sums[0], b = sums[1], c = sums[2], d = sums[3];
#if MICRONAS_HAS_DSP
    const int16x2_t offsets = micronas_both_halves(offset);
    const int8_t *const end_of_fours = values + (count & ~3);
    while (values != end_of_fours) {
        const uint32_t four = micronas_load_four(values);
        const int16x2_t even = micronas_widen_even(offsets, four);
        const int16x2_t odd = micronas_widen_odd(offsets, four);
        a = add_four(a, even, odd, weights);
        b = add_four(b, even, odd, weights + count);
        c = add_four(c, even, odd, weights + 2 * count);
        d = add_four(d, even, odd, weights + triple);
        values += 4;
        weights += 4;
    }
#endif
    while (values != end) {
        const int32_t value = *values++ + offset;
        a += product(value, weights[0]);
        b += product(value, weights[count]);
        c += product(value, weights[2 * count]);
        d += product(value, weights[triple]);
        weights++;
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
}

static uint32_t sum_of_products(uint32_t sum, const int8_t *values, const int8_t *weights, int32_t count, int32_t offset)
{
    for (int32_t i = 0; i < count; i++) {
        sum += product(values[i] + offset, weights[i]);
    }
    return sum;
}

void micronas_fully_connected(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch)
{
    const int32_t rows = convolution->input_height * convolution->input_width;
    const int32_t count = convolution->input_channels;
    const int32_t channels = convolution->output_channels;
    const int32_t *bias = convolution->bias;
    (void)scratch;

    for (int32_t row = 0; row < rows; row++) {
        const int8_t *weights = convolution->weights;
        int32_t channel = 0;
        for (; channel + 4 <= channels; channel += 4) {
            uint32_t sums[4];
            memcpy(sums, bias + channel, sizeof sums);
            add_four_products(sums, input, weights, count, convolution->input_offset);
            for (int32_t i = 0; i < 4; i++) {
                *output++ = micronas_requantize_either_way(convolution, channel + i, (int32_t)sums[i]);
            }
            weights += 4 * count;
        }
        for (; channel < channels; channel++) {
            const uint32_t sum = sum_of_products((uint32_t)bias[channel], input, weights, count, convolution->input_offset);
            *output++ = micronas_requantize_either_way(convolution, channel, (int32_t)sum);
            weights += count;
        }
        input += count;
    }
}
