using System.Text.RegularExpressions;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary><c>NAME_model.c</c>: the model as constants and calls of the runtime.</summary>
internal static partial class ModelSource
{
    public static EmittedSource Emit(QuantizedModel model, EmissionOptions options, KernelSchedule schedule, ModelNames names)
    {
        var writer = names.Open(options, "The model for the MicroNas runtime.")
            .Line($"#include \"{names.Prefix}_model.h\"").Line()
            .Line("#include <stdalign.h>").Line("#include <string.h>").Line();
        var emitter = new OperatorEmitter(model, schedule, writer);
        var operators = new List<EmittedOperator>();
        for (var i = 0; i < model.Operators.Count; i++)
        {
            var before = writer.ConstantBytes;
            emitter.Emit(i);
            var kernel = RuntimeFunction().Match(emitter.Calls[i]);
            operators.Add(new EmittedOperator(kernel.Success ? kernel.Value : null, writer.ConstantBytes - before));
        }

        EmitPreprocessing(options, names, writer);
        EmitRun(model, schedule, emitter.Calls, names, writer);
        StreamSource.Emit(schedule.Arena.Offsets[model.Input], names, writer);
        return new EmittedSource(writer.ToFile($"{names.Prefix}_model.c"), operators);
    }

    [GeneratedRegex(@"\bmicronas_\w+(?=\()")]
    private static partial Regex RuntimeFunction();

    private static void EmitPreprocessing(EmissionOptions options, ModelNames names, CWriter writer)
    {
        var macro = names.Macro;
        if (options.Normalization is null)
        {
            writer.Lines(
                $$"""
                static const micronas_preprocessing preprocessing = {
                    .channels = {{macro}}_SENSORS, .scale = {{macro}}_INPUT_SCALE, .zero_point = {{macro}}_INPUT_ZERO_POINT,
                };

                """);
            return;
        }

        writer.Lines(
            $$"""
            static const float normalization_mean[{{macro}}_SENSORS] = {{macro}}_NORMALIZATION_MEAN;
            static const float normalization_standard_deviation[{{macro}}_SENSORS] = {{macro}}_NORMALIZATION_STANDARD_DEVIATION;
            static const micronas_preprocessing preprocessing = {
                .channels = {{macro}}_SENSORS,
                .mean = normalization_mean, .standard_deviation = normalization_standard_deviation,
                .clip = {{macro}}_NORMALIZATION_CLIP, .knee = {{macro}}_NORMALIZATION_KNEE, .scale = {{macro}}_INPUT_SCALE, .zero_point = {{macro}}_INPUT_ZERO_POINT,
            };

            """);
    }

    private static void EmitRun(QuantizedModel model, KernelSchedule schedule, IReadOnlyList<string> calls, ModelNames names, CWriter writer)
    {
        var (name, macro) = (names.Prefix, names.Macro);
        var input = FormattableString.Invariant($"model->arena + {schedule.Arena.Offsets[model.Input]}");
        writer.Lines(
            $$"""
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
                model->arena = (int8_t *)arena;
                return MICRONAS_OK;
            }

            static void infer(int8_t *arena, int8_t *probabilities, int32_t *class_index)
            {
            """)
            .Lines(string.Join("\n", calls.Select(call => "    " + call)))
            .Lines(FormattableString.Invariant(
            $$"""
                memcpy(probabilities, arena + {{schedule.Arena.Offsets[model.Output]}}, {{macro}}_CLASSES);
                *class_index = micronas_largest(probabilities, {{macro}}_CLASSES);
            }

            static int is_incomplete(const {{name}}_model *model, const void *samples, const int8_t *probabilities,
                                     const int32_t *class_index)
            {
                return model == NULL || model->arena == NULL || samples == NULL || probabilities == NULL || class_index == NULL;
            }

            micronas_status {{name}}_run({{name}}_model *model, const float *window, int8_t *probabilities, int32_t *class_index)
            {
                if (is_incomplete(model, window, probabilities, class_index)) {
                    return MICRONAS_NULL_POINTER;
                }
                const micronas_status status = micronas_preprocess(&preprocessing, window, {{macro}}_TIME_STEPS, {{input}});
                if (status == MICRONAS_OK) {
                    infer(model->arena, probabilities, class_index);
                }
                return status;
            }

            micronas_status {{name}}_run_int16({{name}}_model *model, const int16_t *window, int8_t *probabilities, int32_t *class_index)
            {
                if (is_incomplete(model, window, probabilities, class_index)) {
                    return MICRONAS_NULL_POINTER;
                }
                micronas_preprocess_int16(&preprocessing, window, {{macro}}_TIME_STEPS, {{input}});
                infer(model->arena, probabilities, class_index);
                return MICRONAS_OK;
            }

            micronas_status {{name}}_run_quantized({{name}}_model *model, const int8_t *window, int8_t *probabilities, int32_t *class_index)
            {
                if (is_incomplete(model, window, probabilities, class_index)) {
                    return MICRONAS_NULL_POINTER;
                }
                memcpy({{input}}, window, {{macro}}_INPUT_SIZE);
                infer(model->arena, probabilities, class_index);
                return MICRONAS_OK;
            }

            """));
    }
}
