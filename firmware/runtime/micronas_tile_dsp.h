/* Whether tiles are computed by micronas_tile_dsp.S: a core with the DSP extension, and a compiler that assembles for it. */
#ifndef MICRONAS_TILE_DSP_H
#define MICRONAS_TILE_DSP_H

#if defined(__ARM_FEATURE_DSP) && __ARM_FEATURE_DSP && defined(__thumb2__) && defined(__GNUC__)
#define MICRONAS_TILE_DSP 1
#else
#define MICRONAS_TILE_DSP 0
#endif

#endif
