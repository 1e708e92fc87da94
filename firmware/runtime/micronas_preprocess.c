#include "micronas_arithmetic.h"

/* Half away from zero without libm; |value| is below 2^24. */
static inline int32_t rounded(float value)
{
    int32_t integer = (int32_t)value;
    const float fraction = value - (float)integer;
    if (fraction >= 0.5f) {
        integer++;
    } else if (fraction <= -0.5f) {
        integer--;
    }
    return integer;
}

static inline float clipped(float value, float limit)
{
    value = value < -limit ? -limit : value;
    return value > limit ? limit : value;
}

/* A quarter is exact in float: the same bits where a compiler contracts product and sum. */
static inline float compressed(float value, float knee)
{
    if (knee > 0.0f && value > knee) {
        return knee + (value - knee) * 0.25f;
    }
    return knee > 0.0f && value < -knee ? (value + knee) * 0.25f - knee : value;
}

/* One value that is a number. */
static inline int8_t prepared(const micronas_preprocessing *preprocessing, int32_t channel, float value)
{
    /* Beyond this many steps from zero every value is saturated, and a conversion of it to an integer may be undefined. */
    const float limit = 512.0f;
    if (preprocessing->mean != NULL) {
        value = (value - preprocessing->mean[channel]) / preprocessing->standard_deviation[channel];
        value = compressed(clipped(value, preprocessing->clip), preprocessing->knee);
    }
    value = clipped(value / preprocessing->scale, limit);
    return (int8_t)micronas_clamp(rounded(value) + preprocessing->zero_point, INT8_MIN, INT8_MAX);
}

micronas_status micronas_preprocess(const micronas_preprocessing *preprocessing, const float *input, int32_t steps, int8_t *output)
{
    const int32_t channels = preprocessing->channels;
    for (int32_t step = 0; step < steps; step++) {
        for (int32_t channel = 0; channel < channels; channel++) {
            if (input[channel] != input[channel]) {
                return MICRONAS_NOT_A_NUMBER;
            }
        }
        for (int32_t channel = 0; channel < channels; channel++) {
            *output++ = prepared(preprocessing, channel, *input++);
        }
    }
    return MICRONAS_OK;
}

void micronas_preprocess_int16(const micronas_preprocessing *preprocessing, const int16_t *input, int32_t steps, int8_t *output)
{
    for (int32_t step = 0; step < steps; step++) {
        for (int32_t channel = 0; channel < preprocessing->channels; channel++) {
            *output++ = prepared(preprocessing, channel, (float)*input++);
        }
    }
}
