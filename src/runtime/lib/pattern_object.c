// Patterns: compiling, the cache of compiled ones, and what a Pattern tells of itself.
#include "runtime/core/builder.h"
#include "runtime/core/bytes_object.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/lib/regex_object.h"

#include <string.h>

enum { CACHE_COUNT = 256 };

// ---- memory to compile in
static void *source_alloc(void *context, usize bytes, bool *is_zeroed) {
    *is_zeroed = false;
    return rt_alloc(context, bytes);
}

static void source_free(void *context, void *memory, usize bytes) {
    rt_free_memory(context, memory, bytes);
}

ArenaSource regex_arena_source(RtState *rt) {
    return (ArenaSource){.alloc = source_alloc, .free = source_free, .context = rt};
}

// ---- errors
static RegexText text_of(Value value) {
    if (value_is_str(value)) {
        const Str *str = value_str(value);
        return (RegexText){str->data, str->width, str->len};
    }
    const BytesObject *bytes = value_ref(value);
    return (RegexText){bytes->data, 1, bytes->len};
}

static void raise_pattern_error(RtState *rt, const RegexError *error, Value pattern) {
    RegexText text = text_of(pattern);
    bool is_placed = error->kind == REGEX_ERROR_PATTERN;
    u32 line = 1, line_start = 0;
    bool has_lines = false;
    for (u32 i = 0; i < text.len; i++) {
        if (regex_text_at(text, i) != '\n') continue;
        has_lines = true;
        if (i >= error->position) break;
        line++;
        line_start = i + 1;
    }
    u32 column = error->position - line_start + 1;
    Str *message = str_from_utf8(rt, bytes_slice(&error->message));
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_str(&builder, message);
    if (is_placed) builder_format(&builder, " at position %u", error->position);
    if (is_placed && has_lines) builder_format(&builder, " (line %u, column %u)", line, column);
    error_built(rt, CLASS_PATTERN_ERROR, &builder);
    Tuple *extra = tuple_new(rt, 5);
    extra->items[0] = value_from_ref(message);
    extra->items[1] = is_placed ? value_retain(pattern) : VALUE_NONE;
    extra->items[2] = is_placed ? value_from_small(error->position) : VALUE_NONE;
    extra->items[3] = is_placed ? value_from_small(line) : VALUE_NONE;
    extra->items[4] = is_placed ? value_from_small(column) : VALUE_NONE;
    value_assign_take(rt, &((Exception *)value_ref(rt->exception))->extra, value_from_ref(extra));
}

void regex_raise(RtState *rt, const RegexError *error, Value pattern) {
    u32 class_id = CLASS_VALUE_ERROR;
    switch (error->kind) {
    case REGEX_ERROR_NONE:
    case REGEX_ERROR_PATTERN:
    case REGEX_ERROR_UNPLACED: raise_pattern_error(rt, error, pattern); return;
    case REGEX_ERROR_VALUE: break;
    case REGEX_ERROR_OVERFLOW: class_id = CLASS_OVERFLOW_ERROR; break;
    case REGEX_ERROR_INDEX: class_id = CLASS_INDEX_ERROR; break;
    case REGEX_ERROR_RECURSION: class_id = CLASS_RECURSION_ERROR; break;
    }
    Str *message = str_from_utf8(rt, bytes_slice(&error->message));
    PART_MAKE(CLASS_VALUE_ERROR);
    PART_MAKE(CLASS_OVERFLOW_ERROR);
    PART_MAKE(CLASS_INDEX_ERROR);
    PART_MAKE(CLASS_RECURSION_ERROR);
    error_value_of(rt, class_id, value_from_ref(message));
    object_release(rt, message);
}

