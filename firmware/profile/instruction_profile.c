/*
 * A plugin of qemu-system-arm, compiled for the host: counts how often each instruction of a firmware runs between two marks, and how
 * often control went elsewhere than to the next instruction.
 *
 *   -plugin file=instruction_profile.so,base=0x0,size=0x10000,begin=0x200,mark=0x240,end=0x210,out=counts.txt
 *
 * base and size are the code's address and bytes; counting starts when the instruction at `begin` runs and stops when the one at `end`
 * does, once. Any number of marks between them part the counts. Then `out` is complete (written to a temporary name, renamed): a line
 * "mark ADDRESS" for begin and each mark that control passed, below it "ADDRESS EXECUTIONS TAKEN" for every instruction that ran from there
 * to the next one, addresses in hexadecimal; the last line is "outside COUNT": instructions outside [base, base + size).
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qemu_plugin.h"

QEMU_PLUGIN_EXPORT extern const int qemu_plugin_version;
const int qemu_plugin_version = QEMU_PLUGIN_VERSION;

QEMU_PLUGIN_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argument_count, char **arguments);

enum { MOST_MARKS = 4096 };

typedef struct {
    uint64_t executions, taken;
} counter;

/* What control does at the end of a block: the counter of its last instruction, and where it falls through to. */
typedef struct {
    uint64_t start, next;
    counter *last;
} block_flow;

static uint64_t base, size, begin, end;
static uint64_t marks[MOST_MARKS];
static size_t mark_count;
static char *out;
static char temporary[4096];
static FILE *file; /* open from begin to end */
static counter *counters; /* one a halfword: the distance of Thumb instructions */
static counter outside;
static const block_flow *previous;
static int finished;

static counter *counter_at(uint64_t address)
{
    return address >= base && address - base < size ? &counters[(address - base) / 2] : &outside;
}

/* Counts from here on belong to the mark at the address. */
static void start_segment(uint64_t address)
{
    memset(counters, 0, (size / 2 + 1) * sizeof *counters);
    fprintf(file, "mark %" PRIx64 "\n", address);
}

static void write_segment(void)
{
    for (uint64_t i = 0; i < size / 2 + 1; i++) {
        if (counters[i].executions != 0) {
            fprintf(file, "%" PRIx64 " %" PRIu64 " %" PRIu64 "\n", base + 2 * i, counters[i].executions, counters[i].taken);
        }
    }
}

static void on_begin(unsigned int processor, void *data)
{
    (void)processor;
    (void)data;
    if (finished || file != NULL) {
        return;
    }
    const int length = snprintf(temporary, sizeof temporary, "%s.part", out);
    file = length > 0 && (size_t)length < sizeof temporary ? fopen(temporary, "w") : NULL;
    if (file == NULL) {
        fprintf(stderr, "instruction_profile: cannot write %s.part\n", out);
        return;
    }
    memset(&outside, 0, sizeof outside);
    start_segment(begin);
}

static void on_mark(unsigned int processor, void *data)
{
    (void)processor;
    if (file != NULL) {
        write_segment();
        start_segment(*(const uint64_t *)data);
    }
}

static void on_end(unsigned int processor, void *data)
{
    (void)processor;
    (void)data;
    if (file == NULL) {
        return;
    }
    write_segment();
    fprintf(file, "outside %" PRIu64 "\n", outside.executions);
    const int failed = ferror(file);
    if (fclose(file) != 0 || failed || rename(temporary, out) != 0) {
        fprintf(stderr, "instruction_profile: cannot write %s\n", out);
    }
    file = NULL;
    finished = 1;
}

static void on_block(unsigned int processor, void *data)
{
    (void)processor;
    const block_flow *flow = data;
    if (previous != NULL && previous->next != flow->start) {
        previous->last->taken++;
    }
    previous = flow;
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *block)
{
    (void)id;
    const size_t count = qemu_plugin_tb_n_insns(block);
    /* A translated block runs at any later time, so its record lives as long as the emulator. */
    block_flow *flow = malloc(sizeof *flow);
    if (flow == NULL) {
        abort();
    }
    qemu_plugin_register_vcpu_tb_exec_cb(block, on_block, QEMU_PLUGIN_CB_NO_REGS, flow);
    for (size_t i = 0; i < count; i++) {
        struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, i);
        const uint64_t address = qemu_plugin_insn_vaddr(instruction);
        if (address == begin) {
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, on_begin, QEMU_PLUGIN_CB_NO_REGS, NULL);
        }
        for (size_t j = 0; j < mark_count; j++) {
            if (address == marks[j]) {
                qemu_plugin_register_vcpu_insn_exec_cb(instruction, on_mark, QEMU_PLUGIN_CB_NO_REGS, &marks[j]);
            }
        }
        if (address == end) {
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, on_end, QEMU_PLUGIN_CB_NO_REGS, NULL);
        }
        if (i == 0) {
            flow->start = address;
        }
        flow->last = counter_at(address);
        flow->next = address + qemu_plugin_insn_size(instruction);
        qemu_plugin_register_vcpu_insn_exec_inline(instruction, QEMU_PLUGIN_INLINE_ADD_U64, &flow->last->executions, 1);
    }
}

static const char *value_of(const char *argument, const char *name)
{
    const size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 && argument[length] == '=' ? argument + length + 1 : NULL;
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argument_count, char **arguments)
{
    (void)info;
    const struct {
        const char *name;
        uint64_t *value;
    } numbers[] = {{"base", &base}, {"size", &size}, {"begin", &begin}, {"end", &end}};
    for (int i = 0; i < argument_count; i++) {
        for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++) {
            const char *text = value_of(arguments[i], numbers[j].name);
            if (text != NULL) {
                *numbers[j].value = strtoull(text, NULL, 0);
            }
        }
        const char *mark = value_of(arguments[i], "mark");
        if (mark != NULL && mark_count < MOST_MARKS) {
            marks[mark_count++] = strtoull(mark, NULL, 0);
        }
        const char *path = value_of(arguments[i], "out");
        if (path != NULL) {
            out = strdup(path);
        }
    }
    counters = size == 0 ? NULL : calloc(size / 2 + 1, sizeof *counters);
    if (out == NULL || counters == NULL) {
        fprintf(stderr, "instruction_profile: give base, size, begin, end and out\n");
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    return 0;
}
