// str.format: "{} {name!r:>{width}} {0.field[key]}" (PEP 3101).
#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/format.h"

enum { NESTING_MAX = 2 };  // a field in a spec may not have a field in its own spec

typedef enum { NUMBERING_OPEN, NUMBERING_AUTOMATIC, NUMBERING_MANUAL } Numbering;

typedef struct {
    RtState *rt;
    const Tuple *args;
    Value kwargs;  // a mapping, or UNDEFINED
    Numbering numbering;
    u32 next_index;
} Template;

static bool build(Template *t, StrBuilder *out, Str *text, u32 start, u32 end, u32 depth);

static bool fail(Template *t, u32 class_id, const char *text) {
    error_text(t->rt, class_id, text);
    return false;
}

// ---- which argument

static bool choose_numbering(Template *t, Numbering numbering) {
    if (t->numbering == NUMBERING_OPEN) t->numbering = numbering;
    if (t->numbering == numbering) return true;
    return fail(t, CLASS_VALUE_ERROR,
                numbering == NUMBERING_MANUAL
                    ? "cannot switch from automatic field numbering to manual field specification"
                    : "cannot switch from manual field specification to automatic field numbering");
}

static bool is_number(const Str *text, u32 start, u32 end) {
    for (u32 i = start; i < end; i++) {
        if (str_get(text, i) < '0' || str_get(text, i) > '9') return false;
    }
    return end > start;
}

static u64 number_at(const Str *text, u32 start, u32 end) {
    u64 number = 0;
    for (u32 i = start; i < end; i++) {
        number = number * 10 + (str_get(text, i) - '0');
        if (number > INT32_MAX) return INT32_MAX;
    }
    return number;
}

// Owned, or UNDEFINED and an exception.
static Value first_value(Template *t, Str *text, u32 start, u32 end) {
    RtState *rt = t->rt;
    bool is_indexed = start == end || is_number(text, start, end);
    if (!is_indexed) {
        Str *key = str_slice(rt, text, start, end - start);
        ResultWord found = {0, 1};
        if (t->kwargs != VALUE_UNDEFINED) {
            found = rt_getitem(rt, t->kwargs, value_from_ref(key));
        } else {
            error_key(rt, value_from_ref(key));
        }
        object_release(rt, key);
        return found.is_error ? VALUE_UNDEFINED : found.value;
    }
    bool is_automatic = start == end;
    if (!choose_numbering(t, is_automatic ? NUMBERING_AUTOMATIC : NUMBERING_MANUAL))
        return VALUE_UNDEFINED;
    u64 index = is_automatic ? t->next_index++ : number_at(text, start, end);
    if (!t->args)
        return fail(t, CLASS_VALUE_ERROR, "Format string contains positional fields"),
               VALUE_UNDEFINED;
    if (index < t->args->len) return value_retain(t->args->items[index]);
    error_format(rt, CLASS_INDEX_ERROR,
                 "Replacement index %d out of range for positional args tuple", (i64)index);
    return VALUE_UNDEFINED;
}

// One ".name" or "[key]" behind the first part; takes `value`.
static Value step_take(Template *t, Str *text, u32 *at, u32 end, Value value) {
    RtState *rt = t->rt;
    bool is_attribute = str_get(text, *at) == '.';
    u32 start = ++*at;
    while (*at < end && (is_attribute ? str_get(text, *at) != '.' && str_get(text, *at) != '['
                                      : str_get(text, *at) != ']')) {
        ++*at;
    }
    u32 stop = *at;
    ResultWord next = {0, 1};
    if (stop == start) {
        fail(t, CLASS_VALUE_ERROR, "Empty attribute in format string");
    } else if (!is_attribute && stop == end) {
        fail(t, CLASS_VALUE_ERROR, "Missing ']' in format string");
    } else if (is_attribute) {
        Str *name = str_intern_take(rt, str_slice(rt, text, start, stop - start));
        next = rt_getattr(rt, value, name);
        object_release(rt, name);
    } else {
        Value key = is_number(text, start, stop)
                        ? value_from_small((i64)number_at(text, start, stop))
                        : value_from_ref(str_slice(rt, text, start, stop - start));
        next = rt_getitem(rt, value, key);
        value_release(rt, key);
        ++*at;
        if (!next.is_error && *at < end && str_get(text, *at) != '.' && str_get(text, *at) != '[') {
            value_release(rt, next.value);
            next.is_error = 1;
            fail(t, CLASS_VALUE_ERROR, "Only '.' or '[' may follow ']' in format field specifier");
        }
    }
    value_release(rt, value);
    return next.is_error ? VALUE_UNDEFINED : next.value;
}

static Value field_value(Template *t, Str *text, u32 start, u32 end) {
    u32 at = start;
    while (at < end && str_get(text, at) != '.' && str_get(text, at) != '[') at++;
    Value value = first_value(t, text, start, at);
    while (value != VALUE_UNDEFINED && at < end) value = step_take(t, text, &at, end, value);
    return value;
}

