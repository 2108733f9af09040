#include "runtime/core/exception.h"

#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception_group.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

#include <string.h>

enum { FLAG_SUPPRESS_CONTEXT = 1 };

void exception_init_slots(RtState *rt, Exception *exception) {
    exception->args = value_of(rt_core(rt)->empty_tuple);
    exception->cause = exception->context = exception->traceback = exception->extra =
        exception->attributes = VALUE_NONE;
    exception->flags = value_from_small(0);
}

static u32 builtin_class(RtState *rt, const Exception *exception) {
    return class_get(rt, exception->head.class_id)->layout_id;
}

bool exception_set_args(RtState *rt, Exception *exception, const Value *args, u32 count) {
    value_assign_take(rt, &exception->args, value_from_ref(tuple_from(rt, args, count)));
    u32 class_id = builtin_class(rt, exception);
    if (class_id == CLASS_EXCEPTION_GROUP || class_id == CLASS_BASE_EXCEPTION_GROUP)
        return exception_group_set(rt, exception, args, count);
    if (class_id == CLASS_STOP_ITERATION || class_id == CLASS_SYSTEM_EXIT) {
        Value extra = count == 0 ? VALUE_NONE : value_retain(args[0]);
        if (count > 1 && class_id == CLASS_SYSTEM_EXIT) {
            value_release(rt, extra);
            extra = value_retain(exception->args);
        }
        value_assign_take(rt, &exception->extra, extra);
    }
    return true;
}

Exception *exception_new_of(RtState *rt, u32 class_id, const Value *args, u32 count) {
    Exception *exception = rt_instance_new(rt, class_id, class_get(rt, class_id)->slot_count);
    exception_set_args(rt, exception, args, count);
    return exception;
}

bool exception_is(RtState *rt, Value value) {
    return value_is_ref(value) && class_of(rt, value)->layout_id >= CLASS_BASE_EXCEPTION;
}

void exception_traceback_free(RtState *rt, Traceback *traceback) {
    rt_free_memory(rt, traceback->entries, traceback->capacity * sizeof(TraceEntry));
    rt_free_memory(rt, traceback, sizeof *traceback);
}
PART_ONLY(exception_traceback_free, CLASS_TRACEBACK);

// ---- raising
static Value handled(RtState *rt) {
    ValueStack *handling = &rt_core(rt)->handling;
    return handling->count ? handling->items[handling->count - 1] : VALUE_UNDEFINED;
}

// The context chain must not lead back to the exception itself.
static void break_cycle(RtState *rt, Value exception, Value context) {
    for (Value at = context; at != VALUE_NONE;) {
        Exception *link = value_ref(at);
        if (link->context == exception) {
            value_assign_take(rt, &link->context, VALUE_NONE);
            return;
        }
        at = link->context;
    }
}

void error_set_take(RtState *rt, Value exception) {
    Value context = handled(rt);
    if (context != VALUE_UNDEFINED && context != exception) {
        Exception *object = value_ref(exception);
        break_cycle(rt, exception, context);
        value_assign_take(rt, &object->context, value_retain(context));
    }
    value_assign_take(rt, &rt->exception, exception);
}

ResultWord error_value_of(RtState *rt, u32 class_id, Value argument) {
    error_set_take(rt, value_from_ref(exception_new_of(rt, class_id, &argument, 1)));
    return word_error();
}

ResultWord error_key(RtState *rt, Value key) {
    return error_value(rt, CLASS_KEY_ERROR, key);
}

ResultWord error_built_of(RtState *rt, u32 class_id, StrBuilder *builder) {
    Str *text = builder_finish(builder);
    error_value_of(rt, class_id, value_from_ref(text));
    object_release(rt, text);
    return word_error();
}

ResultWord error_format_of(RtState *rt, u32 class_id, const char *format, ...) {
    StrBuilder builder;
    builder_init(&builder, rt);
    va_list args;
    va_start(args, format);
    builder_format_args(&builder, format, args);
    va_end(args);
    return error_built_of(rt, class_id, &builder);
}

ResultWord error_text_of(RtState *rt, u32 class_id, const char *text) {
    Str *str = str_from_text(rt, text);
    error_value_of(rt, class_id, value_from_ref(str));
    object_release(rt, str);
    return word_error();
}

ResultWord error_no_memory(RtState *rt) {
    error_set_take(rt, value_from_ref(exception_new(rt, CLASS_MEMORY_ERROR, NULL, 0)));
    return word_error();
}

