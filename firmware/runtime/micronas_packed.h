/*
 * One long multiplication makes four products of a convolution along one axis, which is how micronas_convolve_packed works.
 *
 * An activation word is x[2i] + x[2i + 1] * 2^21, a weight word w[2j + 1] + w[2j] * 2^21, the zero point subtracted from x. Summed over
 * channels and over j with i = n + j, their 64-bit products hold three fields: the low one belongs to output 2n - 1, the middle one to
 * output 2n, the high one to output 2n + 1. Outputs 2n + 1 are complete when sweep n and sweep n + 1 are: sweeps run backwards, and each
 * hands its low field to the next.
 *
 * The fields' places are exact as long as the low and the middle one lie in [-2^20, 2^20): both get 2^20 ahead, so that none borrows from
 * the next. The generator proves it for every `chunk` words in a row; after so many the fields are taken out and start again.
 */
#ifndef MICRONAS_PACKED_H
#define MICRONAS_PACKED_H

/* Whether micronas_packed_dsp.S computes: a core with the DSP extension, and a compiler that assembles for it. */
#if defined(__ARM_FEATURE_DSP) && __ARM_FEATURE_DSP && defined(__thumb2__) && defined(__GNUC__)
#define MICRONAS_PACKED_DSP 1
#else
#define MICRONAS_PACKED_DSP 0
#endif

#define MICRONAS_PACKED_FIELD 21       /* bits */
#define MICRONAS_PACKED_STEP_BYTES 8   /* a word each of two lines, or of two channels */
#define MICRONAS_PACKED_CHAIN_STEPS 32 /* of the unrolled loop in micronas_packed_dsp.S */
#define MICRONAS_PACKED_STEP_CODE 20   /* bytes of one of them */

#ifndef __ASSEMBLER__

#include "micronas_arithmetic.h"

/*
 * One sweep: a run of weight words against a run of activation words, for two lines and two channels. Places in the weights are addresses
 * for the assembly and byte offsets for its twin in C; a list ends with the entry that micronas_packed_exit gives.
 */
typedef struct {
    uint32_t weights;
    int32_t activations; /* bytes from the row's first word */
    uint32_t stop, end;  /* of the first chunk and of the sweep, in the weights */
    uint32_t entry;      /* where the first chunk enters the unrolled loop */
    int32_t output;      /* bytes from the row's first output to output 2n */
    int32_t advance;     /* from there to output 2n + 1 */
} micronas_packed_sweep;

/* What the fields are added to; the middle one stands doubled, as the requantization wants it. */
typedef struct {
    int32_t high, low, middle;
} micronas_packed_sums;

typedef struct {
    micronas_packed_sums lines[2];
    int32_t multiplier, rounding, right_shift;
} micronas_packed_channel;

/* Two lines by two channels; the assembly copies it to its frame. */
typedef struct {
    micronas_packed_channel channels[2];
    struct {
        int32_t low, middle;
    } initial[2]; /* of each channel: the bias less what the fields get ahead */
    const micronas_packed_sweep *sweeps;
    const uint32_t *activations;
    int8_t *output;
    int32_t second_line; /* bytes between the lines' outputs */
    uint32_t chunk_entry; /* where a whole chunk enters the unrolled loop */
    int32_t chunk_bytes;
    const uint32_t *weights; /* of the twin in C alone */
} micronas_packed_tile;

#define MICRONAS_PACKED_RUNS 4

/* Words of two lines, or of two channels, alternate: their low parts are runs 0 and 1, their high parts runs 2 and 3. */
typedef struct {
    const int8_t *values[MICRONAS_PACKED_RUNS];
} micronas_packed_runs;

/* Packs `count` values of each run, a multiple of 4; returns the end of the words. */
uint32_t *micronas_pack(const micronas_packed_runs *runs, uint32_t *words, int32_t count, int32_t offset);

void micronas_run_packed(const micronas_packed_tile *tile);

#if MICRONAS_PACKED_DSP
void micronas_packed_chain(void);
void micronas_packed_end(void);
#endif

/* The entry for so many steps. */
static inline uint32_t micronas_packed_entry(int32_t steps)
{
#if MICRONAS_PACKED_DSP
    const uint32_t skipped = (0u - (uint32_t)steps) % MICRONAS_PACKED_CHAIN_STEPS;
    return (uint32_t)(uintptr_t)micronas_packed_chain + skipped * MICRONAS_PACKED_STEP_CODE;
#else
    return (uint32_t)steps;
#endif
}

/* The entry that ends a list of sweeps. */
static inline uint32_t micronas_packed_exit(void)
{
#if MICRONAS_PACKED_DSP
    return (uint32_t)(uintptr_t)micronas_packed_end;
#else
    return 0;
#endif
}

#endif
#endif
