/* Products of four int8 inputs with four int8 weights: SMLAD with the DSP extension, plain C without. */
#ifndef MICRONAS_QUAD_H
#define MICRONAS_QUAD_H

#include <stdint.h>
#include <string.h>

#if defined(__ARM_FEATURE_DSP) && __ARM_FEATURE_DSP && defined(__GNUC__)

/* Four inputs, offset added, as two pairs of int16: (x0, x2) and (x1, x3). */
typedef struct {
    uint32_t even, odd;
} micronas_quad_input;

static inline uint32_t micronas_load_word(const int8_t *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The offset as micronas_quad_load takes it: in both halves of a word. */
static inline int32_t micronas_quad_offset(int32_t input_offset)
{
    return (int32_t)(((uint32_t)input_offset & 0xffffu) | ((uint32_t)input_offset << 16));
}

/*
 * The ACLE intrinsic for SXTAB16 takes no rotation, and gcc does not fold a rotation into it; written out, each pair of
 * bytes is widened by one instruction.
 */
static inline micronas_quad_input micronas_quad_load(const int8_t *input, int32_t input_offset)
{
    const uint32_t word = micronas_load_word(input);
    micronas_quad_input quad;
    __asm__("sxtab16 %0, %1, %2" : "=r"(quad.even) : "r"(input_offset), "r"(word));
    __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(quad.odd) : "r"(input_offset), "r"(word));
    return quad;
}

static inline int32_t micronas_quad_multiply(micronas_quad_input quad, const int8_t *weights, int32_t sum)
{
    const uint32_t word = micronas_load_word(weights);
    uint32_t even, odd;
    int32_t partial, result;
    __asm__("sxtb16 %0, %1" : "=r"(even) : "r"(word));
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(odd) : "r"(word));
    __asm__("smlad %0, %1, %2, %3" : "=r"(partial) : "r"(quad.even), "r"(even), "r"(sum));
    __asm__("smlad %0, %1, %2, %3" : "=r"(result) : "r"(quad.odd), "r"(odd), "r"(partial));
    return result;
}

#else

typedef struct {
    int32_t values[4];
} micronas_quad_input;

static inline int32_t micronas_quad_offset(int32_t input_offset)
{
    return input_offset;
}

static inline micronas_quad_input micronas_quad_load(const int8_t *input, int32_t input_offset)
{
    const micronas_quad_input quad = {
        {input[0] + input_offset, input[1] + input_offset, input[2] + input_offset, input[3] + input_offset}};
    return quad;
}

static inline int32_t micronas_quad_multiply(micronas_quad_input quad, const int8_t *weights, int32_t sum)
{
    return sum + quad.values[0] * weights[0] + quad.values[1] * weights[1] + quad.values[2] * weights[2] +
           quad.values[3] * weights[3];
}

#endif

#endif
