/*
 * Drives the bench firmware as a hostile line would: noise, broken and whole frames with absurd fields, and operators of every kind. Whatever
 * comes, no access may leave a buffer (the sanitizers end the program) and every whole request gets an answer. Operators that are accepted
 * are asked for again with the plain kernel, which must give the same output. Prints "ANSWERS of status COUNT" lines, then "compared COUNT".
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench_board.h"
#include "bench_frame.h"

enum { MESSAGES = BENCH_FUZZ_MESSAGES, MOST_BYTES = 2 * BENCH_MOST_LINE_BYTES, STATUSES = 13 };

static uint64_t state = BENCH_FUZZ_SEED;
static uint8_t message[MOST_BYTES];
static int32_t message_bytes, position, messages;
static uint16_t sequence;
static bench_receiver receiver;
static int32_t statuses[STATUSES], compared, expected_answers, answers;
static uint8_t payload[BENCH_MOST_PAYLOAD_BYTES];
static bool wants_twin, is_twin;
static uint32_t checksum;

static uint32_t below(uint32_t bound)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % bound;
}

static void fail(const char *what)
{
    printf("FAILED: %s\n", what);
    exit(1);
}

static uint32_t extreme(void)
{
    static const uint32_t values[] = {0, 1, 2, 127, 128, 255, 256, 512, 513, 32767, 32768, 65535};
    return values[below(sizeof values / sizeof values[0])];
}

static void describe_operator(uint8_t *bytes)
{
    static const uint8_t channels[] = {1, 2, 3, 4, 4, 5, 8, 8, 12, 16};
    uint32_t fields[11] = {1 + below(20), 1 + below(8), channels[below(sizeof channels)], 0, 0, channels[below(sizeof channels)],
                           1 + below(7), 1 + below(7), 1 + below(3), 1 + below(3), 1 + below(9)};
    const uint32_t kind = below(8) < 6 ? BENCH_CONVOLUTION : below(6);
    const uint32_t kernel = below(7);
    if (below(3) != 0) {
        fields[below(2) == 0 ? 6 : 7] = 1;
    }
    if (kernel == BENCH_COLUMN && below(8) != 0) {
        fields[2] = fields[7] = 1;
    }
    if (kernel == BENCH_PIXELS && below(8) != 0) {
        fields[6] = fields[7] = fields[8] = fields[9] = 1;
    }
    fields[3] = (fields[0] + fields[8] - 1) / fields[8];
    fields[4] = (fields[1] + fields[9] - 1) / fields[9];
    if (kind != BENCH_CONVOLUTION) {
        const bool is_map = kind == BENCH_ADD;
        if (kind == BENCH_SOFTMAX) {
            fields[0] = fields[1] = 1;
        }
        fields[3] = is_map ? fields[0] : 1;
        fields[4] = is_map ? fields[1] : 1;
        fields[5] = fields[2];
    }
    for (uint32_t i = below(3); i > 0 && below(3) == 0; i--) {
        fields[below(11)] = extreme();
    }
    bytes[0] = (uint8_t)kind;
    bytes[1] = (uint8_t)kernel;
    bytes[2] = (uint8_t)(below(20) == 0 ? extreme() : 1 + below(2));
    bytes[3] = (uint8_t)(below(20) == 0 ? extreme() : 255); /* no chunk of so many parts can overflow: the output is right */
    bytes[4] = (uint8_t)(below(2) | BENCH_QUICK);
    bytes[5] = 0;
    if (below(20) == 0) {
        bytes[4] = (uint8_t)below(256);
    }
    uint8_t *end = bytes + 6;
    for (uint32_t i = 0; i < 11; i++) {
        end = bench_write_u16(end, (uint16_t)fields[i]);
    }
    bench_write_u32(end, below(UINT32_MAX));
}

static void noise(void)
{
    message_bytes = (int32_t)below(MOST_BYTES);
    for (int32_t i = 0; i < message_bytes; i++) {
        message[i] = (uint8_t)(below(4) == 0 ? 0 : below(256));
    }
}

static void send(uint8_t type, int32_t bytes)
{
    message_bytes = bench_encode(type, ++sequence, payload, bytes, message);
    expected_answers++;
}