ResultWord error_host(RtState *rt, Status status) {
    if (status == STATUS_INTERRUPTED) {
        error_set_take(rt, value_from_ref(exception_new(rt, CLASS_KEYBOARD_INTERRUPT, NULL, 0)));
        return word_error();
    }
    return error_text(rt, CLASS_OS_ERROR, status_text(status));
}

bool error_is(RtState *rt, u32 class_id) {
    return rt->exception != VALUE_UNDEFINED &&
           class_is_subclass(rt, value_class(rt->exception), class_id);
}

void error_clear(RtState *rt) {
    value_assign_take(rt, &rt->exception, VALUE_UNDEFINED);
}

// "calling C should have returned an instance of BaseException, not …": the class as `raise` shows
// it, or by name.
static void no_exception_made(RtState *rt, Value class, Value made, bool is_raise) {
    ResultRef wanted = rt_repr(rt, class);
    if (wanted.is_error) return;
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "calling %S should have returned an instance of BaseException, not ",
                   wanted.value);
    object_release(rt, wanted.value);
    ResultRef got = is_raise ? rt_repr(rt, value_from_ref(class_of(rt, made))) : ref_error();
    if (is_raise && !got.is_error) {
        builder_str(&builder, got.value);
        object_release(rt, got.value);
    } else {
        builder_format(&builder, "%T", made);
    }
    error_built(rt, CLASS_TYPE_ERROR, &builder);
}

Value exception_made(RtState *rt, Value class, const Value *args, u32 count, bool is_raise) {
    ResultWord made = call_value(rt, class, args, count);
    if (made.is_error) return VALUE_UNDEFINED;
    if (exception_is(rt, made.value)) return made.value;
    no_exception_made(rt, class, made.value, is_raise);
    value_release(rt, made.value);
    return VALUE_UNDEFINED;
}

// An instance for `raise x`; UNDEFINED when x is neither instance nor class, or its construction
// raised.
static Value instance_for(RtState *rt, Value value, const char *message) {
    if (exception_is(rt, value)) return value_retain(value);
    if (value_is_class(value) && ((RtClass *)value_ref(value))->layout_id >= CLASS_BASE_EXCEPTION) {
        return exception_made(rt, value, NULL, 0, true);
    }
    error_text(rt, CLASS_TYPE_ERROR, message);
    return VALUE_UNDEFINED;
}

void rt_raise(RtState *rt, Value value) {
    Value exception = instance_for(rt, value, "exceptions must derive from BaseException");
    if (exception != VALUE_UNDEFINED) error_set_take(rt, exception);
}

void rt_raise_from(RtState *rt, Value value, Value cause) {
    Value exception = instance_for(rt, value, "exceptions must derive from BaseException");
    if (exception == VALUE_UNDEFINED) return;
    Value from = VALUE_NONE;
    if (cause != VALUE_NONE) {
        from = instance_for(rt, cause, "exception causes must derive from BaseException");
        if (from == VALUE_UNDEFINED) {
            value_release(rt, exception);
            return;
        }
    }
    Exception *object = value_ref(exception);
    value_assign_take(rt, &object->cause, from);
    object->flags |= value_from_small(FLAG_SUPPRESS_CONTEXT);
    error_set_take(rt, exception);
}

void rt_raise_text(RtState *rt, u32 class_id, Value message, Value unused) {
    (void)unused;
    error_value_of(rt, class_id, message);
}

static const struct {
    u32 class_id;
    const char *text;
} faults[] = {
#define X(NAME, CLASS, text) {CLASS_##CLASS, text},
    RT_FAULT_TABLE(X)
#undef X
};

void rt_raise_builtin(RtState *rt, u32 fault) {
    if (faults[fault].text[0])
        error_text_of(rt, faults[fault].class_id, faults[fault].text);
    else
        error_set_take(rt, value_from_ref(exception_new_of(rt, faults[fault].class_id, NULL, 0)));
}

// INDEX_FROM_INT gives these two for an int that no machine word holds.
void rt_raise_index(RtState *rt, u32 fault, i64 index) {
    if (index == INT64_MIN || index == INT64_MAX)
        error_text(rt, CLASS_INDEX_ERROR, "cannot fit 'int' into an index-sized integer");
    else
        rt_raise_builtin(rt, fault);
}

