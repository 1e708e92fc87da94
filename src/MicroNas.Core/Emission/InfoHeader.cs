using MicroNas.Core.Architectures;
using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary><c>NAME_info.h</c>: everything that firmware needs to know about the model, as macros; depends on nothing.</summary>
internal static class InfoHeader
{
    /// <summary>Values of one time step of an input [1, T, S, 1]; a vector [1, S] is one step.</summary>
    public static int Sensors(QuantizedTensor input) => input.Elements / TimeSteps(input);

    private static int TimeSteps(QuantizedTensor input) => input.Shape.Count > 2 ? input.Shape[1] : 1;

    private static string TflmArenaSize(QuantizedModel model, string macro) => TflmArena.Bytes(model) is { } bytes
        ? FormattableString.Invariant(
            $"""
            /* Bytes of RAM for TensorFlow Lite Micro's tensor arena with CMSIS-NN kernels, to be aligned to 16. */
            #define {macro}_TFLM_ARENA_SIZE {bytes}
            """)
        : "/* TensorFlow Lite Micro's tensor arena has not been measured for this model's operators. */";

    public static EmittedFile Emit(QuantizedModel model, EmissionOptions options, ArenaPlan plan, ModelNames names)
    {
        var input = model.Tensors[model.Input];
        var output = model.Tensors[model.Output];
        var macro = names.Macro;
        var resolver = model.Operators.Select(OperatorNames.ResolverMethod).Distinct().Order(StringComparer.Ordinal).ToArray();
        string List(IEnumerable<string> items) => "{" + string.Join(", ", items) + "}";

        return names.OpenHeader(options, "What firmware needs to know about the model.", "INFO").Lines(FormattableString.Invariant(
            $$"""
            /* Input window: int8 [{{macro}}_TIME_STEPS][{{macro}}_SENSORS], real = scale * (value - zero point), in standard deviations. */
            #define {{macro}}_TIME_STEPS {{TimeSteps(input)}}
            #define {{macro}}_SENSORS {{Sensors(input)}}
            #define {{macro}}_INPUT_SIZE {{input.Elements}} /* bytes */
            #define {{macro}}_INPUT_SCALE {{CText.Float(input.Quantization!.Scale)}}
            #define {{macro}}_INPUT_ZERO_POINT ({{input.Quantization.ZeroPoint}})
            #define {{macro}}_SAMPLE_RATE_HZ {{CText.Float((float)options.SampleRate.Value)}}

            /* Raw sensor units to standard deviations: clamp((raw - mean) / standard_deviation, -clip, +clip), by channel. */
            #define {{macro}}_CHANNEL_NAMES {{List(options.ChannelNames.Select(CText.String))}}
            #define {{macro}}_NORMALIZATION_MEAN {{List(options.Normalization.Mean.Select(CText.Float))}}
            #define {{macro}}_NORMALIZATION_STANDARD_DEVIATION {{List(options.Normalization.StandardDeviation.Select(CText.Float))}}
            #define {{macro}}_NORMALIZATION_CLIP {{CText.Float(options.Normalization.ClipStandardDeviations)}}

            /* Output: int8 class probabilities, real = scale * (value - zero point). */
            #define {{macro}}_CLASSES {{output.Elements}}
            #define {{macro}}_CLASS_NAMES {{List(options.ClassNames.Select(CText.String))}}
            #define {{macro}}_OUTPUT_SCALE {{CText.Float(output.Quantization!.Scale)}}
            #define {{macro}}_OUTPUT_ZERO_POINT ({{output.Quantization.ZeroPoint}})

            /* Bytes of RAM for the MicroNas runtime, to be aligned to 16. */
            #define {{macro}}_ARENA_SIZE {{plan.Size}}
            {{TflmArenaSize(model, macro)}}

            /*
             * Operators that a TensorFlow Lite Micro op resolver needs for the .tflite:
             *   tflite::MicroMutableOpResolver<{{macro}}_TFLM_OPERATOR_COUNT> resolver;
             *   #define REGISTER(method) resolver.method();
             *   {{macro}}_TFLM_OPERATORS(REGISTER)
             */
            #define {{macro}}_TFLM_OPERATOR_COUNT {{resolver.Length}}
            #define {{macro}}_TFLM_OPERATORS(X) {{string.Join(' ', resolver.Select(method => $"X({method})"))}}

            #endif
            """)).ToFile($"{names.Prefix}_info.h");
    }
}
