using MicroNas.Core.Verification;

namespace MicroNas.Core.Emission;

/// <summary><c>NAME_golden.h/.c</c>: input windows with the bytes that they must give, and a self-test over them.</summary>
internal static class GoldenSource
{
    public static IEnumerable<EmittedFile> Emit(EmissionOptions options, ModelNames names)
    {
        var (name, macro) = (names.Prefix, names.Macro);
        yield return names.OpenHeader(options, "Golden vectors: windows and the outputs they must give, byte for byte.", "GOLDEN").Lines(FormattableString.Invariant(
            $$"""
            #include "{{name}}_model.h"

            #ifdef __cplusplus
            extern "C" {
            #endif

            #define {{macro}}_GOLDEN_COUNT {{options.GoldenInputs.Count}}

            extern const int8_t {{name}}_golden_inputs[{{macro}}_GOLDEN_COUNT][{{macro}}_INPUT_SIZE];
            extern const int8_t {{name}}_golden_outputs[{{macro}}_GOLDEN_COUNT][{{macro}}_CLASSES];
            {{Classes(options, names)}}

            /*
             * Runs every golden window. MICRONAS_MISMATCH when any output differs in any byte; *first_mismatch is then its
             * index, else {{macro}}_GOLDEN_COUNT.
             */
            micronas_status {{name}}_self_test({{name}}_model *model, int32_t *first_mismatch);

            #ifdef __cplusplus
            }
            #endif

            #endif
            """)).ToFile($"{name}_golden.h");

        var writer = names.Open(options, "Golden vectors: windows and the outputs they must give, byte for byte.")
            .Line($"#include \"{name}_golden.h\"").Line().Line("#include <string.h>").Line();
        Table(writer, $"const int8_t {name}_golden_inputs[{macro}_GOLDEN_COUNT][{macro}_INPUT_SIZE]", options.GoldenInputs);
        Table(writer, $"const int8_t {name}_golden_outputs[{macro}_GOLDEN_COUNT][{macro}_CLASSES]", options.GoldenOutputs!);
        writer.Array<int>(
            $"const int32_t {name}_golden_classes[{macro}_GOLDEN_COUNT]",
            options.GoldenOutputs!.Select(output => ClassificationMetrics.IndexOfLargest(output)).ToArray());
        if (options.GoldenLabels.Count > 0)
        {
            writer.Array<int>($"const int32_t {name}_golden_labels[{macro}_GOLDEN_COUNT]", options.GoldenLabels.ToArray());
        }

        yield return writer.Line().Lines(
            $$"""
            micronas_status {{name}}_self_test({{name}}_model *model, int32_t *first_mismatch)
            {
                if (first_mismatch == NULL) {
                    return MICRONAS_NULL_POINTER;
                }
                for (int32_t i = 0; i < {{macro}}_GOLDEN_COUNT; i++) {
                    int8_t probabilities[{{macro}}_CLASSES];
                    int32_t class_index;
                    const micronas_status status =
                        {{name}}_run_quantized(model, {{name}}_golden_inputs[i], probabilities, &class_index);
                    *first_mismatch = i;
                    if (status != MICRONAS_OK) {
                        return status;
                    }
                    if (memcmp(probabilities, {{name}}_golden_outputs[i], {{macro}}_CLASSES) != 0 ||
                        class_index != {{name}}_golden_classes[i]) {
                        return MICRONAS_MISMATCH;
                    }
                }
                *first_mismatch = {{macro}}_GOLDEN_COUNT;
                return MICRONAS_OK;
            }
            """).ToFile($"{name}_golden.c");
    }

    private static string Classes(EmissionOptions options, ModelNames names)
    {
        var classes = $"extern const int32_t {names.Prefix}_golden_classes[{names.Macro}_GOLDEN_COUNT];";
        return options.GoldenLabels.Count == 0
            ? $"/* The index of each output's largest value. */\n{classes}"
            : "/* The classes of these outputs, and those that the data set gives the windows: where they differ, the model errs. */\n"
                + $"{classes}\nextern const int32_t {names.Prefix}_golden_labels[{names.Macro}_GOLDEN_COUNT];";
    }

    private static void Table(CWriter writer, string declaration, IReadOnlyList<sbyte[]> rows)
    {
        writer.Line(declaration + " = {");
        foreach (var row in rows)
        {
            writer.Line("    {").Values<sbyte>(row, "        ").Line("    },");
        }

        writer.Line("};");
    }
}