void rt_raise_name(RtState *rt, u32 fault, void *name) {
    error_format_of(rt, faults[fault].class_id, faults[fault].text, name);
    if (faults[fault].class_id == CLASS_NAME_ERROR) exception_note_name(rt, name, VALUE_UNDEFINED);
}

void rt_reraise(RtState *rt) {
    Value exception = handled(rt);
    if (exception == VALUE_UNDEFINED) {
        error_text(rt, CLASS_RUNTIME_ERROR, "No active exception to reraise");
        return;
    }
    value_assign_take(rt, &rt->exception, value_retain(exception));
}

Value rt_exception_take(RtState *rt) {
    Value exception = rt->exception;
    rt->exception = VALUE_UNDEFINED;
    return exception;
}

void rt_exception_restore(RtState *rt, Value exception) {
    value_assign_take(rt, &rt->exception, exception);
}

void rt_handling_push(RtState *rt, Value exception) {
    value_stack_push(rt, &rt_core(rt)->handling, value_retain(exception));
}

void rt_handling_pop(RtState *rt) {
    ValueStack *handling = &rt_core(rt)->handling;
    value_release(rt, handling->items[--handling->count]);
}

ResultI32 rt_exception_matches(RtState *rt, Value exception, Value classes) {
    if (value_is_class(classes)) {
        RtClass *wanted = value_ref(classes);
        if (wanted->layout_id >= CLASS_BASE_EXCEPTION)
            return i32_ok(class_is_subclass(rt, value_class(exception), wanted->id));
    } else if (value_has_layout(classes, CLASS_TUPLE)) {
        Tuple *tuple = value_ref(classes);
        for (u32 i = 0; i < tuple->len; i++) {
            ResultI32 answer = rt_exception_matches(rt, exception, tuple->items[i]);
            if (answer.is_error || answer.value) return answer;
        }
        return i32_ok(0);
    }
    error_text(rt, CLASS_TYPE_ERROR,
               "catching classes that do not inherit from BaseException is not allowed");
    return i32_error();
}

void rt_trace(RtState *rt, u32 unit, u32 position) {
    if (rt->exception == VALUE_UNDEFINED) return;
    Exception *exception = value_ref(rt->exception);
    if (exception->traceback == VALUE_NONE) {
        Traceback *made = object_new(rt, sizeof *made, CLASS_TRACEBACK);
        made->count = made->capacity = 0;
        made->entries = NULL;
        exception->traceback = value_from_ref(made);
    }
    Traceback *traceback = value_ref(exception->traceback);
    if (traceback->count == traceback->capacity) {
        u32 capacity = traceback->capacity ? traceback->capacity * 2 : 8;
        traceback->entries =
            rt_realloc(rt, traceback->entries, traceback->capacity * sizeof(TraceEntry),
                       capacity * sizeof(TraceEntry));
        traceback->capacity = capacity;
    }
    traceback->entries[traceback->count++] = (TraceEntry){unit, position};
}

u32 rt_stack_check(RtState *rt) {
    volatile u8 here = 0;
    if (LIKELY((uintptr_t)&here > rt_core(rt)->stack_limit)) return 0;
    // A little room for those that handle it.
    uintptr_t limit = rt_core(rt)->stack_limit;
    rt_core(rt)->stack_limit = limit > 65536 ? limit - 65536 : 0;
    error_text(rt, CLASS_RECURSION_ERROR, "maximum recursion depth exceeded");
    rt_core(rt)->stack_limit = limit;
    return 1;
}

// ---- text and attributes
// UnicodeEncodeError and UnicodeDecodeError: encoding, object, start, end, reason.
PART_FUNCTION static Str *unicode_error_str(RtState *rt, const Tuple *args, bool is_decoding) {
    u32 start = (u32)value_small(args->items[2]), end = (u32)value_small(args->items[3]);
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "'%S' codec can't %s ", value_ref(args->items[0]),
                   is_decoding ? "decode" : "encode");
    bool is_single = end == start + 1;
    if (is_decoding && is_single && value_is(args->items[1], CLASS_BYTES) &&
        start < ((BytesObject *)value_ref(args->items[1]))->len) {
        builder_text(&builder, "byte 0x");
        builder_hex(&builder, ((BytesObject *)value_ref(args->items[1]))->data[start], 2);
        builder_format(&builder, " in position %u", start);
    } else if (!is_decoding && is_single && value_is_str(args->items[1]) &&
               start < value_str(args->items[1])->len) {
        u32 point = str_get(value_str(args->items[1]), start);
        builder_text(&builder, point < 0x100     ? "character '\\x"
                               : point < 0x10000 ? "character '\\u"
                                                 : "character '\\U");
        builder_hex(&builder, point, point < 0x100 ? 2 : point < 0x10000 ? 4 : 8);
        builder_format(&builder, "' in position %u", start);
    } else {
        builder_format(&builder, "%s in position %u-%u", is_decoding ? "bytes" : "characters",
                       start, end - 1);
    }
    builder_format(&builder, ": %S", value_ref(args->items[4]));
    return builder_finish(&builder);
}
PART_ONLY(unicode_error_str, CLASS_UNICODE_ERROR);

