/*
 * A ring of quantized samples: firmware pushes one time step after the other and gets every window that is due. The ring holds int8,
 * a quarter of the raw floats, because normalisation works on each value alone: quantizing when a sample arrives gives the bytes of
 * quantizing the whole window.
 *
 * micronas_stream holds positions only; the samples [length][channels] are the caller's memory and are passed to each call, so that
 * the struct may be copied. Generated models wrap this as NAME_stream.
 */
#ifndef MICRONAS_STREAM_H
#define MICRONAS_STREAM_H

#include "micronas_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    int32_t length;   /* T, time steps of a window, at least 1 */
    int32_t channels; /* S, int8 values of a time step, at least 1 */
    int32_t hop;      /* time steps from one window to the next, at least 1; above T, samples between two windows are in neither */
    int32_t next;     /* row that the next sample takes, [0, T): the oldest */
    int32_t missing;  /* samples until a window is due, at least 1 */
} micronas_stream;

/* An empty ring: the first window is due after T samples, the next ones every hop samples. MICRONAS_HOP_TOO_SMALL for a hop below 1. */
micronas_status micronas_stream_init(micronas_stream *stream, int32_t length, int32_t channels, int32_t hop);

/* Where the next time step belongs: S values of the ring. Nothing counts before micronas_stream_advance. */
int8_t *micronas_stream_slot(const micronas_stream *stream, int8_t *samples);

/* Counts the time step in the slot: MICRONAS_OK when a window is due, MICRONAS_PENDING otherwise. */
micronas_status micronas_stream_advance(micronas_stream *stream);

/* The last T time steps, oldest first, to window [T][S], which does not overlap the ring. */
void micronas_stream_window(const micronas_stream *stream, const int8_t *samples, int8_t *window);

#ifdef __cplusplus
}
#endif

#endif