static void damage(void)
{
    const int32_t place = (int32_t)below((uint32_t)message_bytes);
    expected_answers--; /* or one more, where the damage does not matter */
    switch (below(3)) {
    case 0:
        message[place] ^= (uint8_t)(1u << below(8));
        break;
    case 1:
        message_bytes = place;
        break;
    default:
        memmove(message + place + 1, message + place, (size_t)(message_bytes - place));
        message_bytes++;
    }
}

static void next_message(void)
{
    position = 0;
    is_twin = false;
    if (wants_twin) {
        payload[5] = BENCH_PLAIN;
        payload[6] = 1; /* repetitions */
        is_twin = true;
        wants_twin = false;
        send(BENCH_MEASURE, BENCH_MEASURE_BYTES);
        return;
    }
    if (messages++ == MESSAGES) {
        for (int32_t i = 0; i < STATUSES; i++) {
            printf("status %d %d\n", i, statuses[i]);
        }
        printf("compared %d\n", compared);
        exit(answers >= expected_answers ? 0 : 1);
    }
    const uint32_t kind = below(20);
    if (messages == 1 || kind == 0) {
        bench_write_u32(payload, 1);
        send(BENCH_HELLO, BENCH_HELLO_BYTES);
    } else if (kind == 1) {
        noise();
    } else if (kind == 2) {
        for (uint32_t i = 0; i < sizeof payload; i++) {
            payload[i] = (uint8_t)below(256);
        }
        send((uint8_t)below(5), (int32_t)below(sizeof payload + 1));
    } else if (kind == 5) {
        bench_write_u16(bench_write_u32(payload, 1), (uint16_t)(below(2) == 0 ? below(500) : extreme()));
        send(BENCH_DESCRIBE, BENCH_DESCRIBE_BYTES);
    } else {
        bench_write_u32(payload, below(50) == 0 ? 2 : 1);
        describe_operator(payload + 4);
        send(BENCH_MEASURE, BENCH_MEASURE_BYTES);
        if (kind == 3) {
            damage();
        } else if (kind == 4) {
            sequence--; /* the number of the request before */
            message_bytes = bench_encode(BENCH_MEASURE, sequence, payload, BENCH_MEASURE_BYTES, message);
        }
    }
}

const char *bench_board_start(void)
{
    return "a board with a name that is quite a bit longer than any sensible board would have, to see where a text is cut";
}

int32_t bench_board_read(void)
{
    if (position == message_bytes) {
        next_message();
    }
    return position < message_bytes ? message[position++] : -1;
}

static void take_answer(const bench_frame *answer)
{
    const bench_status status = (bench_status)answer->payload[0];
    answers++;
    if ((int32_t)status >= STATUSES || answer->version != BENCH_PROTOCOL_VERSION || answer->payload_bytes < 5) {
        fail("an answer that no request can have");
    }
    statuses[status]++;
    if (answer->sequence != sequence) {
        return; /* of a message whose end was lost: the next one's beginning ended it */
    }
    if (status != BENCH_OK || answer->type != (BENCH_MEASURE | BENCH_ANSWER)) {
        if (is_twin) {
            fail("the plain kernel refuses what another takes");
        }
        return;
    }
    const uint32_t output = bench_read_u32(answer->payload + 18);
    if (!is_twin) {
        /* Too few parts may overflow, by contract. */
        wants_twin = payload[4] == BENCH_CONVOLUTION && payload[7] == 255;
        checksum = output;
    } else {
        compared++;
        if (output != checksum) {
            for (int32_t i = 0; i < BENCH_MEASURE_BYTES; i++) {
                printf("%d ", payload[i]);
            }
            fail("another output than the plain kernel's");
        }
    }
}

void bench_board_write(const uint8_t *bytes, int32_t count)
{
    bench_frame answer;
    for (int32_t i = 0; i < count; i++) {
        if (bench_receive(&receiver, bytes[i], &answer)) {
            take_answer(&answer);
        }
    }
}

uint32_t bench_board_counter(void)
{
    static uint32_t counter = UINT32_MAX - 1000; /* wraps soon */
    return counter += 7;
}

uint32_t bench_board_clock(void)
{
    return 1000000;
}

int main(void)
{
    bench_run();
    return 0;
}