// ---- compiling
static Value group_names(RtState *rt, const RegexProgram *program, RegexText text) {
    Dict *dict = dict_new(rt, program->name_count);
    for (u32 i = 0; i < program->name_count; i++) {
        RegexName name = regex_name(program, i);
        StrBuilder builder;
        builder_init(&builder, rt);
        for (u32 k = 0; k < name.len; k++)
            builder_char(&builder, regex_text_at(text, name.start + k));
        Str *key = str_intern_take(rt, builder_finish(&builder));
        rt_dict_set_str(rt, dict, key, value_from_small(name.group));
        object_release(rt, key);
    }
    return value_from_ref(dict);
}

static PatternObject *compile(RtState *rt, Value pattern, u32 flags) {
    Arena arena;
    RegexError error;
    RegexText text = text_of(pattern);
    bool is_text = value_is_str(pattern);
    arena_init(&arena, regex_arena_source(rt));
    const RegexProgram *program = regex_compile(&arena, text, is_text, flags, &error);
    PatternObject *made = NULL;
    if (program) {
        made = native_object_new(rt, CLASS_REGEX_PATTERN);
        made->pattern = value_retain(pattern);
        made->groupindex = group_names(rt, program, text);
        made->program = value_from_ref(
            bytes_from(rt, CLASS_BYTES, slice_make(program, program->word_count * sizeof(u32))));
        made->is_text = is_text;
        made->flags = flags;
    } else {
        regex_raise(rt, &error, pattern);
    }
    arena_deinit(&arena);
    return made;
}

static Value *cache_place(RtState *rt, Value pattern, u32 flags) {
    Value *place = &rt_core(rt)->regex_cache;
    if (*place == VALUE_UNDEFINED) {
        List *made = list_try_new(rt, SLOT_VALUE, CACHE_COUNT);
        for (u32 i = 0; i < CACHE_COUNT; i++) list_slots(made)[i] = VALUE_NONE;
        *place = value_from_ref(made);
    }
    u32 hash =
        value_is_str(pattern) ? str_hash(value_str(pattern)) : bytes_hash(value_ref(pattern)) + 1;
    return &list_slots(value_ref(*place))[(hash ^ flags ^ hash >> 16) % CACHE_COUNT];
}

static bool same_text(Value left, Value right) {
    if (left == right) return true;
    if (value_class(left) != value_class(right)) return false;
    if (value_is_str(left)) return str_equal(value_str(left), value_str(right));
    return slice_equal(bytes_view(value_ref(left)), bytes_view(value_ref(right)));
}

static bool fits(const PatternObject *cached, Value pattern, u32 flags) {
    return cached->flags == flags && same_text(cached->pattern, pattern);
}

PatternObject *regex_pattern_of(RtState *rt, Value pattern, Value flags_value) {
    bool is_error = false;
    u32 flags = regex_flags_of(rt, flags_value, &is_error);
    if (is_error) return NULL;
    if (value_is(pattern, CLASS_REGEX_PATTERN)) {
        if (flags) {
            error_text(rt, CLASS_VALUE_ERROR,
                       "cannot process flags argument with a compiled pattern");
            return NULL;
        }
        return value_ref(value_retain(pattern));
    }
    bool is_constant = value_is_str(pattern) || value_is(pattern, CLASS_BYTES);
    if (!is_constant && !value_is(pattern, CLASS_BYTEARRAY)) {
        error_text(rt, CLASS_TYPE_ERROR, "first argument must be string or compiled pattern");
        return NULL;
    }
    if (!is_constant) return compile(rt, pattern, flags);
    Value *place = cache_place(rt, pattern, flags);
    if (*place != VALUE_NONE && fits(value_ref(*place), pattern, flags))
        return value_ref(value_retain(*place));
    PatternObject *made = compile(rt, pattern, flags);
    if (made) value_assign_take(rt, place, value_of(made));
    return made;
}

ResultWord rt_native_RE_COMPILE(RtState *rt, const Value *args) {
    PatternObject *pattern = regex_pattern_of(rt, args[0], args[1]);
    return pattern ? word_object(pattern) : word_error();
}

