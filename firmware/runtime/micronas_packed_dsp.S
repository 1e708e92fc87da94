/*
 * The inner loops of micronas_packed.c for cores with the DSP extension; micronas_packed.c holds their twins in C. gcc does not form the
 * multiple loads that these loops live from: two LDM and four SMLAL make 16 products.
 */
#include "micronas_packed.h"

#if MICRONAS_PACKED_DSP
    .syntax unified
    .thumb

/*
 * uint32_t *micronas_pack(const micronas_packed_runs *runs r0, uint32_t *words r1, int32_t count r2, int32_t offset r3)
 * Single loads: other people's filters start at any byte, and LDRD would fault there.
 */
    .macro PACK lane
    sxtab   r10, r3, r4, ror #(8 * \lane)
    sxtab   r12, r3, r6, ror #(8 * \lane)
    add     r10, r10, r12, lsl #MICRONAS_PACKED_FIELD
    sxtab   r11, r3, r5, ror #(8 * \lane)
    sxtab   r12, r3, r7, ror #(8 * \lane)
    add     r11, r11, r12, lsl #MICRONAS_PACKED_FIELD
    strd    r10, r11, [r1], #8
    .endm

    .section .text.micronas_pack, "ax", %progbits
    .balign 4
    .global micronas_pack
    .type   micronas_pack, %function
    .thumb_func
micronas_pack:
    push    {r4-r11, lr}
    ldm     r0, {r0, r8, r9, lr}
    add     r2, r2, r0              /* the first run's end */
.Lpack_four:
    ldr     r4, [r0], #4
    ldr     r5, [r8], #4
    ldr     r6, [r9], #4
    ldr     r7, [lr], #4
    PACK    0
    PACK    1
    PACK    2
    PACK    3
    cmp     r0, r2
    bne     .Lpack_four
    mov     r0, r1
    pop     {r4-r11, pc}
    .size   micronas_pack, . - micronas_pack

/*
 * void micronas_run_packed(const micronas_packed_tile *tile r0)
 *
 * In the loop: r0 activations, r1 weights, r2, r3 a word of each line, r4, r5 a word of each channel, and in pairs of low and high half
 * r6, r7: line 0 x channel 0; r8, r9: line 1 x channel 0; r12, lr: line 0 x channel 1; r10, r11: line 1 x channel 1.
 * No register is left for a counter: the end of the chunk stands in the frame, and a chunk enters the unrolled chain so far back that it
 * ends with the chain.
 */
#define FRAME_CHANNEL0 0        /* high, low, middle of both lines, multiplier, rounding, right shift */
#define FRAME_CHANNEL1 36
#define FRAME_INITIAL0 72
#define FRAME_INITIAL1 80
#define FRAME_SWEEPS 88
#define FRAME_ACTIVATIONS 92    /* followed by the output */
#define FRAME_SECOND_LINE 100
#define FRAME_CHUNK_ENTRY 104
#define FRAME_CHUNK_BYTES 108
#define FRAME_STOP 112          /* followed by the sweep's end */
#define FRAME_PLACE 120         /* of output 2n, followed by the advance to output 2n + 1 */
#define FRAME_SIZE 128

#define CENTER (1 << (MICRONAS_PACKED_FIELD - 1))

    .macro STEP
    ldmia.n r0!, {r2, r3}
    ldmia.n r1!, {r4, r5}
    smlal   r6, r7, r2, r4
    smlal   r12, lr, r2, r5
    smlal   r8, r9, r3, r4
    smlal   r10, r11, r3, r5
    .endm

    /* Adds a chunk's fields; the middle one doubled, which costs nothing here and saves a shift later. */
    .macro TAKE_FIELDS lower, upper, high, low, middle, temporary
    ubfx    \temporary, \lower, #0, #MICRONAS_PACKED_FIELD
    add     \low, \low, \temporary
    lsr     \temporary, \lower, #MICRONAS_PACKED_FIELD
    bfi     \temporary, \upper, #(32 - MICRONAS_PACKED_FIELD), #(2 * MICRONAS_PACKED_FIELD - 32)
    add     \middle, \middle, \temporary, lsl #1
    add     \high, \high, \upper, asr #(2 * MICRONAS_PACKED_FIELD - 32)
    .endm

    /* The tile's initial sums do it for a sweep's last chunk. */
    .macro TAKE_CENTER
    sub     r3, r3, #CENTER
    sub     r4, r4, #(2 * CENTER)
    .endm

    .macro REQUANTIZE sum, multiplier, rounding, shift, is_doubled
    .if !\is_doubled
    lsl     \sum, \sum, #1
    .endif
    add     r0, \rounding, \sum, asr #31
    smmlar  \sum, \sum, \multiplier, r0
    asr     \sum, \sum, \shift
    ssat    \sum, #8, \sum
    .endm

    .macro REQUANTIZE_CHANNEL multiplier, rounding, shift
    REQUANTIZE r1, \multiplier, \rounding, \shift, 0
    REQUANTIZE r3, \multiplier, \rounding, \shift, 1
    REQUANTIZE r4, \multiplier, \rounding, \shift, 0
    REQUANTIZE r6, \multiplier, \rounding, \shift, 1
    .endm

    .section .text.micronas_run_packed, "ax", %progbits
    .balign 4
    .global micronas_run_packed
    .type   micronas_run_packed, %function
    .thumb_func
