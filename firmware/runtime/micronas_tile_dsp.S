/*
 * The inner loops of micronas_tile.c for cores with the DSP extension; micronas_tile.c holds their twins in C. gcc does not form the
 * multiple loads that these loops live from: two LDM and eight SMLAD make 16 products.
 */
#include "micronas_tile_dsp.h"

#if MICRONAS_TILE_DSP
    .syntax unified
    .thumb

/*
 * int16_t *micronas_widen(const int8_t *first r0, const int8_t *second r1, int16_t *destination r2, int32_t groups r3,
 *                         int32_t offset, int32_t taps, int32_t tap_bytes)
 * Single loads: other people's filters start at any byte, and LDRD would fault there.
 */
    .macro WIDEN_GROUP
    ldr     r6, [r0], #4
    ldr     r7, [r1], #4
    sxtab16 r4, r12, r6
    sxtab16 r5, r12, r6, ror #8
    sxtab16 r6, r12, r7
    sxtab16 r7, r12, r7, ror #8
    stmia   r2!, {r4-r7}
    .endm

    .section .text.micronas_widen, "ax", %progbits
    .balign 4
    .global micronas_widen
    .type   micronas_widen, %function
    .thumb_func
micronas_widen:
    push    {r4-r11, lr}
    ldr     r12, [sp, #36]
    ldrd    r10, r11, [sp, #40]
    pkhbt   r12, r12, r12, lsl #16
    sub     r11, r11, r3, lsl #2    /* from the end of a run to the next one's beginning */
.Lwiden_tap:
    lsrs    r9, r3, #1
    beq     .Lwiden_odd
.Lwiden_two_groups:
    WIDEN_GROUP
    WIDEN_GROUP
    subs    r9, r9, #1
    bne     .Lwiden_two_groups
.Lwiden_odd:
    lsls    r9, r3, #31
    beq     .Lwiden_next
    WIDEN_GROUP
.Lwiden_next:
    add     r0, r0, r11
    add     r1, r1, r11
    subs    r10, r10, #1
    bne     .Lwiden_tap
    mov     r0, r2
    pop     {r4-r11, pc}
    .size   micronas_widen, . - micronas_widen

/*
 * void micronas_run_tiles(const micronas_tile_input *input r0, const micronas_tile_channels *channels r1, const micronas_tile_output *output r2)
 *
 * In the loop: r0 activations, r1 weights, r2-r5 four words of activations, r6, r7, r12, lr four words of weights,
 * r8, r9 the sums of pixel 0 (channels 0, 1), r10, r11 those of pixel 1. No register is left for a counter: the weights' end stands
 * in the frame, and a sweep enters the unrolled chain so far back that it ends with the chain.
 */
#define FRAME_OUTPUT 0         /* followed by multiplier, rounding, shift of both channels */
#define FRAME_CHANNELS 4
#define FRAME_SECOND 28
#define FRAME_ADVANCE 32
#define FRAME_WEIGHTS 36       /* followed by entry and the four initial sums: one LDM */
#define FRAME_ENTRY 40
#define FRAME_BIAS_PIXEL0 44
#define FRAME_BIAS_PIXEL1 52
#define FRAME_ACTIVATIONS 60
#define FRAME_STEP 64          /* followed by the last position's activations */
#define FRAME_LAST 68
#define FRAME_WEIGHTS_END 72
#define FRAME_SEGMENTS 76      /* followed by the first activations */
#define FRAME_FIRST_ACTIVATIONS 80
#define FRAME_FIRST_WEIGHTS 84
#define FRAME_FINISH 88        /* where the chain ends: how a tile's sums become outputs */
#define FRAME_GIVEN_CHANNELS 92
#define FRAME_SIZE 100         /* with nine registers a multiple of 8 */

#define CHANNELS_QUICK 32      /* in micronas_tile_channels */

#define GROUPS_OF_CHAIN 8
#define GROUP_CODE_SIZE 38     /* bytes: LDM with low registers is 2, all else 4 */

    .macro SUM_GROUP
    ldmia.n r0!, {r2-r5}
    ldmia.w r1!, {r6, r7, r12, lr}
    smlad   r8, r2, r6, r8
    smlad   r9, r2, r12, r9
    smlad   r10, r4, r6, r10
    smlad   r11, r4, r12, r11
    smlad   r8, r3, r7, r8
    smlad   r9, r3, lr, r9
    smlad   r10, r5, r7, r10
    smlad   r11, r5, lr, r11
    .endm

    .macro REQUANTIZE sum, multiplier, rounding, shift
    add     r12, \rounding, \sum, asr #31
    lsl.w   \sum, \sum, #1
    smmlar  \sum, \sum, \multiplier, r12
    asr.w   \sum, \sum, \shift
    ssat    \sum, #8, \sum
    .endm

    .section .text.micronas_run_tiles, "ax", %progbits
    .balign 4
    .global micronas_run_tiles
    .type   micronas_run_tiles, %function
    .thumb_func
micronas_run_tiles:
    push    {r4-r11, lr}
    sub     sp, sp, #FRAME_SIZE
    ldm     r0, {r3-r5}
    strd    r3, r4, [sp, #FRAME_SEGMENTS]
    str     r5, [sp, #FRAME_FIRST_WEIGHTS]
    ldr     r0, [r1, #CHANNELS_QUICK]
    adr     r3, .Lfinish_quick
    cmp     r0, #0
    it      eq
    adreq   r3, .Lfinish_exact
    orr     r3, r3, #1              /* stays in Thumb code */
    str     r3, [sp, #FRAME_FINISH]
    str     r1, [sp, #FRAME_GIVEN_CHANNELS]
    ldm     r1, {r4-r11}
    add     r3, sp, #FRAME_CHANNELS
    stm     r3, {r4-r9}
    strd    r10, r11, [sp, #FRAME_BIAS_PIXEL0]
    strd    r10, r11, [sp, #FRAME_BIAS_PIXEL1]
    ldm     r2, {r3-r5}
    str     r3, [sp, #FRAME_OUTPUT]
    strd    r4, r5, [sp, #FRAME_SECOND]
    b       .Lnext_segment

    .balign 4
.Lchain:
    .rept   GROUPS_OF_CHAIN
    SUM_GROUP
    .endr
    ldr     r2, [sp, #FRAME_WEIGHTS_END]
    cmp     r1, r2
    bne     .Lchain
    ldr     pc, [sp, #FRAME_FINISH]

    .balign 4
.Lfinish_exact:
    push    {r8-r11}
    ldr     r0, [sp, #(16 + FRAME_GIVEN_CHANNELS)]
    mov     r1, sp
    ldr     r2, [sp, #(16 + FRAME_OUTPUT)]
    ldr     r3, [sp, #(16 + FRAME_SECOND)]
    bl      micronas_store_tile
    add     sp, sp, #16
    ldr     r0, [sp, #FRAME_OUTPUT]
    b       .Ladvance

    .balign 4
.Lfinish_quick:
    ldm     sp, {r0-r7}
    REQUANTIZE r8, r1, r2, r3
    REQUANTIZE r10, r1, r2, r3
    REQUANTIZE r9, r4, r5, r6
    REQUANTIZE r11, r4, r5, r6
    bfi     r8, r9, #8, #8
    bfi     r10, r11, #8, #8
    strh    r10, [r0, r7]
    strh    r8, [r0]
.Ladvance:
    ldr     r1, [sp, #FRAME_ADVANCE]
    add     r0, r0, r1
    str     r0, [sp, #FRAME_OUTPUT]

    ldrd    r0, r2, [sp, #FRAME_ACTIVATIONS]
    ldr     r3, [sp, #FRAME_LAST]
    cmp     r0, r3
    beq     .Lnext_segment
    add     r0, r0, r2
    str     r0, [sp, #FRAME_ACTIVATIONS]
.Lposition:
    add     r12, sp, #FRAME_WEIGHTS
    ldm     r12, {r1, r4, r8-r11}
    bx      r4

.Lnext_segment:
    ldr     r3, [sp, #FRAME_SEGMENTS]
    ldmia   r3!, {r4-r8}            /* offsets of activations and weights, sweep, last, advance */
    str     r3, [sp, #FRAME_SEGMENTS]
    cmp     r6, #0
    beq     .Lexit
    ldrd    r0, r1, [sp, #FRAME_FIRST_ACTIVATIONS]
    add     r0, r0, r4
    add     r1, r1, r5
    add     r7, r7, r0
    add     r2, r1, r6
    str     r0, [sp, #FRAME_ACTIVATIONS]
    strd    r8, r7, [sp, #FRAME_STEP]
    str     r1, [sp, #FRAME_WEIGHTS]
    str     r2, [sp, #FRAME_WEIGHTS_END]
    lsrs    r4, r6, #4
    rsbs    r4, r4, #0
    and     r4, r4, #(GROUPS_OF_CHAIN - 1)
    movs    r5, #GROUP_CODE_SIZE
    muls    r4, r5, r4
    adr     r5, .Lchain
    add     r4, r4, r5
    orr     r4, r4, #1              /* BX to Thumb code */
    str     r4, [sp, #FRAME_ENTRY]
    b       .Lposition

.Lexit:
    add     sp, sp, #FRAME_SIZE
    pop     {r4-r11, pc}
    .size   micronas_run_tiles, . - micronas_run_tiles
#endif

#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
