/*
 * Which of the runtime's flavours the compiler builds, from the ACLE feature macros alone, each 0 or 1:
 * MICRONAS_HAS_MVE: integer Helium (Cortex-M55); every convolution kernel is then micronas_convolve_mve.
 * MICRONAS_HAS_DSP: dual 16-bit multiply-accumulate (Cortex-M4, M7, M33, M55).
 * Neither: portable C11 (Cortex-M0, M3, RISC-V, the host).
 */
#ifndef MICRONAS_FLAVOUR_H
#define MICRONAS_FLAVOUR_H

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define MICRONAS_HAS_MVE 1
#else
#define MICRONAS_HAS_MVE 0
#endif

#if defined(__ARM_FEATURE_DSP) && __ARM_FEATURE_DSP
#define MICRONAS_HAS_DSP 1
#else
#define MICRONAS_HAS_DSP 0
#endif

#endif