micronas_run_packed:
    push    {r4-r11, lr}
    sub     sp, sp, #FRAME_SIZE
    mov     r1, sp
    .rept   3
    ldmia   r0!, {r2-r9}
    stmia   r1!, {r2-r9}
    .endr
    ldm     r0, {r2-r5}
    stm     r1, {r2-r5}
    b       .Lnext

    .balign 4
    .global micronas_packed_chain
    .type   micronas_packed_chain, %function
    .thumb_func
micronas_packed_chain:
    .rept   MICRONAS_PACKED_CHAIN_STEPS
    STEP
    .endr
    ldrd    r4, r5, [sp, #FRAME_STOP]
    cmp     r1, r4
    bne     micronas_packed_chain
    cmp     r4, r5
    beq     .Lfinish

    ldr     r5, [sp, #FRAME_CHUNK_BYTES]
    add     r4, r4, r5
    str     r4, [sp, #FRAME_STOP]
    ldm     sp, {r2-r4}
    TAKE_FIELDS r6, r7, r2, r3, r4, r5
    TAKE_CENTER
    stm     sp, {r2-r4}
    add     r6, sp, #(FRAME_CHANNEL0 + 12)
    ldm     r6, {r2-r4}
    TAKE_FIELDS r8, r9, r2, r3, r4, r5
    TAKE_CENTER
    stm     r6, {r2-r4}
    add     r6, sp, #FRAME_CHANNEL1
    ldm     r6, {r2-r4}
    TAKE_FIELDS r12, lr, r2, r3, r4, r5
    TAKE_CENTER
    stmia   r6!, {r2-r4}
    ldm     r6, {r2-r4}
    TAKE_FIELDS r10, r11, r2, r3, r4, r5
    TAKE_CENTER
    stm     r6, {r2-r4}
    adr     r3, .Lcentered
    ldm     r3, {r6-r12, lr}
    ldr     pc, [sp, #FRAME_CHUNK_ENTRY]

    .balign 4
.Lcentered:
    .rept   4
    .word   CENTER, CENTER >> (32 - MICRONAS_PACKED_FIELD)
    .endr

.Lfinish:
    /* The low fields become the next sweep's high ones. Output 2n + 1 goes first: see the twin in C. */
    mov     r0, sp
    ldmia   r0!, {r1-r3}
    TAKE_FIELDS r6, r7, r1, r2, r3, r4
    ldmia   r0!, {r4-r6}
    TAKE_FIELDS r8, r9, r4, r5, r6, r7
    ldm     r0, {r7-r9}
    REQUANTIZE_CHANNEL r7, r8, r9
    ldrd    r7, r8, [sp, #FRAME_PLACE]
    ldr     r9, [sp, #FRAME_SECOND_LINE]
    strb    r1, [r7, r8]
    strb    r3, [r7]
    add     r7, r7, r9
    strb    r4, [r7, r8]
    strb    r6, [r7]
    ldrd    r3, r4, [sp, #FRAME_INITIAL0]
    stm     sp, {r2-r4}
    str     r5, [sp, #(FRAME_CHANNEL0 + 12)]
    strd    r3, r4, [sp, #(FRAME_CHANNEL0 + 16)]

    add     r0, sp, #FRAME_CHANNEL1
    ldmia   r0!, {r1-r3}
    TAKE_FIELDS r12, lr, r1, r2, r3, r4
    ldmia   r0!, {r4-r6}
    TAKE_FIELDS r10, r11, r4, r5, r6, r12
    ldm     r0, {r10-r12}
    REQUANTIZE_CHANNEL r10, r11, r12
    adds    r7, r7, #1
    strb    r4, [r7, r8]
    strb    r6, [r7]
    subs    r7, r7, r9
    strb    r1, [r7, r8]
    strb    r3, [r7]
    ldrd    r3, r4, [sp, #FRAME_INITIAL1]
    str     r2, [sp, #FRAME_CHANNEL1]
    strd    r3, r4, [sp, #(FRAME_CHANNEL1 + 4)]
    str     r5, [sp, #(FRAME_CHANNEL1 + 12)]
    strd    r3, r4, [sp, #(FRAME_CHANNEL1 + 16)]
.Lnext:
    ldr     r0, [sp, #FRAME_SWEEPS]
    ldmia   r0!, {r1-r7}            /* weights, activations, stop, end, entry, output, advance */
    str     r0, [sp, #FRAME_SWEEPS]
    strd    r3, r4, [sp, #FRAME_STOP]
    ldrd    r3, r4, [sp, #FRAME_ACTIVATIONS]
    adds    r0, r2, r3
    add     r6, r6, r4
    strd    r6, r7, [sp, #FRAME_PLACE]
    adr     r3, .Lcentered
    ldm     r3, {r6-r12, lr}
    bx      r5

    .global micronas_packed_end
    .type   micronas_packed_end, %function
    .thumb_func
micronas_packed_end:
    add     sp, sp, #FRAME_SIZE
    pop     {r4-r11, pc}
    .size   micronas_run_packed, . - micronas_run_packed
#endif

#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
