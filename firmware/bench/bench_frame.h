/* Frames of the bench protocol: a CRC-32, byte stuffing by COBS, and reading from a line that loses and invents bytes. */
#ifndef MICRONAS_BENCH_FRAME_H
#define MICRONAS_BENCH_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "bench_protocol.h"

/* Stuffed: one byte more for every 254, and one. */
enum { BENCH_MOST_LINE_BYTES = BENCH_MOST_FRAME_BYTES + BENCH_MOST_FRAME_BYTES / 254 + 1 };

typedef struct {
    uint8_t bytes[BENCH_MOST_LINE_BYTES];
    int32_t count;
    bool too_long;
} bench_receiver;

typedef struct {
    uint8_t version, type;
    uint16_t sequence;
    const uint8_t *payload;
    int32_t payload_bytes;
    uint32_t checksum;
} bench_frame;

/* CRC-32 as in IEEE 802.3 and zlib; begin with checksum 0. */
uint32_t bench_checksum(uint32_t checksum, const uint8_t *bytes, int32_t count);

/* Takes one byte of the line; true when it ended a whole frame with a right checksum, which then lies in the receiver until the next byte. */
bool bench_receive(bench_receiver *receiver, uint8_t byte, bench_frame *frame);

/* Stuffs one frame, with the zero bytes around it; returns the bytes of `line`, which has room for BENCH_MOST_LINE_BYTES + 2. */
int32_t bench_encode(uint8_t type, uint16_t sequence, const uint8_t *payload, int32_t payload_bytes, uint8_t *line);

static inline uint16_t bench_read_u16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t bench_read_u32(const uint8_t *bytes)
{
    return bench_read_u16(bytes) | (uint32_t)bench_read_u16(bytes + 2) << 16;
}

/* Returns the place behind. */
static inline uint8_t *bench_write_u16(uint8_t *bytes, uint16_t value)
{
    *bytes++ = (uint8_t)(value & 0xffu);
    *bytes++ = (uint8_t)(value >> 8);
    return bytes;
}

static inline uint8_t *bench_write_u32(uint8_t *bytes, uint32_t value)
{
    return bench_write_u16(bench_write_u16(bytes, (uint16_t)(value & 0xffffu)), (uint16_t)(value >> 16));
}

#endif