ResultWord rt_native_RE_PURGE(RtState *rt, const Value *args) {
    (void)args;
    value_assign_take(rt, &rt_core(rt)->regex_cache, VALUE_UNDEFINED);
    return word_ok(VALUE_NONE);
}

// ---- escape
static bool is_special(u32 point) {
    static const char specials[] = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f";
    for (u32 i = 0; specials[i]; i++) {
        if (point == (u8)specials[i]) return true;
    }
    return false;
}

ResultWord rt_native_RE_ESCAPE(RtState *rt, const Value *args) {
    bool is_text = value_is_str(args[0]);
    if (!is_text && !value_is_bytes(args[0]))
        return error_format(rt, CLASS_TYPE_ERROR,
                            "decoding to str: need a bytes-like object, %T found", args[0]);
    RegexText text = text_of(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < text.len; i++) {
        u32 point = regex_text_at(text, i);
        if (is_special(point)) builder_char(&builder, '\\');
        builder_char(&builder, point);
    }
    Str *escaped = builder_finish(&builder);
    if (is_text) return word_object(escaped);
    BytesObject *bytes =
        bytes_from(rt, CLASS_BYTES, slice_make(escaped->data, escaped->len));  // Latin-1
    object_release(rt, escaped);
    return word_object(bytes);
}

// ---- Pattern
ResultWord rt_native_PATTERN_PATTERN(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((PatternObject *)value_ref(args[0]))->pattern));
}

ResultWord rt_native_PATTERN_FLAGS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(pattern_program(value_ref(args[0]))->flags));
}

ResultWord rt_native_PATTERN_GROUPS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(pattern_program(value_ref(args[0]))->group_count));
}

ResultWord rt_native_PATTERN_GROUPINDEX(RtState *rt, const Value *args) {
    const PatternObject *pattern = value_ref(args[0]);
    return word_object(dict_copy(rt, value_ref(pattern->groupindex)));
}

enum { REPR_MAX = 200 };

ResultWord rt_native_PATTERN_REPR(RtState *rt, const Value *args) {
    const PatternObject *pattern = value_ref(args[0]);
    ResultRef text = rt_repr(rt, pattern->pattern);
    if (text.is_error) return word_error();
    u32 flags = pattern_program(pattern)->flags, types = REGEX_ASCII | REGEX_LOCALE | REGEX_UNICODE;
    if (pattern->is_text && (flags & types) == REGEX_UNICODE) flags &= ~(u32)REGEX_UNICODE;
    const Str *shown = text.value;
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_text(&builder, "re.compile(");
    builder_range(&builder, shown, 0, shown->len < REPR_MAX ? shown->len : REPR_MAX);
    if (flags) builder_text(&builder, ", ");
    if (flags) regex_put_flags(&builder, flags);
    builder_char(&builder, ')');
    object_release(rt, text.value);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_PATTERN_EQ(RtState *rt, const Value *args) {
    (void)rt;
    if (!value_is(args[1], CLASS_REGEX_PATTERN)) return word_ok(VALUE_NOT_IMPLEMENTED);
    const PatternObject *left = value_ref(args[0]), *right = value_ref(args[1]);
    return word_ok(value_from_bool(pattern_program(left)->flags == pattern_program(right)->flags &&
                                   same_text(left->pattern, right->pattern)));
}

ResultWord rt_native_PATTERN_HASH(RtState *rt, const Value *args) {
    const PatternObject *pattern = value_ref(args[0]);
    ResultWord hash = rt_hash(rt, pattern->pattern);
    if (!hash.is_error)
        hash.value = value_from_small((i64)((u32)hash.value ^ pattern_program(pattern)->flags));
    return hash;
}

ResultWord rt_native_PATTERN_COPY(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(args[0]));
}

ResultWord rt_native_PATTERN_DEEPCOPY(RtState *rt, const Value *args) {
    return rt_native_PATTERN_COPY(rt, args);
}
