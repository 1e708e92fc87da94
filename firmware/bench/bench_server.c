/* Answers requests: one session, one answer kept for whoever asks again. */
#include <stdbool.h>
#include <string.h>

#include "bench_board.h"
#include "bench_frame.h"
#include "bench_measure.h"
#include "bench_constants.h"
#include "micronas_runtime.h"


/* Whoever builds the firmware with the product's toolchain says these; in a vendor's project they may be missing. */
#ifndef MICRONAS_BENCH_CODE
#define MICRONAS_BENCH_CODE ""
#endif
#ifndef MICRONAS_BENCH_FLAGS
#if defined(__OPTIMIZE_SIZE__)
#define MICRONAS_BENCH_FLAGS "unknown, for size"
#elif defined(__OPTIMIZE__)
#define MICRONAS_BENCH_FLAGS "unknown, for speed"
#else
#define MICRONAS_BENCH_FLAGS "unknown, without optimisation"
#endif
#endif
#ifndef MICRONAS_BENCH_INSTRUCTIONS
#define MICRONAS_BENCH_INSTRUCTIONS 0
#endif

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown"
#endif

enum {
    ANSWER_HEAD_BYTES = 5, /* u8 status, u32 CRC of the request */
    MOST_DESCRIPTION_BYTES = 384
};

static struct {
    bench_receiver receiver;
    bool is_open;
    uint32_t session;
    char description[MOST_DESCRIPTION_BYTES]; /* board, core, runtime, its code, compiler, flags, a line each */
    int32_t description_bytes;
    bool has_answer;
    uint16_t answered_sequence;
    uint32_t answered_request;
    int32_t answer_bytes;
    uint8_t answer[BENCH_MOST_LINE_BYTES + 2];
} server;

typedef struct {
    uint8_t bytes[BENCH_MOST_PAYLOAD_BYTES];
    uint8_t *end;
} answer_payload;

static void begin_answer(answer_payload *payload, bench_status status, const bench_frame *request)
{
    payload->bytes[0] = (uint8_t)status;
    payload->end = bench_write_u32(payload->bytes + 1, request->checksum);
}

static void write_refusal(answer_payload *payload, bench_refusal refusal, const bench_frame *request)
{
    begin_answer(payload, refusal.status, request);
    payload->end = bench_write_u32(payload->end, refusal.figures[0]);
    payload->end = bench_write_u32(payload->end, refusal.figures[1]);
}

/* What does not fit is cut. */
static void describe_line(const char *text)
{
    while (*text != '\0' && server.description_bytes < MOST_DESCRIPTION_BYTES - 1) {
        server.description[server.description_bytes++] = *text++;
    }
    server.description[server.description_bytes++] = '\n';
    server.description_bytes -= server.description_bytes == MOST_DESCRIPTION_BYTES;
}

/* The processor says itself what it is; the compiler's flags tell a Cortex-M4 from an M7 only by its FPU. */
static const char *core_name(void)
{
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
    const uint32_t part = *(volatile const uint32_t *)0xE000ED00u >> 4 & 0xfffu;
    static const struct {
        uint32_t part;
        const char *name;
    } cores[] = {
        {0xc20, "cortex-m0"}, {0xc60, "cortex-m0+"}, {0xc23, "cortex-m3"}, {0xc24, "cortex-m4"}, {0xc27, "cortex-m7"},
        {0xd20, "cortex-m23"}, {0xd21, "cortex-m33"}, {0xd22, "cortex-m55"}, {0xd23, "cortex-m85"},
    };
    for (size_t i = 0; i < sizeof cores / sizeof cores[0]; i++) {
        if (cores[i].part == part) {
            return cores[i].name;
        }
    }
#endif
    return "unknown";
}

static void describe(const char *board)
{
    describe_line(board);
    describe_line(core_name());
    describe_line(MICRONAS_RUNTIME_VERSION);
    describe_line(MICRONAS_BENCH_CODE);
    describe_line(COMPILER);
    describe_line(MICRONAS_BENCH_FLAGS);
}

static void greet(answer_payload *payload, const bench_frame *request)
{
    server.session = bench_read_u32(request->payload);
    server.is_open = true;
    begin_answer(payload, BENCH_OK, request);
    *payload->end++ = MICRONAS_BENCH_INSTRUCTIONS;
    payload->end = bench_write_u32(payload->end, bench_board_clock());
    payload->end = bench_write_u32(payload->end, MICRONAS_BENCH_ARENA);
    payload->end = bench_write_u32(payload->end, BENCH_WEIGHTS);
    payload->end = bench_write_u16(payload->end, (uint16_t)server.description_bytes);
}