// ---- one replacement field

// Applies !r, !s, !a; takes `value`.
static Value convert_take(Template *t, Value value, u32 conversion) {
    RtState *rt = t->rt;
    if (conversion == 0) return value;
    ResultRef text = {NULL, 1};
    switch (conversion) {
    case 'r': text = rt_repr(rt, value); break;
    case 's': text = rt_str(rt, value); break;
    case 'a': text = rt_ascii(rt, value); break;
    default:
        error_format(rt, CLASS_VALUE_ERROR, "Unknown conversion specifier %c", conversion);
        break;
    }
    value_release(rt, value);
    return text.is_error ? VALUE_UNDEFINED : value_from_ref(text.value);
}

typedef struct {
    u32 name_end;
    u32 conversion;
    u32 spec_start, spec_end;  // equal when there is none
} Field;

// Splits the text between the braces: name ["!" conversion] [":" spec].
static bool read_field(Template *t, const Str *text, u32 start, u32 end, Field *field) {
    u32 at = start, depth = 0;
    for (; at < end; at++) {
        u32 point = str_get(text, at);
        if (point == '[') depth++;
        if (point == ']' && depth > 0) depth--;
        if (depth == 0 && (point == '!' || point == ':')) break;
        if (point == '{') return fail(t, CLASS_VALUE_ERROR, "unexpected '{' in field name");
    }
    *field = (Field){.name_end = at, .spec_start = end, .spec_end = end};
    if (at < end && str_get(text, at) == '!') {
        if (at + 1 >= end)
            return fail(t, CLASS_VALUE_ERROR,
                        "end of string while looking for conversion specifier");
        field->conversion = str_get(text, at + 1);
        at += 2;
        if (at < end && str_get(text, at) != ':') {
            return fail(t, CLASS_VALUE_ERROR, "expected ':' after conversion specifier");
        }
    }
    if (at < end) field->spec_start = at + 1;
    return true;
}

static bool put_field(Template *t, StrBuilder *out, Str *text, u32 start, u32 end, u32 depth) {
    RtState *rt = t->rt;
    Field field;
    if (!read_field(t, text, start, end, &field)) return false;
    Value value = field_value(t, text, start, field.name_end);
    if (value != VALUE_UNDEFINED) value = convert_take(t, value, field.conversion);
    if (value == VALUE_UNDEFINED) return false;
    StrBuilder spec;
    builder_init(&spec, rt);
    if (!build(t, &spec, text, field.spec_start, field.spec_end, depth + 1)) {
        builder_deinit(&spec);
        value_release(rt, value);
        return false;
    }
    Str *spec_text = builder_finish(&spec);
    ResultRef result = rt_format(rt, value, value_from_ref(spec_text));
    object_release(rt, spec_text);
    value_release(rt, value);
    if (result.is_error) return false;
    builder_str(out, result.value);
    object_release(rt, result.value);
    return true;
}

// The index of the '}' that ends the field starting behind '{', or `end`.
static u32 field_end(const Str *text, u32 start, u32 end) {
    u32 depth = 1;
    for (u32 at = start; at < end; at++) {
        u32 point = str_get(text, at);
        if (point == '{') depth++;
        if (point == '}' && --depth == 0) return at;
    }
    return end;
}

static bool build(Template *t, StrBuilder *out, Str *text, u32 start, u32 end, u32 depth) {
    if (depth > NESTING_MAX) return fail(t, CLASS_VALUE_ERROR, "Max string recursion exceeded");
    for (u32 at = start; at < end;) {
        u32 plain = at;
        while (at < end && str_get(text, at) != '{' && str_get(text, at) != '}') at++;
        builder_range(out, text, plain, at - plain);
        if (at == end) return true;
        u32 brace = str_get(text, at);
        if (at + 1 < end && str_get(text, at + 1) == brace) {
            builder_char(out, brace);
            at += 2;
            continue;
        }
        if (brace == '}')
            return fail(t, CLASS_VALUE_ERROR, "Single '}' encountered in format string");
        if (at + 1 == end)
            return fail(t, CLASS_VALUE_ERROR, "Single '{' encountered in format string");
        u32 close = field_end(text, at + 1, end);
        if (close == end) return fail(t, CLASS_VALUE_ERROR, "expected '}' before end of string");
        if (!put_field(t, out, text, at + 1, close, depth)) return false;
        at = close + 1;
    }
    return true;
}

ResultRef format_template(RtState *rt, Str *text, const Tuple *args, Value kwargs) {
    Template t = {.rt = rt, .args = args, .kwargs = kwargs};
    StrBuilder out;
    builder_init(&out, rt);
    if (build(&t, &out, text, 0, text->len, 0)) return ref_ok(builder_finish(&out));
    builder_deinit(&out);
    return ref_error();
}
