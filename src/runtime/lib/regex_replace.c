// sub, subn and expand: text with matches replaced by what templates or functions give.
#include "runtime/core/builder.h"
#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "runtime/lib/regex_object.h"

// ---- what is built: a str, or bytes in a bytearray
typedef struct {
    RtState *rt;
    bool is_text;
    StrBuilder text;
    BytesObject *bytes;
    u32 item_count;  // pieces as CPython would join them: for its message
} Output;

static void output_begin(Output *out, RtState *rt, bool is_text) {
    out->rt = rt;
    out->is_text = is_text;
    out->item_count = 0;
    if (is_text)
        builder_init(&out->text, rt);
    else
        out->bytes = bytes_from(rt, CLASS_BYTEARRAY, slice_make("", 0));
}

static void output_drop(Output *out) {
    if (out->is_text)
        builder_deinit(&out->text);
    else
        object_release(out->rt, out->bytes);
}

static Value output_end(Output *out) {
    if (out->is_text) return value_from_ref(builder_finish(&out->text));
    BytesObject *made = bytes_from(out->rt, CLASS_BYTES, bytes_view(out->bytes));
    object_release(out->rt, out->bytes);
    return value_from_ref(made);
}

// A range of a subject; false: no memory.
static bool put_range(Output *out, Value string, u32 start, u32 end) {
    if (start >= end) return true;
    if (out->is_text) {
        builder_range(&out->text, value_str(string), start, end - start);
        return true;
    }
    const BytesObject *bytes = value_ref(string);
    if (end > bytes->len) end = bytes->len;
    if (start >= end) return true;
    u32 len = out->bytes->len;
    return bytearray_replace(out->rt, out->bytes, len, len,
                             slice_make(bytes->data + start, end - start));
}

static bool put_points(Output *out, const u32 *points, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (out->is_text)
            builder_char(&out->text, points[i]);
        else if (!bytearray_append(out->rt, out->bytes, (u8)points[i]))
            return false;
    }
    return true;
}

static bool put_value(Output *out, Value value) {
    if (value == VALUE_NONE) return true;
    bool fits = out->is_text ? value_is_str(value) : value_is_bytes(value);
    if (fits) {
        u32 len = out->is_text ? value_str(value)->len : ((BytesObject *)value_ref(value))->len;
        out->item_count++;
        return put_range(out, value, 0, len);
    }
    error_format(out->rt, CLASS_TYPE_ERROR,
                 out->is_text ? "sequence item %u: expected str instance, %T found"
                              : "sequence item %u: expected a bytes-like object, %T found",
                 out->item_count, value);
    return false;
}

// ---- templates
typedef struct {
    Arena arena;
    RegexPart *parts;
    u32 count;
    bool is_text;
} Template;

typedef struct {
    RtState *rt;
    const PatternObject *pattern;
} NameContext;

static u32 group_by_name(void *context, const u32 *name, u32 len) {
    const NameContext *names = context;
    Str *key = str_from_points(names->rt, name, len);
    bool is_error;
    Value *found = dict_find_peek(names->rt, value_ref(names->pattern->groupindex),
                                  value_from_ref(key), &is_error);
    object_release(names->rt, key);
    return found ? (u32)value_small(*found) : REGEX_NONE;
}

// False: exception, and nothing to free.
static bool template_read(RtState *rt, const PatternObject *pattern, Value text,
                          Template *template) {
    bool is_text = value_is_str(text);
    if (!is_text && !value_is_bytes(text)) {
        error_format(rt, CLASS_TYPE_ERROR, "decoding to str: need a bytes-like object, %T found",
                     text);
        return false;
    }
    RegexText chars = {NULL, 1, 0};
    if (is_text) {
        const Str *str = value_str(text);
        chars = (RegexText){str->data, str->width, str->len};
    } else {
        const BytesObject *bytes = value_ref(text);
        chars = (RegexText){bytes->data, 1, bytes->len};
    }
    NameContext context = {rt, pattern};
    RegexGroups groups = {group_by_name, &context, pattern_program(pattern)->group_count};
    RegexError error;
    arena_init(&template->arena, regex_arena_source(rt));
    template->is_text = is_text;
    bool is_good = regex_template(&template->arena, chars, is_text, groups, &template->parts,
                                  &template->count, &error);
    if (!is_good) {
        regex_raise(rt, &error, text);
        arena_deinit(&template->arena);
    }
    return is_good;
}

// A text without backslashes is no template.
static bool is_plain(Value text) {
    if (!value_is_str(text) && !value_is_bytes(text)) return false;
    const Str *str = value_is_str(text) ? value_str(text) : NULL;
    const BytesObject *bytes = value_ref(text);
    u32 len = str ? str->len : bytes->len;
    for (u32 i = 0; i < len; i++) {
        if ((str ? str_get(str, i) : bytes->data[i]) == '\\') return false;
    }
    return true;
}

