using MicroNas.Core.Architectures;
using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary><c>NAME_info.h</c>: everything that firmware needs to know about the model, as macros; depends on nothing.</summary>
internal static class InfoHeader
{
    public static EmittedFile Emit(QuantizedModel model, EmissionOptions options, ArenaPlan plan, ModelNames names)
    {
        var (input, output) = (model.Tensors[model.Input], model.Tensors[model.Output]);
        var form = InputForm.Of(input);
        var macro = names.Macro;
        var writer = names.OpenHeader(options, "What firmware needs to know about the model.", "INFO").Lines(FormattableString.Invariant(
            $$"""
            /* Input window: int8 [{{macro}}_TIME_STEPS][{{macro}}_SENSORS], real = scale * (value - zero point){{(options.Normalization is null ? "" : ", in standard deviations (compressed beyond the knee)")}}. */
            #define {{macro}}_TIME_STEPS {{form.TimeSteps}}
            #define {{macro}}_SENSORS {{form.Sensors}} /* values of one time step */
            #define {{macro}}_INPUT_RANK {{input.Shape.Count}}
            #define {{macro}}_INPUT_SHAPE {{List(input.Shape)}} /* the same values as the model's file states them */
            #define {{macro}}_INPUT_SIZE {{input.Elements}} /* bytes */
            #define {{macro}}_INPUT_SCALE {{CText.Float(input.Quantization!.Scale)}}
            #define {{macro}}_INPUT_ZERO_POINT ({{input.Quantization.ZeroPoint}})
            """));
        EmitSensor(options, macro, writer);
        writer.Lines(FormattableString.Invariant(
            $$"""

            /* Output: int8, real = scale * (value - zero point): class probabilities where the model ends with SOFTMAX. */
            #define {{macro}}_CLASSES {{output.Elements}} /* bytes */
            #define {{macro}}_OUTPUT_RANK {{output.Shape.Count}}
            #define {{macro}}_OUTPUT_SHAPE {{List(output.Shape)}}
            #define {{macro}}_OUTPUT_SCALE {{CText.Float(output.Quantization!.Scale)}}
            #define {{macro}}_OUTPUT_ZERO_POINT ({{output.Quantization.ZeroPoint}})
            """));
        EmitClassNames(options, output, macro, writer);
        writer.Lines(FormattableString.Invariant(
            $$"""

            /* Bytes of RAM for the MicroNas runtime, to be aligned to 16. */
            #define {{macro}}_ARENA_SIZE {{plan.Size}}
            """));
        EmitTflm(model, macro, writer);
        return writer.Line().Line("#endif").ToFile($"{names.Prefix}_info.h");
    }

    private static string List<T>(IEnumerable<T> items) => "{" + string.Join(", ", items) + "}";

    /// <summary>A map of outputs is no classifier: nobody names its values.</summary>
    private static void EmitClassNames(EmissionOptions options, QuantizedTensor output, string macro, CWriter writer)
    {
        IEnumerable<string> names = options.ClassNames.Count > 0
            ? options.ClassNames
            : Enumerable.Range(0, output.Elements == output.Shape[^1] ? output.Elements : 0).Select(index => FormattableString.Invariant($"class_{index}"));
        if (names.Any())
        {
            writer.Line($"#define {macro}_CLASS_NAMES {List(names.Select(CText.String))}");
        }
    }

    private static void EmitSensor(EmissionOptions options, string macro, CWriter writer)
    {
        if (options.SampleRate is { } rate)
        {
            writer.Line($"#define {macro}_SAMPLE_RATE_HZ {CText.Float((float)rate.Value)}");
        }

        if (options.ChannelNames.Count > 0)
        {
            writer.Line($"#define {macro}_CHANNEL_NAMES {List(options.ChannelNames.Select(CText.String))}");
        }

        if (options.Normalization is { } normalization)
        {
            writer.Lines(
                $$"""

                /* Raw sensor units to standard deviations: clamp((raw - mean) / standard_deviation, -clip, +clip), by channel; what lies beyond +-knee counts a quarter. */
                #define {{macro}}_NORMALIZATION_MEAN {{List(normalization.Mean.Select(CText.Float))}}
                #define {{macro}}_NORMALIZATION_STANDARD_DEVIATION {{List(normalization.StandardDeviation.Select(CText.Float))}}
                #define {{macro}}_NORMALIZATION_CLIP {{CText.Float(normalization.ClipStandardDeviations)}}
                #define {{macro}}_NORMALIZATION_KNEE {{CText.Float(normalization.KneeStandardDeviations)}}
                """);
        }
    }

    private static void EmitTflm(QuantizedModel model, string macro, CWriter writer)
    {
        var resolver = model.Operators.Select(OperatorNames.ResolverMethod).Distinct().Order(StringComparer.Ordinal).ToArray();

        writer.Lines(TflmArena.Bytes(model) is { } bytes
            ? FormattableString.Invariant(
                $"""
                /* Bytes of RAM for TensorFlow Lite Micro's tensor arena with CMSIS-NN kernels, to be aligned to 16. */
                #define {macro}_TFLM_ARENA_SIZE {bytes}
                """)
            : "/* TensorFlow Lite Micro's tensor arena has not been measured for this model's operators. */");
        writer.Lines(FormattableString.Invariant(
            $$"""

            /*
             * Operators that a TensorFlow Lite Micro op resolver needs for the .tflite:
             *   tflite::MicroMutableOpResolver<{{macro}}_TFLM_OPERATOR_COUNT> resolver;
             *   #define REGISTER(method) resolver.method();
             *   {{macro}}_TFLM_OPERATORS(REGISTER)
             */
            #define {{macro}}_TFLM_OPERATOR_COUNT {{resolver.Length}}
            #define {{macro}}_TFLM_OPERATORS(X) {{string.Join(' ', resolver.Select(method => $"X({method})"))}}
            """));
    }
}
