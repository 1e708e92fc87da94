namespace MicroNas.Core.Emission;

/// <summary>The part of <c>NAME_model.c</c> that takes samples one by one.</summary>
internal static class StreamSource
{
    /// <param name="inputOffset">Of the model's input in the arena: a due window is copied there from the ring.</param>
    public static void Emit(int inputOffset, ModelNames names, CWriter writer)
    {
        var (name, macro) = (names.Prefix, names.Macro);
        writer.Lines(FormattableString.Invariant(
            $$"""
            micronas_status {{name}}_stream_init({{name}}_stream *stream, int32_t hop)
            {
                return stream == NULL ? MICRONAS_NULL_POINTER
                                      : micronas_stream_init(&stream->ring, {{macro}}_TIME_STEPS, {{macro}}_SENSORS, hop);
            }

            static micronas_status check_push(const {{name}}_stream *stream, const {{name}}_model *model, const void *sample,
                                              const int8_t *probabilities, const int32_t *class_index)
            {
                if (stream == NULL || is_incomplete(model, sample, probabilities, class_index)) {
                    return MICRONAS_NULL_POINTER;
                }
                return stream->ring.hop < 1 ? MICRONAS_HOP_TOO_SMALL : MICRONAS_OK;
            }

            static micronas_status count_sample({{name}}_stream *stream, const {{name}}_model *model, int8_t *probabilities, int32_t *class_index)
            {
                const micronas_status status = micronas_stream_advance(&stream->ring);
                if (status == MICRONAS_OK) {
                    micronas_stream_window(&stream->ring, stream->samples, model->arena + {{inputOffset}});
                    infer(model->arena, probabilities, class_index);
                }
                return status;
            }

            micronas_status {{name}}_stream_push({{name}}_stream *stream, {{name}}_model *model, const float *sample, int8_t *probabilities,
                                                 int32_t *class_index)
            {
                micronas_status status = check_push(stream, model, sample, probabilities, class_index);
                if (status == MICRONAS_OK) {
                    status = micronas_preprocess(&preprocessing, sample, 1, micronas_stream_slot(&stream->ring, stream->samples));
                }
                return status == MICRONAS_OK ? count_sample(stream, model, probabilities, class_index) : status;
            }

            micronas_status {{name}}_stream_push_int16({{name}}_stream *stream, {{name}}_model *model, const int16_t *sample,
                                                       int8_t *probabilities, int32_t *class_index)
            {
                const micronas_status status = check_push(stream, model, sample, probabilities, class_index);
                if (status != MICRONAS_OK) {
                    return status;
                }
                micronas_preprocess_int16(&preprocessing, sample, 1, micronas_stream_slot(&stream->ring, stream->samples));
                return count_sample(stream, model, probabilities, class_index);
            }
            """));
    }
}