static bool is_unicode_args(const Tuple *args) {
    return args->len == 5 && value_is_str(args->items[0]) && value_is_small_int(args->items[2]) &&
           value_is_small_int(args->items[3]) && value_is_str(args->items[4]);
}

PART_FUNCTION static ResultRef os_error_str(RtState *rt, const Tuple *args) {
    StrBuilder builder;
    builder_init(&builder, rt);
    ResultRef number = rt_str(rt, args->items[0]);
    ResultRef text = number.is_error ? ref_error() : rt_str(rt, args->items[1]);
    ResultRef file = !text.is_error && args->len > 2 ? rt_repr(rt, args->items[2]) : ref_ok(NULL);
    if (!text.is_error && !file.is_error) {
        builder_format(&builder, "[Errno %S] %S", number.value, text.value);
        if (file.value) builder_format(&builder, ": %S", file.value);
    }
    bool is_good = !number.is_error && !text.is_error && !file.is_error;
    if (number.value) object_release(rt, number.value);
    if (text.value) object_release(rt, text.value);
    if (file.value) object_release(rt, file.value);
    Str *str = builder_finish(&builder);
    if (is_good) return ref_ok(str);
    object_release(rt, str);
    return ref_error();
}
PART_ONLY(os_error_str, CLASS_OS_ERROR);

ResultRef exception_str(RtState *rt, Exception *exception) {
    Tuple *args = value_ref(exception->args);
    u32 class_id = builtin_class(rt, exception);
    if ((class_id == CLASS_UNICODE_ENCODE_ERROR || class_id == CLASS_UNICODE_DECODE_ERROR) &&
        is_unicode_args(args)) {
        return ref_ok(unicode_error_str(rt, args, class_id == CLASS_UNICODE_DECODE_ERROR));
    }
    if (class_is_subclass(rt, class_id, CLASS_OS_ERROR) && args->len >= 2 && args->len <= 5)
        return os_error_str(rt, args);
    if (exception_group_is(rt, value_from_ref(exception)))
        return ref_ok(exception_group_str(rt, exception));
    if (class_is_subclass(rt, class_id, CLASS_SYNTAX_ERROR))
        return exception_syntax_str(rt, exception);
    if (args->len == 0) return ref_ok(str_empty(rt));
    if (args->len > 1) return rt_repr(rt, exception->args);
    if (class_is_subclass(rt, class_id, CLASS_KEY_ERROR)) return rt_repr(rt, args->items[0]);
    return rt_str(rt, args->items[0]);
}

ResultRef exception_repr(RtState *rt, Exception *exception) {
    Tuple *args = value_ref(exception->args);
    ResultRef inner = args->len == 1 ? rt_repr(rt, args->items[0]) : rt_repr(rt, exception->args);
    if (inner.is_error) return inner;
    StrBuilder builder;
    builder_init(&builder, rt);
    const char *format = args->len == 1 ? "%S(%S)" : "%S%S";
    builder_format(&builder, format, class_get(rt, exception->head.class_id)->name, inner.value);
    object_release(rt, inner.value);
    return ref_ok(builder_finish(&builder));
}

static Value arg_at(const Exception *exception, u32 index) {
    Tuple *args = value_ref(exception->args);
    return index < args->len ? value_retain(args->items[index]) : VALUE_NONE;
}

static Value named_item(RtState *rt, const Tuple *items, const NameId *names, u32 count,
                        const Str *name) {
    for (u32 i = 0; i < count && i < items->len; i++) {
        if (name == rt_name(rt, names[i])) return value_retain(items->items[i]);
    }
    return VALUE_UNDEFINED;
}

// ---- fields of AttributeError, NameError and ImportError: a tuple in `extra`
enum { NAMED_FIELDS_MAX = 3 };

