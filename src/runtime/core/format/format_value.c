#include "runtime/core/class.h"
#include "runtime/core/error.h"
#include "runtime/core/format.h"
#include "runtime/core/format/format_number.h"
#include "runtime/core/int.h"
#include "text/float_text.h"

static bool format_text(StrBuilder *builder, const FormatSpec *spec, Value value) {
    RtState *rt = builder->rt;
    if (spec->type != 0 && spec->type != 's') return format_spec_unknown(rt, spec, value);
    const char *wrong =
        spec->sign == ' ' ? "Space not allowed in string format specifier"
        : spec->sign != 0 ? "Sign not allowed in string format specifier"
        : spec->has_no_negative_zero
            ? "Negative zero coercion (z) not allowed in string format specifier"
        : spec->is_alternate ? "Alternate form (#) not allowed in string format specifier"
        : spec->align == '=' ? "'=' alignment not allowed in string format specifier"
                             : NULL;
    if (wrong) {
        error_text(rt, CLASS_VALUE_ERROR, wrong);
        return false;
    }
    if (spec->grouping != 0) {
        error_format(rt, CLASS_VALUE_ERROR, "Cannot specify '%c' with 's'.", (u32)spec->grouping);
        return false;
    }
    format_spec_text(builder, spec, value_str(value));
    return true;
}

static bool is_int_type(u32 type) {
    return type == 0 || type == 'b' || type == 'c' || type == 'd' || type == 'n' || type == 'o' ||
           type == 'x' || type == 'X';
}

static bool format_any_int(StrBuilder *builder, const FormatSpec *spec, Value value) {
    RtState *rt = builder->rt;
    if (is_int_type(spec->type)) return format_int(builder, spec, value);
    bool is_float_type = spec->type == 'e' || spec->type == 'E' || spec->type == 'f' ||
                         spec->type == 'F' || spec->type == 'g' || spec->type == 'G' ||
                         spec->type == '%';
    if (!is_float_type) return format_spec_unknown(rt, spec, value);
    ResultF64 number = rt_int_to_f64(rt, value_int_peek(value));
    return !number.is_error && format_f64(builder, spec, number.value, value);
}

// ".2f" and its like without the way through a spec. NULL: not that simple.
static Str *format_fixed(RtState *rt, Value value, const Str *spec) {
    enum { LOCAL_BYTES = 64 };
    if (value_tag(value) != TAG_FLOAT || spec->width != 1 || spec->len != 3) return NULL;
    u32 precision = spec->data[1] - (u32)'0';
    if (spec->data[0] != '.' || precision > 9 || spec->data[2] != 'f') return NULL;
    f64 number = value_unboxed_f64(value);
    if (text_float_format_bytes(number, 'f', precision) > LOCAL_BYTES) return NULL;
    char text[LOCAL_BYTES];
    return str_from_ascii(rt, text, (u32)text_float_format(text, number, 'f', precision, 0));
}

ResultRef format_value(RtState *rt, Value value, Str *spec_text) {
    bool is_number = value_is_int(value) || value_is_bool(value) || value_is_float(value);
    if (spec_text->len == 0) {
        if (value_is_str(value)) return ref_ok(value_ref(value_retain(value)));
        return rt_str(rt, value);
    }
    Str *fixed = format_fixed(rt, value, spec_text);
    if (fixed) return ref_ok(fixed);
    if (!is_number && !value_is_str(value)) {
        error_format(rt, CLASS_TYPE_ERROR, "unsupported format string passed to %T.__format__",
                     value);
        return ref_error();
    }
    FormatSpec spec;
    StrBuilder builder;
    if (!format_spec_parse(rt, spec_text, value, &spec)) return ref_error();
    builder_init(&builder, rt);
    bool is_good;
    if (value_is_str(value)) {
        is_good = format_text(&builder, &spec, value);
    } else if (value_is_float(value)) {
        is_good = format_f64(&builder, &spec, value_f64(value), value);
    } else {
        is_good = format_any_int(&builder, &spec, value);
    }
    if (is_good) return ref_ok(builder_finish(&builder));
    builder_deinit(&builder);
    return ref_error();
}
