namespace MicroNas.Core.Emission;

/// <summary><c>NAME_tflite.h/.c</c>: the .tflite file as an array, for runtimes that read it.</summary>
internal static class TfliteSource
{
    public static IEnumerable<EmittedFile> Emit(EmissionOptions options, ModelNames names)
    {
        var name = names.Prefix;
        yield return names.OpenHeader(options, "The .tflite file as an array.", "TFLITE").Lines(
            $$"""
            #include <stddef.h>
            #include <stdint.h>

            #ifdef __cplusplus
            extern "C" {
            #endif

            extern const uint8_t {{name}}_tflite[]; /* aligned to 16 */
            extern const size_t {{name}}_tflite_size; /* bytes */

            #ifdef __cplusplus
            }
            #endif

            #endif
            """).ToFile($"{name}_tflite.h");
        yield return names.Open(options, "The .tflite file as an array.")
            .Line($"#include \"{name}_tflite.h\"").Line()
            .Line("#include <stdalign.h>").Line()
            .Array(FormattableString.Invariant($"alignas(16) const uint8_t {name}_tflite[{options.TfliteBytes.Length}]"), options.TfliteBytes.Span)
            .Line(FormattableString.Invariant($"const size_t {name}_tflite_size = {options.TfliteBytes.Length};"))
            .ToFile($"{name}_tflite.c");
    }
}
