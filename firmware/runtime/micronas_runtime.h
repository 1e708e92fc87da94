/*
 * MicroNas runtime: int8 kernels for generated models.
 *
 * C11; no allocation, no recursion, no global state: two models can run in one firmware, also from two threads, as long
 * as each has its own arena. Nothing of libc beyond memcpy and memset. The results are TensorFlow Lite Micro's, byte for
 * byte: int32 accumulation, Q31 multipliers, double rounding.
 *
 * The constants of a model are `const` descriptors that the generator writes; every multiplier and shift is computed
 * ahead. The kernels trust descriptors: they are generated, not user input. Pointers to activations lie in the caller's
 * arena, 16-byte aligned.
 *
 * Layout of activations: [height][width][channel], where height is time T, width is sensors S and channel is C.
 */
#ifndef MICRONAS_RUNTIME_H
#define MICRONAS_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MICRONAS_RUNTIME_VERSION "0.1.0"

/* What a call of the runtime or of a generated model reports. */
typedef enum {
    MICRONAS_OK = 0,
    MICRONAS_NULL_POINTER = 1,    /* a pointer that the call needs is null */
    MICRONAS_ARENA_TOO_SMALL = 2, /* fewer bytes than <MODEL>_ARENA_SIZE */
    MICRONAS_ARENA_MISALIGNED = 3, /* the arena does not start at a multiple of 16 */
    MICRONAS_NOT_A_NUMBER = 4,    /* a raw sample is NaN */
    MICRONAS_MISMATCH = 5,        /* a self-test computed other bytes than expected */
    MICRONAS_PENDING = 6,         /* a stream took the sample; no window is due yet */
    MICRONAS_HOP_TOO_SMALL = 7    /* a stream's hop is below 1, or the stream was never initialised */
} micronas_status;

/*
 * A Q31 multiplier and a shift: value -> round(value * multiplier / 2^31 * 2^shift), rounded twice as TFLite does.
 * multiplier is 0 or in [2^30, 2^31); shift is in [-31, 30], positive to the left.
 */
typedef struct {
    int32_t multiplier;
    int32_t shift;
} micronas_rescale;

/*
 * CONV_2D. out = clamp(rescale(bias + sum (x + input_offset) * weight) + output_offset); taps outside the image add nothing.
 * rescale is the channel's multiplier and shift, as in micronas_rescale.
 */
typedef struct {
    int32_t input_height, input_width, input_channels;    /* T, S, C_in */
    int32_t output_height, output_width, output_channels; /* T, S, N */
    int32_t kernel_height, kernel_width;
    int32_t stride_height, stride_width;
    int32_t padding_top, padding_left; /* rows and columns of the window that lie before the image at output (0, 0) */
    int32_t input_offset;              /* minus the input's zero point, [-127, 128] */
    int32_t output_offset;             /* the output's zero point, [-128, 127] */
    int32_t activation_minimum, activation_maximum; /* of the int8 output, [-128, 127] */
    int32_t rows;                      /* how much a kernel widens at once; the scratch grows with it; at least 1 */
    int32_t split_last;                /* micronas_convolve_lines, packed: 1 where an odd last line is cut into halves */
    int32_t quick;                     /* 1: MICRONAS_QUICK below holds for every channel */
    const int8_t *weights;             /* [N][kernel_height][kernel_width][C_in], aligned to 4 */
    const int32_t *bias;               /* [N] */
    const int32_t *multiplier;         /* [N], Q31 */
    const int8_t *shift;               /* [N], [-31, 30] */
    const uint8_t *parts;              /* micronas_convolve_packed: [N / 2], else null; see there */
} micronas_convolution;

/*
 * MICRONAS_QUICK: the activation range is [-128, 127], every shift is in [-22, -1], and no sum reaches 2^30 in magnitude, whatever the
 * input. Then a requantization takes five instructions: the sign term of both roundings is the sum's own sign, and saturation is the clamp.
 */

