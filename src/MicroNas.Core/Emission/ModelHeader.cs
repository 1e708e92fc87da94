namespace MicroNas.Core.Emission;

/// <summary><c>NAME_model.h</c>: the one header that firmware includes.</summary>
internal static class ModelHeader
{
    public static EmittedFile Emit(EmissionOptions options, ModelNames names)
    {
        var (name, macro) = (names.Prefix, names.Macro);
        var units = options.Normalization is null
            ? "the model's real input (the file carries no normalisation): they are only quantized"
            : "sensor units: they are normalised and quantized as in training";
        return names.OpenHeader(options, "The model for the MicroNas runtime.", "MODEL").Lines(
            $$"""
            #include <stddef.h>
            #include <stdint.h>

            #include "micronas_runtime.h"
            #include "micronas_stream.h"
            #include "{{name}}_info.h"

            #ifdef __cplusplus
            extern "C" {
            #endif

            /* One instance; it holds no memory of its own. Instances with arenas of their own may run side by side. */
            typedef struct {
                int8_t *arena;
            } {{name}}_model;

            /* Takes at least {{macro}}_ARENA_SIZE bytes, aligned to 16, which belong to the model until its last run. */
            micronas_status {{name}}_init({{name}}_model *model, void *arena, size_t arena_size);

            /*
             * Classifies one window of raw samples [{{macro}}_TIME_STEPS][{{macro}}_SENSORS] in
             * {{units}}.
             * Infinities are clipped; a NaN is MICRONAS_NOT_A_NUMBER.
             * probabilities takes {{macro}}_CLASSES int8 values, real = {{macro}}_OUTPUT_SCALE * (value - {{macro}}_OUTPUT_ZERO_POINT);
             * class_index takes the index of the largest, [0, {{macro}}_CLASSES). Both are written on success alone.
             */
            micronas_status {{name}}_run({{name}}_model *model, const float *window, int8_t *probabilities, int32_t *class_index);

            /* The same for sensors that give counts: every sample is converted to float, which is exact, and goes the same way. */
            micronas_status {{name}}_run_int16({{name}}_model *model, const int16_t *window, int8_t *probabilities, int32_t *class_index);

            /* The same for a window that is normalised and quantized already: real = {{macro}}_INPUT_SCALE * (value - {{macro}}_INPUT_ZERO_POINT). */
            micronas_status {{name}}_run_quantized({{name}}_model *model, const int8_t *window, int8_t *probabilities, int32_t *class_index);

            /* The last {{macro}}_TIME_STEPS samples of one sensor stream; several streams may share one model. May be copied. */
            typedef struct {
                micronas_stream ring;
                int8_t samples[{{macro}}_INPUT_SIZE];
            } {{name}}_stream;

            /*
             * An empty stream. The first window is due after {{macro}}_TIME_STEPS samples, the next ones every hop samples; hop is at least 1 and
             * may exceed {{macro}}_TIME_STEPS. MICRONAS_HOP_TOO_SMALL otherwise.
             */
            micronas_status {{name}}_stream_init({{name}}_stream *stream, int32_t hop);

            /*
             * Takes one time step, [{{macro}}_SENSORS] raw samples as of {{name}}_run. When a window is due, classifies it, gives the bytes
             * that {{name}}_run gives for it, and returns MICRONAS_OK; otherwise returns MICRONAS_PENDING and writes no result. On any
             * other status the sample is refused and the stream unchanged: a NaN is MICRONAS_NOT_A_NUMBER, a stream that was never
             * initialised MICRONAS_HOP_TOO_SMALL.
             */
            micronas_status {{name}}_stream_push({{name}}_stream *stream, {{name}}_model *model, const float *sample, int8_t *probabilities,
                                                 int32_t *class_index);

            /* The same for a sensor that gives counts, as of {{name}}_run_int16. */
            micronas_status {{name}}_stream_push_int16({{name}}_stream *stream, {{name}}_model *model, const int16_t *sample,
                                                       int8_t *probabilities, int32_t *class_index);

            #ifdef __cplusplus
            }
            #endif

            #endif
            """).ToFile($"{name}_model.h");
    }
}
