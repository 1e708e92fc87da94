#include "bench_frame.h"

#include <string.h>

uint32_t bench_checksum(uint32_t checksum, const uint8_t *bytes, int32_t count)
{
    /* The remainders of every half byte: 64 bytes of flash instead of a kilobyte. */
    static const uint32_t remainders[16] = {
        0x00000000u, 0x1db71064u, 0x3b6e20c8u, 0x26d930acu, 0x76dc4190u, 0x6b6b51f4u, 0x4db26158u, 0x5005713cu,
        0xedb88320u, 0xf00f9344u, 0xd6d6a3e8u, 0xcb61b38cu, 0x9b64c2b0u, 0x86d3d2d4u, 0xa00ae278u, 0xbdbdf21cu,
    };
    checksum = ~checksum;
    for (int32_t i = 0; i < count; i++) {
        checksum ^= bytes[i];
        checksum = checksum >> 4 ^ remainders[checksum & 0xfu];
        checksum = checksum >> 4 ^ remainders[checksum & 0xfu];
    }
    return ~checksum;
}

/* In place; returns the bytes, or -1 where the stuffing is broken. */
static int32_t unstuff(uint8_t *bytes, int32_t count)
{
    int32_t from = 0;
    int32_t to = 0;
    while (from < count) {
        const int32_t code = bytes[from++];
        if (code - 1 > count - from) {
            return -1;
        }
        memmove(bytes + to, bytes + from, (size_t)(code - 1));
        to += code - 1;
        from += code - 1;
        if (code < 0xff && from < count) {
            bytes[to++] = 0;
        }
    }
    return to;
}

static bool parse(const uint8_t *bytes, int32_t count, bench_frame *frame)
{
    if (count < BENCH_HEADER_BYTES + BENCH_CHECKSUM_BYTES) {
        return false;
    }
    *frame = (bench_frame){
        .version = bytes[0],
        .type = bytes[1],
        .sequence = bench_read_u16(bytes + 2),
        .payload = bytes + BENCH_HEADER_BYTES,
        .payload_bytes = bench_read_u16(bytes + 4),
    };
    if (frame->payload_bytes != count - BENCH_HEADER_BYTES - BENCH_CHECKSUM_BYTES) {
        return false;
    }
    frame->checksum = bench_read_u32(bytes + count - BENCH_CHECKSUM_BYTES);
    return frame->checksum == bench_checksum(0, bytes, count - BENCH_CHECKSUM_BYTES);
}

bool bench_receive(bench_receiver *receiver, uint8_t byte, bench_frame *frame)
{
    if (byte != 0) {
        if (receiver->count < BENCH_MOST_LINE_BYTES) {
            receiver->bytes[receiver->count++] = byte;
        } else {
            receiver->too_long = true;
        }
        return false;
    }
    const int32_t count = receiver->too_long ? -1 : unstuff(receiver->bytes, receiver->count);
    receiver->count = 0;
    receiver->too_long = false;
    return parse(receiver->bytes, count, frame);
}

/* The block that is being stuffed: `code` is the place of its length. */
typedef struct {
    uint8_t *end, *code;
} stuffed_line;

static void open_block(stuffed_line *line)
{
    line->code = line->end++;
    *line->code = 1;
}

static void stuff(stuffed_line *line, const uint8_t *bytes, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (*line->code == 0xff) {
            open_block(line);
        }
        if (bytes[i] == 0) {
            open_block(line);
        } else {
            *line->end++ = bytes[i];
            (*line->code)++;
        }
    }
}

int32_t bench_encode(uint8_t type, uint16_t sequence, const uint8_t *payload, int32_t payload_bytes, uint8_t *line)
{
    uint8_t header[BENCH_HEADER_BYTES] = {BENCH_PROTOCOL_VERSION, type};
    uint8_t checksum[BENCH_CHECKSUM_BYTES];
    bench_write_u16(bench_write_u16(header + 2, sequence), (uint16_t)payload_bytes);
    bench_write_u32(checksum, bench_checksum(bench_checksum(0, header, sizeof header), payload, payload_bytes));

    stuffed_line stuffed = {.end = line};
    *stuffed.end++ = 0;
    open_block(&stuffed);
    stuff(&stuffed, header, sizeof header);
    stuff(&stuffed, payload, payload_bytes);
    stuff(&stuffed, checksum, sizeof checksum);
    *stuffed.end++ = 0;
    return (int32_t)(stuffed.end - line);
}