/*
 * The kernels of CONV_2D differ in what they take and in scratch, which is aligned to 16 and holds nothing between calls; input,
 * output and scratch do not overlap. The generator chooses one for each layer; all give the same bytes.
 */
typedef void micronas_convolution_kernel(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/* Any convolution, without scratch (which may be null). */
void micronas_convolve_plain(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/* Any convolution, without scratch; only for cores with Helium, where every other kernel calls this one. */
void micronas_convolve_mve(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/*
 * kernel_height or kernel_width is 1, C_in is a multiple of 4, N is at least 2. Lines run along the kernel; two neighbouring lines are
 * computed together, `rows` such pairs widened at once.
 */
void micronas_convolve_lines(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/* Kernel 1x1 with stride 1, C_in is a multiple of 4, N is at least 2; 2 * `rows` pixels are widened at once. */
void micronas_convolve_pixels(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/* Any convolution with N at least 2; the windows of 2 * `rows` output pixels are copied and widened at once. */
void micronas_convolve_patches(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/*
 * C_in, kernel_width are 1, kernel_height is at most 16, padding_left is 0: the first layer of a network over raw channels. One column of
 * the input is widened at once, as much as `rows` output rows need. Fastest with `quick`, stride_height 2 and a kernel_height of 3 to 8.
 */
void micronas_convolve_column(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/*
 * kernel_height or kernel_width is 1, the other 2 or more and larger than its padding, no padding across, C_in is a multiple of 4, N is
 * even, `quick` holds, and a sweep has at most 4080 words. One long multiplication makes four products, whose
 * sums share an accumulator; `parts` says for each pair of channels into how many parts the sum over a filter is cut, so that none of its
 * fields overflows whatever the input. Lines run along the kernel; two neighbouring lines are computed together, `rows` such pairs packed
 * at once. Scratch must also do for micronas_convolve_lines with the same descriptor, which this is under MICRONAS_SIZE.
 */
void micronas_convolve_packed(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/*
 * DEPTHWISE_CONV_2D by the same descriptor, with weights [kernel_height][kernel_width][N], N = C_in * depth multiplier: output channel
 * c * depth multiplier + m reads input channel c alone. Any kernel, stride and padding; no scratch (which may be null).
 */
void micronas_depthwise_convolve(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/*
 * FULLY_CONNECTED by the same descriptor: a 1 x 1 convolution with stride 1 over input_height * input_width rows of C_in = K values, weights
 * [N][K]. Made for few rows: activations are widened at each use, weights as they come. No scratch (which may be null).
 */
void micronas_fully_connected(const micronas_convolution *convolution, const int8_t *input, int8_t *output, void *scratch);

/* ADD of two tensors of one shape; both operands are shifted left by 20, rescaled, summed and rescaled. */
typedef struct {
    int32_t elements;
    int32_t left_offset, right_offset; /* minus the inputs' zero points */
    int32_t output_offset;
    micronas_rescale left, right, output; /* shifts at most 0 */
    int32_t activation_minimum, activation_maximum;
    /*
     * 1: the activation range is [-128, 127], output.shift is in [-22, -1], of left and right one (the larger scale) is {2^30, 0}, and the
     * other is the same or has a negative shift.
     */
    int32_t quick;
} micronas_addition;

/* output may be left or right. */
void micronas_add(const micronas_addition *addition, const int8_t *left, const int8_t *right, int8_t *output);

/* The window of AVERAGE_POOL_2D and MAX_POOL_2D; at least one tap of each output pixel lies inside the image. */
typedef struct {
    int32_t input_height, input_width, channels; /* T, S, C */
    int32_t output_height, output_width;
    int32_t kernel_height, kernel_width;
    int32_t stride_height, stride_width;
    int32_t padding_top, padding_left;
    int32_t activation_minimum, activation_maximum; /* of the int8 output, [-128, 127] */
} micronas_pooling;

/* AVERAGE_POOL_2D: integer sum over the taps inside the image, divided and rounded half away from zero. */
void micronas_average_pool(const micronas_pooling *pooling, const int8_t *input, int8_t *output);

/* MAX_POOL_2D: the largest tap inside the image. */
void micronas_max_pool(const micronas_pooling *pooling, const int8_t *input, int8_t *output);

/* MEAN over height and width as TFLM computes it since 2022: the division is part of the rescale. */
typedef struct {
    int32_t pixels;       /* height * width */
    int32_t channels;
    int32_t input_offset; /* minus zero point times pixels */
    int32_t output_offset;
    micronas_rescale rescale;
} micronas_averaging;

void micronas_mean(const micronas_averaging *averaging, const int8_t *input, int8_t *output);

/* SOFTMAX over the innermost axis; output scale 1/256, zero point -128. */
typedef struct {
    int32_t rows;
    int32_t classes;
    int32_t multiplier;         /* Q31 of beta * input scale * 2^26, with left_shift */
    int32_t left_shift;         /* [0, 31) */
    int32_t difference_minimum; /* inputs further below the row's maximum have probability 0 */
} micronas_softmax_rows;

void micronas_softmax(const micronas_softmax_rows *softmax, const int8_t *input, int8_t *output);

/* RELU as an operator of its own: out = clamp(rescale(x + input_offset) + output_offset). */
typedef struct {
    int32_t elements;
    int32_t input_offset;  /* minus the input's zero point, [-127, 128] */
    int32_t output_offset; /* the output's zero point, [-128, 127] */
    micronas_rescale rescale;
    int32_t activation_minimum, activation_maximum; /* [output_offset, 127] */
} micronas_rectification;

/* output may be input. */
void micronas_relu(const micronas_rectification *rectification, const int8_t *input, int8_t *output);

/* CONCATENATION: the output is `slices` times one slice of each input, in their order. */
typedef struct {
    int32_t slices;           /* product of the dimensions before the axis */
    int32_t inputs;           /* at least 1 */
    const int32_t *slice_size; /* [inputs], bytes: product of the input's dimensions from the axis on */
} micronas_concatenation;

/* The output overlaps no input; one input may stand several times. */
void micronas_concatenate(const micronas_concatenation *concatenation, const int8_t *const *inputs, int8_t *output);

/*
 * PAD of up to four dimensions, outermost first; fewer are led by dimensions of 1 without padding. Dimensions without padding count as part of
 * the dimension before them, so that a row is as long as can be.
 */
typedef struct {
    int32_t input_size[4];
    int32_t before[4], after[4]; /* elements that are added, not negative */
    int8_t value;                /* the output's zero point */
} micronas_padding;

void micronas_pad(const micronas_padding *padding, const int8_t *input, int8_t *output);

/*
 * Raw sensor values to the model's int8 input: clamp((x - mean) / standard_deviation, -clip, +clip), of which what lies
 * beyond +-knee counts a quarter, then quantized. Without normalisation (mean null) x is the model's real input already, and only quantized.
 */
typedef struct {
    int32_t channels;                /* S, values of one time step */
    const float *mean;               /* [S], sensor units; null: no normalisation */
    const float *standard_deviation; /* [S], sensor units, positive */
    float clip;                      /* standard deviations */
    float knee;                      /* standard deviations; 0, clip or more: all counts in full */
    float scale;                     /* of the int8 input */
    int32_t zero_point;
} micronas_preprocessing;

/*
 * input and output are [steps][S], input in sensor units. Infinities are clipped; a NaN ends with MICRONAS_NOT_A_NUMBER, and nothing of
 * its time step is written.
 */
micronas_status micronas_preprocess(const micronas_preprocessing *preprocessing, const float *input, int32_t steps, int8_t *output);

/* The same for sensors that give counts: each is converted to float, which is exact, and goes the same way. */
void micronas_preprocess_int16(const micronas_preprocessing *preprocessing, const int16_t *input, int32_t steps, int8_t *output);

/* Index of the largest value, the first of equals; count is at least 1. */
int32_t micronas_largest(const int8_t *values, int32_t count);

#ifdef __cplusplus
}
#endif

#endif
