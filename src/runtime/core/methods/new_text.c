// str(…), bytes(…), bytearray(…).
#include "runtime/core/bytes_object.h"
#include "runtime/core/error.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/methods/codec.h"
#include "runtime/core/native.h"

ResultWord rt_native_NEW_STR(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return word_object(str_empty(rt));
    if (args[1] == VALUE_UNDEFINED && args[2] == VALUE_UNDEFINED) {
        ResultRef text = rt_str(rt, args[0]);
        return text.is_error ? word_error() : word_object(text.value);
    }
    if (value_is_bytes(args[0])) return codec_decode(rt, value_ref(args[0]), args[1], args[2]);
    if (value_is_str(args[0]))
        return error_text(rt, CLASS_TYPE_ERROR, "decoding str is not supported");
    return error_format(rt, CLASS_TYPE_ERROR, "decoding to str: need a bytes-like object, %T found",
                        args[0]);
}

static ResultWord new_bytes(RtState *rt, const Value *args, u32 class_id) {
    bool has_encoding = args[1] != VALUE_UNDEFINED || args[2] != VALUE_UNDEFINED;
    if (has_encoding && !value_is_str(args[0])) {
        return error_text(rt, CLASS_TYPE_ERROR,
                          args[1] != VALUE_UNDEFINED ? "encoding without a string argument"
                                                     : "errors without a string argument");
    }
    if (!has_encoding) {
        BytesObject *bytes = bytes_from_value(rt, class_id, args[0]);
        return bytes ? word_object(bytes) : word_error();
    }
    ResultWord encoded = codec_encode(rt, value_str(args[0]), args[1], args[2]);
    if (encoded.is_error || class_id == CLASS_BYTES) return encoded;
    BytesObject *array = bytes_from(rt, class_id, bytes_view(value_ref(encoded.value)));
    value_release(rt, encoded.value);
    return array ? word_object(array) : word_error();
}

ResultWord rt_native_NEW_BYTES(RtState *rt, const Value *args) {
    return new_bytes(rt, args, CLASS_BYTES);
}

ResultWord rt_native_NEW_BYTEARRAY(RtState *rt, const Value *args) {
    return new_bytes(rt, args, CLASS_BYTEARRAY);
}