/* From the offset as much as an answer holds; nothing behind the end. */
static void answer_description(answer_payload *payload, const bench_frame *request)
{
    const int32_t offset = bench_read_u16(request->payload + 4);
    const int32_t left = server.description_bytes - offset;
    const int32_t count = left < BENCH_DESCRIBED_BYTES ? left : BENCH_DESCRIBED_BYTES;
    begin_answer(payload, BENCH_OK, request);
    if (count > 0) {
        memcpy(payload->end, server.description + offset, (size_t)count);
        payload->end += count;
    }
}

static void write_counts(answer_payload *payload, bench_refusal refusal, int32_t repetitions, const bench_counts *counts, const bench_frame *request)
{
    if (refusal.status != BENCH_OK) {
        write_refusal(payload, refusal, request);
        return;
    }
    begin_answer(payload, BENCH_OK, request);
    *payload->end++ = (uint8_t)repetitions;
    payload->end = bench_write_u32(payload->end, counts->minimum);
    payload->end = bench_write_u32(payload->end, counts->median);
    payload->end = bench_write_u32(payload->end, counts->maximum);
    payload->end = bench_write_u32(payload->end, counts->output_checksum);
    payload->end = bench_write_u32(payload->end, counts->arena_bytes);
}

static void measure(answer_payload *payload, const bench_frame *request)
{
    bench_operator operator;
    bench_counts counts;
    bench_refusal refusal = bench_read_operator(request->payload + 4, &operator);
    if (refusal.status == BENCH_OK) {
        refusal = bench_measure(&operator, &counts);
    }
    write_counts(payload, refusal, operator.repetitions, &counts, request);
}

static void run_model(answer_payload *payload, const bench_frame *request)
{
    bench_counts counts;
    const int32_t repetitions = request->payload[8];
    const bench_refusal refusal = bench_run_model(bench_read_u32(request->payload + 4), repetitions, &counts);
    write_counts(payload, refusal, repetitions, &counts, request);
}

static int32_t payload_bytes_of(uint8_t type)
{
    switch (type) {
    case BENCH_HELLO:
        return BENCH_HELLO_BYTES;
    case BENCH_MEASURE:
        return BENCH_MEASURE_BYTES;
    case BENCH_DESCRIBE:
        return BENCH_DESCRIBE_BYTES;
    case BENCH_RUN_MODEL:
        return BENCH_RUN_MODEL_BYTES;
    default:
        return -1;
    }
}

static void answer(const bench_frame *request, answer_payload *payload)
{
    const int32_t payload_bytes = payload_bytes_of(request->type);
    if (request->version != BENCH_PROTOCOL_VERSION) {
        begin_answer(payload, BENCH_WRONG_VERSION, request);
    } else if (payload_bytes < 0) {
        begin_answer(payload, BENCH_UNKNOWN_REQUEST, request);
    } else if (request->payload_bytes != payload_bytes) {
        begin_answer(payload, BENCH_WRONG_LENGTH, request);
    } else if (request->type == BENCH_HELLO) {
        greet(payload, request);
    } else if (!server.is_open || server.session != bench_read_u32(request->payload)) {
        begin_answer(payload, BENCH_NO_SESSION, request);
    } else if (request->type == BENCH_DESCRIBE) {
        answer_description(payload, request);
    } else if (request->type == BENCH_RUN_MODEL) {
        run_model(payload, request);
    } else {
        measure(payload, request);
    }
}

static void serve(const bench_frame *request)
{
    const bool is_repeated = server.has_answer && request->sequence == server.answered_sequence;
    if (is_repeated && request->checksum == server.answered_request) {
        bench_board_write(server.answer, server.answer_bytes);
        return;
    }
    answer_payload payload;
    if (is_repeated && request->type != BENCH_HELLO) {
        uint8_t line[BENCH_MOST_LINE_BYTES + 2];
        begin_answer(&payload, BENCH_SEQUENCE_REUSED, request);
        bench_board_write(line, bench_encode(request->type | BENCH_ANSWER, request->sequence, payload.bytes, ANSWER_HEAD_BYTES, line));
        return;
    }
    answer(request, &payload);
    server.has_answer = true;
    server.answered_sequence = request->sequence;
    server.answered_request = request->checksum;
    server.answer_bytes = bench_encode(
        request->type | BENCH_ANSWER, request->sequence, payload.bytes, (int32_t)(payload.end - payload.bytes), server.answer);
    bench_board_write(server.answer, server.answer_bytes);
}

void bench_run(void)
{
    describe(bench_board_start());
    bench_calibrate();
    for (;;) {
        bench_frame request;
        const int32_t byte = bench_board_read();
        if (byte >= 0 && bench_receive(&server.receiver, (uint8_t)byte, &request)) {
            serve(&request);
        }
    }
}
