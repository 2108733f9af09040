// SyntaxError: what a program that raises one itself can ask of it.
#include "runtime/core/builder.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/names.h"

// SyntaxError(message, (filename, lineno, offset, text, end_lineno, end_offset))
PART_FUNCTION static Value syntax_field(RtState *rt, const Exception *exception, const Str *name) {
    static const NameId names[] = {NAME_FILENAME,    NAME_LINENO,     NAME_OFFSET,
                                   NAME_SOURCE_TEXT, NAME_END_LINENO, NAME_END_OFFSET};
    const Tuple *args = value_ref(exception->args);
    if (name == rt_name(rt, NAME_MSG))
        return args->len > 0 ? value_retain(args->items[0]) : VALUE_NONE;
    if (name == rt_name(rt, NAME_PRINT_FILE_AND_LINE)) return VALUE_NONE;
    bool has_place = args->len == 2 && value_is(args->items[1], CLASS_TUPLE);
    const Tuple *place = has_place ? value_ref(args->items[1]) : NULL;
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (name != rt_name(rt, names[i])) continue;
        return place && i < place->len ? value_retain(place->items[i]) : VALUE_NONE;
    }
    return VALUE_UNDEFINED;
}
PART_ONLY(syntax_field, CLASS_SYNTAX_ERROR);

Value exception_syntax_field(RtState *rt, const Exception *exception, const Str *name) {
    return syntax_field(rt, exception, name);
}

// The last part of a path.
static Str *base_name(RtState *rt, Str *path) {
    u32 start = path->len;
    while (start > 0 && str_get(path, start - 1) != '/') start--;
    return str_slice(rt, path, start, path->len - start);
}

static ResultRef with_place(RtState *rt, Str *message, Value file, Value line) {
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_str(&builder, message);
    bool has_file = value_is_str(file), has_line = value_is_small_int(line);
    if (has_file) {
        Str *base = base_name(rt, value_str(file));
        builder_format(&builder, " (%S", base);
        object_release(rt, base);
    }
    if (has_line)
        builder_format(&builder, has_file ? ", line %d" : " (line %d", (i64)value_small(line));
    if (has_file || has_line) builder_char(&builder, ')');
    return ref_ok(builder_finish(&builder));
}

// Subclasses may keep them in slots of their own. UNDEFINED: None of that name.
static Value field_of(RtState *rt, Exception *exception, NameId name) {
    ResultWord found = rt_getattr(rt, value_from_ref(exception), rt_name(rt, name));
    if (!found.is_error) return found.value;
    error_clear(rt);
    return VALUE_UNDEFINED;
}

PART_FUNCTION static ResultRef syntax_str(RtState *rt, Exception *exception) {
    Value message = field_of(rt, exception, NAME_MSG);
    Value file = field_of(rt, exception, NAME_FILENAME);
    Value line = field_of(rt, exception, NAME_LINENO);
    ResultRef text = rt_str(rt, message == VALUE_UNDEFINED ? VALUE_NONE : message);
    if (!text.is_error) {
        Str *plain = text.value;
        text = with_place(rt, plain, file, line);
        object_release(rt, plain);
    }
    value_release(rt, message);
    value_release(rt, file);
    value_release(rt, line);
    return text;
}
PART_ONLY(syntax_str, CLASS_SYNTAX_ERROR);

ResultRef exception_syntax_str(RtState *rt, Exception *exception) {
    return syntax_str(rt, exception);
}
