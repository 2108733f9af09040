// runtime/core/methods/codec.h — text to bytes and back. Absent encoding: UTF-8; absent errors:
// strict.
#pragma once

#include "runtime/core/bytes_object.h"
#include "runtime/core/result.h"
#include "runtime/core/str.h"

ResultWord codec_encode(RtState *rt, Str *str, Value encoding, Value errors);            // bytes
ResultWord codec_decode(RtState *rt, BytesObject *bytes, Value encoding, Value errors);  // str
