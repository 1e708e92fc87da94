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

micronas_status micronas_preprocess(const micronas_preprocessing *preprocessing, const float *window, int8_t *output)
{
    /* Beyond this many steps from zero every value is saturated, and a conversion of it to an integer may be undefined. */
    const float limit = 512.0f;
    for (int32_t sample = 0; sample < preprocessing->samples; sample++) {
        for (int32_t channel = 0; channel < preprocessing->channels; channel++) {
            float value = (*window++ - preprocessing->mean[channel]) / preprocessing->standard_deviation[channel];
            if (value != value) {
                return MICRONAS_NOT_A_NUMBER;
            }
            value = value < -preprocessing->clip ? -preprocessing->clip : value;
            value = value > preprocessing->clip ? preprocessing->clip : value;
            value /= preprocessing->scale;
            value = value < -limit ? -limit : value;
            value = value > limit ? limit : value;
            *output++ = (int8_t)micronas_clamp(rounded(value) + preprocessing->zero_point, INT8_MIN, INT8_MAX);
        }
    }
    return MICRONAS_OK;
}
