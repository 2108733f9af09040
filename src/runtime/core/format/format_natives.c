#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/format.h"
#include "runtime/core/native.h"

static ResultWord as_word(ResultRef text) {
    return text.is_error ? word_error() : word_object(text.value);
}

ResultWord rt_native_STR_FORMAT(RtState *rt, const Value *args) {
    return as_word(format_template(rt, value_str(args[0]), value_ref(args[1]), args[2]));
}

ResultWord rt_native_STR_FORMAT_MAP(RtState *rt, const Value *args) {
    return as_word(format_template(rt, value_str(args[0]), NULL, args[1]));
}

// repr with everything above ASCII escaped.
ResultRef rt_ascii(RtState *rt, Value value) {
    ResultRef text = rt_repr(rt, value);
    if (text.is_error) return text;
    Str *repr = text.value;
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < repr->len; i++) {
        u32 point = str_get(repr, i);
        if (point < 0x80) {
            builder_char(&builder, point);
            continue;
        }
        builder_text(&builder, point < 0x100 ? "\\x" : point < 0x10000 ? "\\u" : "\\U");
        builder_hex(&builder, point, point < 0x100 ? 2 : point < 0x10000 ? 4 : 8);
    }
    object_release(rt, repr);
    return ref_ok(builder_finish(&builder));
}

ResultWord rt_native_ASCII(RtState *rt, const Value *args) {
    return as_word(rt_ascii(rt, args[0]));
}