static bool put_template(Output *out, const Template *template, Value string, const u32 *whole,
                         const u32 *marks) {
    for (u32 i = 0; i < template->count; i++) {
        const RegexPart *part = &template->parts[i];
        if (part->group == REGEX_NONE) {
            if (!put_points(out, part->points, part->point_count)) return false;
            continue;
        }
        const u32 *span = part->group ? marks + 2 * part->group - 2 : whole;
        bool is_set = span[0] != REGEX_NONE && span[1] != REGEX_NONE;
        if (is_set && !put_range(out, string, span[0], span[1])) return false;
    }
    return true;
}

// ---- sub
typedef struct {
    Value replacement;
    bool is_function, is_plain;
    Template template;
} Replacement;

static bool put_replacement(Output *out, const Replacement *replacement, RegexWork *work) {
    if (replacement->is_plain) return put_value(out, replacement->replacement);
    if (!replacement->is_function) {
        if (replacement->template.is_text != out->is_text)
            return put_value(out, replacement->replacement);  // which raises
        out->item_count++;
        return put_template(out, &replacement->template, work->string, work->marks,
                            work->matcher.slots);
    }
    Value match = value_from_ref(regex_match_new(work, 0, work->task.text.len));
    ResultWord result = call_value(work->rt, replacement->replacement, &match, 1);
    value_release(work->rt, match);
    if (result.is_error) return false;
    bool is_good = put_value(out, result.value);
    value_release(work->rt, result.value);
    return is_good;
}

// The number of replacements, or -1: exception.
static i64 replace_all(Output *out, const Replacement *replacement, RegexWork *work, i64 limit) {
    i64 count = 0;
    u32 last = 0;
    int found = 0;
    while ((limit == 0 || count < limit) && (found = regex_work_next(work)) > 0) {
        if (last < work->marks[0]) out->item_count++;
        if (!put_range(out, work->string, last, work->marks[0])) return -1;
        last = work->marks[1];
        if (!put_replacement(out, replacement, work)) return -1;
        count++;
    }
    if (found < 0 || !put_range(out, work->string, last, work->task.text.len)) return -1;
    return count;
}

static ResultWord substitute(RtState *rt, PatternObject *pattern, const Value *args,
                             bool wants_count) {
    Value string = args[1];
    RegexText text;
    i64 limit;
    Replacement replacement = {.replacement = args[0], .is_plain = is_plain(args[0])};
    replacement.is_function = !replacement.is_plain && !value_is_str(args[0]) &&
                              rt_native_CALLABLE(rt, args).value == VALUE_TRUE;
    bool has_template = !replacement.is_plain && !replacement.is_function;
    if (has_template && !template_read(rt, pattern, args[0], &replacement.template))
        return word_error();
    i64 count = -1;
    Value made = VALUE_NONE;
    if (regex_subject(rt, pattern, string, &text) && argument_count(rt, args[2], 0, &limit)) {
        RegexWork work;
        Output out;
        regex_work_begin(&work, rt, pattern, string, text, REGEX_SEARCH, 0, text.len);
        output_begin(&out, rt, pattern->is_text);
        count = replace_all(&out, &replacement, &work, limit);
        if (count > 0)
            made = output_end(&out);
        else
            output_drop(&out);
        if (count == 0) made = regex_slice(rt, string, 0, text.len);
        regex_work_end(&work);
    }
    if (has_template) arena_deinit(&replacement.template.arena);
    if (count < 0) return word_error();
    if (!wants_count) return word_ok(made);
    Value pair[] = {made, value_from_small(count)};
    ResultWord result = word_object(tuple_from(rt, pair, 2));
    value_release(rt, made);
    return result;
}

static ResultWord substitute_by(RtState *rt, const Value *args, bool wants_count) {
    PatternObject *pattern = regex_pattern_of(rt, args[0], args[4]);
    if (!pattern) return word_error();
    ResultWord result = substitute(rt, pattern, args + 1, wants_count);
    object_release(rt, pattern);
    return result;
}

ResultWord rt_native_RE_SUB(RtState *rt, const Value *args) {
    return substitute_by(rt, args, false);
}

ResultWord rt_native_RE_SUBN(RtState *rt, const Value *args) {
    return substitute_by(rt, args, true);
}

ResultWord rt_native_PATTERN_SUB(RtState *rt, const Value *args) {
    return substitute(rt, value_ref(args[0]), args + 1, false);
}

ResultWord rt_native_PATTERN_SUBN(RtState *rt, const Value *args) {
    return substitute(rt, value_ref(args[0]), args + 1, true);
}

ResultWord rt_native_MATCH_EXPAND(RtState *rt, const Value *args) {
    const MatchObject *match = value_ref(args[0]);
    const PatternObject *pattern = match_pattern(match);
    Template template;
    if (is_plain(args[1])) return word_ok(value_retain(args[1]));
    if (!template_read(rt, pattern, args[1], &template)) return word_error();
    Output out;
    output_begin(&out, rt, pattern->is_text);
    bool is_good =
        put_template(&out, &template, match->string, match_marks(match), match_marks(match) + 2);
    arena_deinit(&template.arena);
    if (is_good) return word_ok(output_end(&out));
    output_drop(&out);
    return word_error();
}