typedef struct {
    const NameId *names;
    u32 count;  // 0: the class has none
} NamedFields;

static NamedFields named_fields(RtState *rt, u32 class_id) {
    static const NameId attribute[] = {NAME_ATTR_NAME, NAME_OBJ};
    static const NameId import[] = {NAME_IMPORT_NAME, NAME_IMPORT_PATH, NAME_NAME_FROM};
    if (class_is_subclass(rt, class_id, CLASS_ATTRIBUTE_ERROR)) return (NamedFields){attribute, 2};
    if (class_is_subclass(rt, class_id, CLASS_NAME_ERROR)) return (NamedFields){attribute, 1};
    if (class_is_subclass(rt, class_id, CLASS_IMPORT_ERROR)) return (NamedFields){import, 3};
    return (NamedFields){NULL, 0};
}

void exception_note_name(RtState *rt, const Str *name, Value object) {
    Exception *exception = value_ref(rt->exception);
    u32 count = object == VALUE_UNDEFINED ? 1 : 2;
    Value items[2] = {value_from_ref((Str *)(uintptr_t)name), object};
    value_assign_take(rt, &exception->extra, value_from_ref(tuple_from(rt, items, count)));
}

bool exception_set_keywords(RtState *rt, Exception *exception, const KeywordArg *kwargs,
                            u32 count) {
    NamedFields fields = named_fields(rt, builtin_class(rt, exception));
    const Str *class_name = class_get(rt, exception->head.class_id)->name;
    if (fields.count == 0) {
        error_format(rt, CLASS_TYPE_ERROR, "%S() takes no keyword arguments", class_name);
        return false;
    }
    Value items[NAMED_FIELDS_MAX] = {VALUE_NONE, VALUE_NONE, VALUE_NONE};
    for (u32 i = 0; i < count; i++) {
        u32 place = 0;
        while (place < fields.count &&
               value_ref(kwargs[i].name) != rt_name(rt, fields.names[place]))
            place++;
        if (place == fields.count) {
            error_format(rt, CLASS_TYPE_ERROR, "%S() got an unexpected keyword argument '%S'",
                         class_name, value_ref(kwargs[i].name));
            return false;
        }
        items[place] = kwargs[i].value;
    }
    value_assign_take(rt, &exception->extra, value_from_ref(tuple_from(rt, items, fields.count)));
    return true;
}

static Value named_attribute(RtState *rt, const Exception *exception, NamedFields fields,
                             const Str *name) {
    for (u32 i = 0; i < fields.count; i++) {
        if (name != rt_name(rt, fields.names[i])) continue;
        bool is_set = value_is(exception->extra, CLASS_TUPLE) &&
                      i < ((Tuple *)value_ref(exception->extra))->len;
        return is_set ? value_retain(((Tuple *)value_ref(exception->extra))->items[i]) : VALUE_NONE;
    }
    return VALUE_UNDEFINED;
}

static Value import_attribute(RtState *rt, const Exception *exception, const Str *name) {
    static const NameId names[] = {NAME_IMPORT_NAME, NAME_IMPORT_PATH, NAME_NAME_FROM};
    if (name == rt_name(rt, NAME_MSG)) {
        bool is_single = ((Tuple *)value_ref(exception->args))->len == 1;
        return is_single ? arg_at(exception, 0) : VALUE_NONE;
    }
    if (value_is(exception->extra, CLASS_TUPLE))
        return named_item(rt, value_ref(exception->extra), names, COUNT_OF(names), name);
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (name == rt_name(rt, names[i])) return VALUE_NONE;
    }
    return VALUE_UNDEFINED;
}

