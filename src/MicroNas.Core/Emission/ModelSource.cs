using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary><c>NAME_model.h/.c</c>: the model as constants and calls of the runtime.</summary>
internal static class ModelSource
{
    public static IEnumerable<EmittedFile> Emit(QuantizedModel model, EmissionOptions options, KernelSchedule schedule, ModelNames names)
    {
        yield return Header(options, names);
        yield return Source(model, options, schedule, names);
    }

    private static EmittedFile Header(EmissionOptions options, ModelNames names)
    {
        var (name, macro) = (names.Prefix, names.Macro);
        return names.OpenHeader(options, "The model for the MicroNas runtime.", "MODEL").Lines(
            $$"""
            #include <stddef.h>
            #include <stdint.h>

            #include "micronas_runtime.h"
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
             * Classifies one window of raw samples [{{macro}}_TIME_STEPS][{{macro}}_SENSORS] in sensor units.
             * probabilities takes {{macro}}_CLASSES int8 values, class_index the index of the largest; both are written on success alone.
             */
            micronas_status {{name}}_run({{name}}_model *model, const float *window, int8_t *probabilities, int32_t *class_index);

            /* The same for a window that is normalised and quantized already. */
            micronas_status {{name}}_run_quantized({{name}}_model *model, const int8_t *window, int8_t *probabilities,
                                                   int32_t *class_index);

            #ifdef __cplusplus
            }
            #endif

            #endif
            """).ToFile($"{name}_model.h");
    }

    private static EmittedFile Source(QuantizedModel model, EmissionOptions options, KernelSchedule schedule, ModelNames names)
    {
        var (name, macro) = (names.Prefix, names.Macro);
        var input = model.Tensors[model.Input];
        var writer = names.Open(options, "The model for the MicroNas runtime.")
            .Line($"#include \"{name}_model.h\"").Line()
            .Line("#include <stdalign.h>").Line("#include <string.h>").Line();
        var operators = new OperatorEmitter(model, schedule, writer);
        for (var i = 0; i < model.Operators.Count; i++)
        {
            operators.Emit(i);
        }

        return writer.Lines(FormattableString.Invariant(
            $$"""
            static const float normalization_mean[{{macro}}_SENSORS] = {{macro}}_NORMALIZATION_MEAN;
            static const float normalization_standard_deviation[{{macro}}_SENSORS] = {{macro}}_NORMALIZATION_STANDARD_DEVIATION;
            static const micronas_preprocessing preprocessing = {
                .samples = {{macro}}_TIME_STEPS, .channels = {{macro}}_SENSORS,
                .mean = normalization_mean, .standard_deviation = normalization_standard_deviation,
                .clip = {{macro}}_NORMALIZATION_CLIP, .scale = {{macro}}_INPUT_SCALE, .zero_point = {{macro}}_INPUT_ZERO_POINT,
            };

            micronas_status {{name}}_init({{name}}_model *model, void *arena, size_t arena_size)
            {
                if (model == NULL || arena == NULL) {
                    return MICRONAS_NULL_POINTER;
                }
                if ((uintptr_t)arena % 16 != 0) {
                    return MICRONAS_ARENA_MISALIGNED;
                }
                if (arena_size < {{macro}}_ARENA_SIZE) {
                    return MICRONAS_ARENA_TOO_SMALL;
                }
                model->arena = arena;
                return MICRONAS_OK;
            }

            static void infer(int8_t *arena, int8_t *probabilities, int32_t *class_index)
            {
            """))
            .Lines(string.Join("\n", operators.Calls.Select(call => "    " + call)))
            .Lines(FormattableString.Invariant(
            $$"""
                memcpy(probabilities, arena + {{schedule.Arena.Offsets[model.Output]}}, {{macro}}_CLASSES);
                *class_index = micronas_largest(probabilities, {{macro}}_CLASSES);
            }

            static int is_incomplete(const {{name}}_model *model, const void *window, const int8_t *probabilities,
                                     const int32_t *class_index)
            {
                return model == NULL || model->arena == NULL || window == NULL || probabilities == NULL || class_index == NULL;
            }

            micronas_status {{name}}_run({{name}}_model *model, const float *window, int8_t *probabilities, int32_t *class_index)
            {
                if (is_incomplete(model, window, probabilities, class_index)) {
                    return MICRONAS_NULL_POINTER;
                }
                const micronas_status status = micronas_preprocess(&preprocessing, window, model->arena + {{schedule.Arena.Offsets[model.Input]}});
                if (status == MICRONAS_OK) {
                    infer(model->arena, probabilities, class_index);
                }
                return status;
            }

            micronas_status {{name}}_run_quantized({{name}}_model *model, const int8_t *window, int8_t *probabilities,
                                                   int32_t *class_index)
            {
                if (is_incomplete(model, window, probabilities, class_index)) {
                    return MICRONAS_NULL_POINTER;
                }
                memcpy(model->arena + {{schedule.Arena.Offsets[model.Input]}}, window, {{input.Elements}});
                infer(model->arena, probabilities, class_index);
                return MICRONAS_OK;
            }
            """)).ToFile($"{name}_model.c");
    }
}
