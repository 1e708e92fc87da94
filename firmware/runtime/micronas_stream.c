#include "micronas_stream.h"

#include <string.h>

micronas_status micronas_stream_init(micronas_stream *stream, int32_t length, int32_t channels, int32_t hop)
{
    if (stream == NULL) {
        return MICRONAS_NULL_POINTER;
    }
    if (hop < 1) {
        return MICRONAS_HOP_TOO_SMALL;
    }
    stream->length = length;
    stream->channels = channels;
    stream->hop = hop;
    stream->next = 0;
    stream->missing = length;
    return MICRONAS_OK;
}

int8_t *micronas_stream_slot(const micronas_stream *stream, int8_t *samples)
{
    return samples + (size_t)stream->next * (size_t)stream->channels;
}

micronas_status micronas_stream_advance(micronas_stream *stream)
{
    stream->next = stream->next + 1 < stream->length ? stream->next + 1 : 0;
    if (--stream->missing > 0) {
        return MICRONAS_PENDING;
    }
    stream->missing = stream->hop;
    return MICRONAS_OK;
}

void micronas_stream_window(const micronas_stream *stream, const int8_t *samples, int8_t *window)
{
    const size_t newer = (size_t)stream->next * (size_t)stream->channels;
    const size_t older = (size_t)stream->length * (size_t)stream->channels - newer;
    memcpy(window, samples + newer, older);
    memcpy(window + older, samples, newer);
}