Value exception_attribute(RtState *rt, Exception *exception, const Str *name) {
    u32 class_id = builtin_class(rt, exception);
    if (name == rt_name(rt, NAME_ARGS)) return value_retain(exception->args);
    if (name == rt_name(rt, NAME_CAUSE)) return value_retain(exception->cause);
    if (name == rt_name(rt, NAME_CONTEXT)) return value_retain(exception->context);
    if (name == rt_name(rt, NAME_TRACEBACK)) return value_retain(exception->traceback);
    if (name == rt_name(rt, NAME_SUPPRESS_CONTEXT))
        return value_from_bool(value_small(exception->flags) & FLAG_SUPPRESS_CONTEXT);
    if (exception->attributes != VALUE_NONE) {
        Value kept = dict_get_name(rt, value_ref(exception->attributes), (Str *)(uintptr_t)name);
        if (kept != VALUE_UNDEFINED) return value_retain(kept);
    }
    if (class_id == CLASS_EXCEPTION_GROUP || class_id == CLASS_BASE_EXCEPTION_GROUP) {
        static const NameId names[] = {NAME_MESSAGE, NAME_EXCEPTIONS};
        return named_item(rt, value_ref(exception->extra), names, 2, name);
    }
    if (class_id == CLASS_STOP_ITERATION && name == rt_name(rt, NAME_VALUE))
        return value_retain(exception->extra);
    if (class_id == CLASS_SYSTEM_EXIT && name == rt_name(rt, NAME_CODE))
        return value_retain(exception->extra);
    if (class_id == CLASS_JS_ERROR && name == rt_name(rt, NAME_ERROR))
        return value_retain(exception->extra);
    if (class_id == CLASS_JSON_DECODE_ERROR && value_is(exception->extra, CLASS_TUPLE)) {
        static const NameId names[] = {NAME_MSG, NAME_JSON_DOC, NAME_POS_ATTR, NAME_LINENO,
                                       NAME_COLNO};
        return named_item(rt, value_ref(exception->extra), names, 5, name);
    }
    if (class_id == CLASS_PATTERN_ERROR) {
        static const NameId names[] = {NAME_MSG, NAME_PATTERN, NAME_POS_ATTR, NAME_LINENO,
                                       NAME_COLNO};
        bool is_ours = value_is(exception->extra, CLASS_TUPLE);
        if (is_ours) return named_item(rt, value_ref(exception->extra), names, 5, name);
        if (name == rt_name(rt, NAME_MSG)) return arg_at(exception, 0);
        if (name == rt_name(rt, NAME_PATTERN)) return arg_at(exception, 1);
        if (name == rt_name(rt, NAME_POS_ATTR)) return arg_at(exception, 2);
    }
    if (class_is_subclass(rt, class_id, CLASS_SYNTAX_ERROR)) {
        Value found = exception_syntax_field(rt, exception, name);
        if (found != VALUE_UNDEFINED) return found;
    }
    if (class_is_subclass(rt, class_id, CLASS_IMPORT_ERROR))
        return import_attribute(rt, exception, name);
    NamedFields fields = named_fields(rt, class_id);
    if (fields.count > 0) {
        Value found = named_attribute(rt, exception, fields, name);
        if (found != VALUE_UNDEFINED) return found;
    }
    if (class_is_subclass(rt, class_id, CLASS_UNICODE_ERROR)) {
        static const NameId names[] = {NAME_ENCODING, NAME_OBJECT, NAME_START, NAME_END,
                                       NAME_REASON};
        return named_item(rt, value_ref(exception->args), names, 5, name);
    }
    if (class_is_subclass(rt, class_id, CLASS_OS_ERROR)) {
        bool has_fields = ((Tuple *)value_ref(exception->args))->len >= 2;
        if (name == rt_name(rt, NAME_ERRNO)) return has_fields ? arg_at(exception, 0) : VALUE_NONE;
        if (name == rt_name(rt, NAME_STRERROR))
            return has_fields ? arg_at(exception, 1) : VALUE_NONE;
        if (name == rt_name(rt, NAME_FILENAME))
            return has_fields ? arg_at(exception, 2) : VALUE_NONE;
    }
    return VALUE_UNDEFINED;
}

int exception_set_attribute(RtState *rt, Exception *exception, const Str *name, Value value) {
    if (name == rt_name(rt, NAME_ARGS)) {
        Tuple *args = tuple_from_value(rt, value);
        if (!args) return -1;
        value_assign_take(rt, &exception->args, value_from_ref(args));
        return 1;
    }
    bool is_link = name == rt_name(rt, NAME_CAUSE) || name == rt_name(rt, NAME_CONTEXT);
    if (is_link) {
        if (value != VALUE_NONE && !exception_is(rt, value)) {
            error_text(rt, CLASS_TYPE_ERROR,
                       name == rt_name(rt, NAME_CAUSE)
                           ? "exception cause must be None or derive from BaseException"
                           : "exception context must be None or derive from BaseException");
            return -1;
        }
        bool is_cause = name == rt_name(rt, NAME_CAUSE);
        value_assign_take(rt, is_cause ? &exception->cause : &exception->context,
                          value_retain(value));
        if (is_cause) exception->flags |= value_from_small(FLAG_SUPPRESS_CONTEXT);
        return 1;
    }
    if (name == rt_name(rt, NAME_TRACEBACK)) {
        value_assign_take(rt, &exception->traceback, value_retain(value));
        return 1;
    }
    if (name == rt_name(rt, NAME_SUPPRESS_CONTEXT)) {
        ResultI32 truth = rt_truth(rt, value);
        if (truth.is_error) return -1;
        exception->flags = value_from_small(truth.value ? FLAG_SUPPRESS_CONTEXT : 0);
        return 1;
    }
    return 0;
}

