/*
 * The inner loop of micronas_convolve_mve. In assembly because no compiler yet makes tail-predicated loops, which need neither a rest loop nor
 * predicate instructions: 64 multiplications in 11 instructions.
 */
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)

    .syntax unified
    .thumb

    .macro  products
    vldrb.8 q0, [r1], #16
    vldrb.8 q1, [r5], #16
    vmlava.s8 r4, q0, q1
    vldrb.8 q2, [r7], #16
    vmlava.s8 r6, q0, q2
    vldrb.8 q3, [r9], #16
    vmlava.s8 r8, q0, q3
    vldrb.8 q1, [r11], #16
    vmlava.s8 r10, q0, q1
    .endm

/*
 * void micronas_sweep_mve(const micronas_sweep *sweep, const int8_t *value, const int8_t *weight, int32_t sums[4])
 * r1 value; r5, r7, r9, r11 the four filters; r4, r6, r8, r10 their sums; r12 rows; r2 count; r3, r0 what a row's end adds to value and filters.
 */
    .section .text.micronas_sweep_mve, "ax", %progbits
    .global micronas_sweep_mve
    .type micronas_sweep_mve, %function
    .thumb_func
micronas_sweep_mve:
    push    {r3-r11, lr}
    mov     r5, r2
    ldrd    r12, r2, [r0]
    ldr     r11, [r0, #16]
    add     r7, r5, r11
    add     r9, r7, r11
    add     r11, r9
    ldrd    r4, r6, [r3]
    ldrd    r8, r10, [r3, #8]
    ldrd    r3, r0, [r0, #8]
    cbz     r0, 4f
1:
    dlstp.8 lr, r2
2:
    products
    letp    lr, 2b
    add     r1, r3
    add     r5, r0
    add     r7, r0
    add     r9, r0
    add     r11, r0
    subs    r12, #1
    bne     1b
3:
    pop     {r3}
    strd    r4, r6, [r3]
    strd    r8, r10, [r3, #8]
    pop     {r4-r11, pc}
    /* The filters' next row begins where this one ends. */
4:
    dlstp.8 lr, r2
5:
    products
    letp    lr, 5b
    add     r1, r3
    subs    r12, #1
    bne     4b
    b       3b
    .size micronas_sweep_mve, . - micronas_sweep_mve

#endif

#if defined(__linux__) && defined(__ELF__)
    .section .note.GNU-stack, "", %progbits
#endif
