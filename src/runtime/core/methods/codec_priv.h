// runtime/core/methods/codec_priv.h — what the codecs of bytes and those of wider units share.
#pragma once

#include "runtime/core/builder.h"
#include "runtime/core/bytes_object.h"
#include "runtime/core/result.h"

typedef enum {
    HANDLER_STRICT,
    HANDLER_IGNORE,
    HANDLER_REPLACE,
    HANDLER_BACKSLASH,
    HANDLER_SURROGATE,
    HANDLER_XML,
    HANDLER_PASS,
    HANDLER_UNKNOWN
} Handler;

typedef enum {
    CODEC_UTF8,
    CODEC_LATIN1,
    CODEC_ASCII,
    CODEC_UTF16,  // from here on: codec_wide.c
    CODEC_UTF16_LE,
    CODEC_UTF16_BE,
    CODEC_UTF32,
    CODEC_UTF32_LE,
    CODEC_UTF32_BE,
    CODEC_UTF8_SIGNED,
    CODEC_ESCAPE,
    CODEC_RAW_ESCAPE,
    CODEC_UNKNOWN
} Codec;

typedef struct {
    RtState *rt;
    BytesObject *out;  // bytearray
} ByteSink;

void codec_put(ByteSink *sink, const char *text, u32 len);
// What the handler does with a character that the codec does not have. False: strict.
bool codec_handle_encode(ByteSink *sink, Handler handler, Codec codec, u32 point);
bool codec_handle_decode(StrBuilder *out, Handler handler, Slice bad);
void codec_raise(RtState *rt, u32 class_id, const char *codec, Value object, u32 start, u32 end,
                 const char *reason);

Codec codec_wide_find(const char *name);  // lower case, with '-'; CODEC_UNKNOWN
ResultWord codec_wide_encode(RtState *rt, Str *str, Codec codec, Handler handler);
ResultWord codec_wide_decode(RtState *rt, Slice data, Value object, Codec codec, Handler handler);
