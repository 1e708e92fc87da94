/*
 * The bench protocol, version 1. docs/characterization.md describes it; BenchProtocol.cs is its other end.
 *
 * A frame is a header, a payload and a CRC-32, stuffed by COBS and ended by a zero byte. All integers are little-endian.
 */
#ifndef MICRONAS_BENCH_PROTOCOL_H
#define MICRONAS_BENCH_PROTOCOL_H

enum {
    BENCH_PROTOCOL_VERSION = 1,
    BENCH_HEADER_BYTES = 6, /* u8 version, u8 type, u16 sequence, u16 bytes of payload */
    BENCH_CHECKSUM_BYTES = 4,
    BENCH_MOST_PAYLOAD_BYTES = 64, /* short frames get through bad lines, and take little RAM */
    BENCH_MOST_FRAME_BYTES = BENCH_HEADER_BYTES + BENCH_MOST_PAYLOAD_BYTES + BENCH_CHECKSUM_BYTES,
    BENCH_ANSWER = 0x80, /* added to the type of the request */
    BENCH_HELLO_BYTES = 4,
    BENCH_MEASURE_BYTES = 36,
    BENCH_DESCRIBE_BYTES = 6,
    BENCH_RUN_MODEL_BYTES = 9,
    BENCH_DESCRIBED_BYTES = 48, /* of the description, in one answer */
    BENCH_MOST_REPETITIONS = 15,
    BENCH_MOST_CHANNELS = 512,
    BENCH_MOST_FILTER = 16384 /* weights of one output channel: no sum of products reaches 2^30 */
};

/* The slowest kernel takes 40 cycles for a product: 32 bits count them. */
#define BENCH_MOST_PRODUCTS (INT64_C(1) << 26)

typedef enum {
    BENCH_HELLO = 1,   /* u32 session: opens it */
    BENCH_MEASURE = 2, /* u32 session, then one operator: bench_operator.c */
    BENCH_DESCRIBE = 3, /* u32 session, u16 offset: a piece of the board's description */
    BENCH_RUN_MODEL = 4 /* u32 session, u32 model, u8 repetitions: the whole model that was linked in */
} bench_request_type;

/* The first byte of every answer; the CRC of the request that it belongs to follows. */
typedef enum {
    BENCH_OK = 0,
    BENCH_WRONG_VERSION = 1,
    BENCH_UNKNOWN_REQUEST = 2,
    BENCH_WRONG_LENGTH = 3,
    BENCH_NO_SESSION = 4,       /* the board was reset since, or greeted by somebody else */
    BENCH_SEQUENCE_REUSED = 5,  /* another request had this number */
    BENCH_UNKNOWN_OPERATOR = 6,
    BENCH_UNKNOWN_KERNEL = 7,
    BENCH_BAD_PARAMETER = 8,    /* u32 the parameter's index in the request */
    BENCH_KERNEL_REFUSES = 9,   /* the runtime's kernel does not take the shape */
    BENCH_ARENA_TOO_SMALL = 10, /* u32 bytes needed, u32 bytes there */
    BENCH_WEIGHTS_TOO_MANY = 11, /* u32 weights needed, u32 weights there */
    BENCH_TOO_MANY_PRODUCTS = 12,
    BENCH_NO_MODEL = 13 /* u32 the model that was linked in, 0 for none */
} bench_status;

typedef enum {
    BENCH_CONVOLUTION = 0,
    BENCH_ADD = 1,
    BENCH_GLOBAL_AVERAGE_POOL = 2,
    BENCH_SOFTMAX = 4 /* 3 is RESHAPE, which runs no code */
} bench_operator_kind;

typedef enum {
    BENCH_PLAIN = 0,
    BENCH_LINES = 1,
    BENCH_PIXELS = 2,
    BENCH_PATCHES = 3,
    BENCH_COLUMN = 4,
    BENCH_PACKED = 5
} bench_kernel;

enum { BENCH_SPLIT_LAST = 1, BENCH_QUICK = 2 }; /* flags: of a convolution; of a convolution or an addition */

#endif
