/* The inner loops of micronas_convolve_packed in C; micronas_packed_dsp.S holds the same for cores with the DSP extension. */
#include "micronas_packed.h"

#if !MICRONAS_PACKED_DSP

#define FIELD_MASK ((UINT32_C(1) << MICRONAS_PACKED_FIELD) - 1u)
#define FIELD_CENTER (INT32_C(1) << (MICRONAS_PACKED_FIELD - 1))

/* Unsigned, so that a layer that breaks the bound gives wrong bytes and no undefined behaviour. */
typedef uint64_t accumulators[2][2];

static const uint64_t centered = (uint64_t)FIELD_CENTER + ((uint64_t)FIELD_CENTER << MICRONAS_PACKED_FIELD);

uint32_t *micronas_pack(const micronas_packed_runs *runs, uint32_t *words, int32_t count, int32_t offset)
{
    for (int32_t i = 0; i < count; i++) {
        for (int32_t run = 0; run < 2; run++) {
            const int32_t low = runs->values[run][i] + offset;
            const int32_t high = runs->values[run + 2][i] + offset;
            *words++ = (uint32_t)(low + high * (1 << MICRONAS_PACKED_FIELD));
        }
    }
    return words;
}

static void start(accumulators sums)
{
    sums[0][0] = sums[0][1] = sums[1][0] = sums[1][1] = centered;
}

static void multiply(accumulators sums, const uint32_t *activations, const uint32_t *weights, int32_t steps)
{
    uint64_t sum00 = sums[0][0];
    uint64_t sum01 = sums[0][1];
    uint64_t sum10 = sums[1][0];
    uint64_t sum11 = sums[1][1];
    for (int32_t i = 0; i < steps; i++) {
        const int64_t weight0 = (int32_t)*weights++;
        const int64_t weight1 = (int32_t)*weights++;
        const int64_t line0 = (int32_t)*activations++;
        const int64_t line1 = (int32_t)*activations++;
        sum00 += (uint64_t)(line0 * weight0);
        sum01 += (uint64_t)(line1 * weight0);
        sum10 += (uint64_t)(line0 * weight1);
        sum11 += (uint64_t)(line1 * weight1);
    }
    sums[0][0] = sum00;
    sums[0][1] = sum01;
    sums[1][0] = sum10;
    sums[1][1] = sum11;
}

/* Adds a chunk's fields. */
static void take_fields(uint64_t sum, micronas_packed_sums *fields)
{
    const uint32_t low = (uint32_t)sum & FIELD_MASK;
    const uint32_t middle = (uint32_t)(sum >> MICRONAS_PACKED_FIELD) & FIELD_MASK;
    const int32_t upper = (int32_t)(uint32_t)(sum >> 32);
    fields->low = (int32_t)((uint32_t)fields->low + low);
    fields->middle = (int32_t)((uint32_t)fields->middle + 2u * middle);
    fields->high = (int32_t)((uint32_t)fields->high + (uint32_t)(upper >> (2 * MICRONAS_PACKED_FIELD - 32)));
}

/* Takes out what every field of a chunk gets ahead; the tile's initial sums do it for the last chunk. */
static void take_center(micronas_packed_sums *fields)
{
    fields->low -= FIELD_CENTER;
    fields->middle = (int32_t)((uint32_t)fields->middle - 2u * FIELD_CENTER);
}

static int8_t requantize(const micronas_packed_channel *channel, int32_t sum)
{
    return (int8_t)micronas_requantize_rounded(sum, channel->multiplier, -channel->right_shift, channel->rounding);
}

static void finish(micronas_packed_tile *tile, const micronas_packed_sweep *sweep, accumulators sums)
{
    for (int32_t c = 0; c < 2; c++) {
        micronas_packed_channel *const channel = &tile->channels[c];
        for (int32_t line = 0; line < 2; line++) {
            micronas_packed_sums *const fields = &channel->lines[line];
            int8_t *const output = tile->output + sweep->output + line * tile->second_line + c;
            take_fields(sums[c][line], fields);
            /* In this order: the first sweep of a line may have no output 2n + 1, and its advance is 0 or leads to an earlier output. */
            output[sweep->advance] = requantize(channel, fields->high);
            output[0] = requantize(channel, fields->middle / 2);
            fields->high = fields->low;
            fields->low = tile->initial[c].low;
            fields->middle = tile->initial[c].middle;
        }
    }
}

void micronas_run_packed(const micronas_packed_tile *tile)
{
    micronas_packed_tile state = *tile;
    for (const micronas_packed_sweep *sweep = tile->sweeps; sweep->entry != micronas_packed_exit(); sweep++) {
        const uint32_t *activations = tile->activations + sweep->activations / 4;
        uint32_t weights = sweep->weights;
        uint32_t stop = sweep->stop;
        accumulators sums;
        for (;;) {
            const int32_t steps = (int32_t)(stop - weights) / MICRONAS_PACKED_STEP_BYTES;
            start(sums);
            multiply(sums, activations, tile->weights + weights / 4, steps);
            if (stop == sweep->end) {
                break;
            }
            for (int32_t i = 0; i < 4; i++) {
                micronas_packed_sums *const fields = &state.channels[i / 2].lines[i % 2];
                take_fields(sums[i / 2][i % 2], fields);
                take_center(fields);
            }
            activations += 2 * steps;
            weights = stop;
            stop += (uint32_t)tile->chunk_bytes;
        }
        finish(&state, sweep, sums);
    }
}

#endif
