/*
 * Which of the runtime's flavours the compiler builds, from the ACLE feature macros alone, each 0 or 1:
 * MICRONAS_HAS_MVE: integer Helium (Cortex-M55); every convolution kernel is then micronas_convolve_mve.
 * MICRONAS_HAS_DSP: dual 16-bit multiply-accumulate (Cortex-M4, M7, M33, M55).
 * Neither: portable C11 (Cortex-M0, M3, RISC-V, the host).
 */
#ifndef MICRONAS_FLAVOUR_H
#define MICRONAS_FLAVOUR_H

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Kernels load four int8 values as a word, the first of them lowest: they need a little-endian core."
#endif

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

/* Set to 1 by the user, with -Os: the least code. Kernels then have one form each, and micronas_convolve_packed is micronas_convolve_lines. */
#ifndef MICRONAS_SIZE
#define MICRONAS_SIZE 0
#endif

/* For functions whose callers pass constants that must become constants of the code. */
#define MICRONAS_ALWAYS_INLINE static inline __attribute__((always_inline))

/* For functions that are called too rarely to be worth a copy in each caller. */
#define MICRONAS_NOT_INLINE __attribute__((noinline))

#endif