ResultWord rt_native_EXCEPTION_WITH_TRACEBACK(RtState *rt, const Value *args) {
    value_assign_take(rt, &((Exception *)value_ref(args[0]))->traceback, value_retain(args[1]));
    return word_ok(value_retain(args[0]));
}

static Dict *attributes(RtState *rt, Exception *exception) {
    if (exception->attributes == VALUE_NONE)
        exception->attributes = value_from_ref(dict_new(rt, 1));
    return value_ref(exception->attributes);
}

void exception_keep_attribute(RtState *rt, Exception *exception, const Str *name, Value value) {
    if (!dict_set(rt, attributes(rt, exception), value_from_ref(name), value)) error_clear(rt);
}

bool exception_drop_attribute(RtState *rt, Exception *exception, const Str *name) {
    Value old = VALUE_UNDEFINED;
    int answer = exception->attributes == VALUE_NONE
                     ? 0
                     : dict_take(rt, value_ref(exception->attributes), value_from_ref(name), &old);
    value_release(rt, old);
    return answer == 1;
}

static Value traceback_copy(RtState *rt, Value value) {
    if (!value_is(value, CLASS_TRACEBACK)) return value_retain(value);
    const Traceback *from = value_ref(value);
    Traceback *made = object_new(rt, sizeof *made, CLASS_TRACEBACK);
    made->count = made->capacity = from->count;
    made->entries = rt_alloc(rt, from->count * sizeof(TraceEntry));
    memcpy(made->entries, from->entries, from->count * sizeof(TraceEntry));
    return value_from_ref(made);
}

void exception_copy_state(RtState *rt, Exception *to, const Exception *from) {
    value_assign_take(rt, &to->traceback, traceback_copy(rt, from->traceback));
    value_assign_take(rt, &to->cause, value_retain(from->cause));
    value_assign_take(rt, &to->context, value_retain(from->context));
    to->flags = from->flags;
    Str *name = rt_name(rt, NAME_NOTES);
    Value notes = from->attributes == VALUE_NONE
                      ? VALUE_UNDEFINED
                      : dict_get_name(rt, value_ref(from->attributes), name);
    if (!value_has_layout(notes, CLASS_LIST)) return;
    List *copy = list_from_value(rt, notes);
    exception_keep_attribute(rt, to, name, value_from_ref(copy));
    object_release(rt, copy);
}

ResultWord rt_native_EXCEPTION_ADD_NOTE(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "note must be a str, not '%T'", args[1]);
    Exception *exception = value_ref(args[0]);
    Str *name = rt_name(rt, NAME_NOTES);
    Value notes = dict_get_name(rt, attributes(rt, exception), name);
    if (notes == VALUE_UNDEFINED) {
        List *made = list_new(rt, SLOT_VALUE, 1);
        exception_keep_attribute(rt, exception, name, value_from_ref(made));
        object_release(rt, made);
        notes = dict_get_name(rt, value_ref(exception->attributes), name);
    }
    if (!value_has_layout(notes, CLASS_LIST))
        return error_text(rt, CLASS_TYPE_ERROR, "Cannot add note: __notes__ is not a list");
    list_append(rt, value_ref(notes), args[1]);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_EXCEPTION_INIT(RtState *rt, const Value *args) {
    Tuple *given = value_ref(args[1]);
    if (!exception_set_args(rt, value_ref(args[0]), given->items, given->len)) return word_error();
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_EXCEPTION_STR(RtState *rt, const Value *args) {
    ResultRef text = exception_str(rt, value_ref(args[0]));
    return text.is_error ? word_error() : word_object(text.value);
}

ResultWord rt_native_EXCEPTION_REPR(RtState *rt, const Value *args) {
    ResultRef text = exception_repr(rt, value_ref(args[0]));
    return text.is_error ? word_error() : word_object(text.value);
}
