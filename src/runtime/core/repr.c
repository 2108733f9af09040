// repr() and str() of everything.
#include "runtime/core/repr.h"

#include "runtime/core/builder.h"
#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/function.h"
#include "runtime/core/exception.h"
#include "runtime/core/format.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/operate.h"
#include "runtime/core/module.h"
#include "runtime/core/native.h"
#include "runtime/core/seal.h"
#include "runtime/core/set.h"
#include "runtime/core/super.h"
#include "runtime/core/struct_method.h"
#include "runtime/core/unit_module.h"

#include "base/stack.h"
#include "text/float_text.h"
#include "text/unicode.h"

static bool append_repr(StrBuilder *builder, Value value);

PART_FUNCTION static bool is_printable(u32 point) {  // above ASCII
    return unicode_is_printable(point);
}
PART_ONLY(is_printable, PART_WIDE);

static void append_escape(StrBuilder *builder, u32 point) {
    if (point < 0x100) {
        builder_text(builder, "\\x");
        builder_hex(builder, point, 2);
    } else if (point < 0x10000) {
        builder_text(builder, "\\u");
        builder_hex(builder, point, 4);
    } else {
        builder_text(builder, "\\U");
        builder_hex(builder, point, 8);
    }
}

static void append_str_repr(StrBuilder *builder, const Str *str, bool is_ascii_only) {
    bool has_single = false, has_double = false;
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        has_single |= point == '\'';
        has_double |= point == '"';
    }
    u32 quote = has_single && !has_double ? '"' : '\'';
    builder_char(builder, quote);
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (point == quote || point == '\\') {
            builder_char(builder, '\\');
            builder_char(builder, point);
        } else if (point >= 0x20 && point < 0x7f) {
            builder_char(builder, point);
        } else if (point == '\n' || point == '\t' || point == '\r') {
            builder_text(builder, point == '\n' ? "\\n" : point == '\t' ? "\\t" : "\\r");
        } else if (point < 0x80 || is_ascii_only || !is_printable(point)) {
            append_escape(builder, point);
        } else {
            builder_char(builder, point);
        }
    }
    builder_char(builder, quote);
}

bool repr_enter(StrBuilder *builder, Value value, const char *text) {
    ValueStack *stack = &rt_core(builder->rt)->reprs;
    for (u32 i = 0; i < stack->count; i++) {
        if (stack->items[i] != value) continue;
        builder_text(builder, text);
        return false;
    }
    value_stack_push(builder->rt, stack, value);
    return true;
}

void repr_leave(StrBuilder *builder) {
    rt_core(builder->rt)->reprs.count--;
}

PART_FUNCTION static bool append_list(StrBuilder *builder, Value value) {
    List *list = value_ref(value);
    if (list->len == 0) {
        builder_text(builder, "[]");
        return true;
    }
    if (!repr_enter(builder, value, "[...]")) return true;
    builder_char(builder, '[');
    bool is_good = true;
    for (u32 i = 0; i < list->len && is_good; i++) {
        if (i > 0) builder_ascii(builder, ", ", 2);
        Value item = list_get(builder->rt, list, i);
        is_good = append_repr(builder, item);
        value_release(builder->rt, item);
    }
    builder_char(builder, ']');
    repr_leave(builder);
    return is_good;
}
PART_ONLY(append_list, CLASS_LIST, CLASS_DICT_KEYS);

PART_FUNCTION static bool append_tuple(StrBuilder *builder, Value value) {
    Tuple *tuple = value_ref(value);
    if (!repr_enter(builder, value, "(...)")) return true;
    builder_char(builder, '(');
    bool is_good = true;
    for (u32 i = 0; i < tuple->len && is_good; i++) {
        if (i > 0) builder_ascii(builder, ", ", 2);
        is_good = append_repr(builder, tuple->items[i]);
    }
    if (tuple->len == 1) builder_char(builder, ',');
    builder_char(builder, ')');
    repr_leave(builder);
    return is_good;
}
PART_ONLY(append_tuple, CLASS_TUPLE);

PART_FUNCTION static bool append_dict(StrBuilder *builder, Value value) {
    Dict *dict = value_ref(value);
    RtState *rt = builder->rt;
    if (!repr_enter(builder, value, "{...}")) return true;
    builder_char(builder, '{');
    bool is_good = true, is_first = true;
    u32 at = 0;
    for (DictEntry *entry; is_good && (entry = dict_next(dict, &at));) {
        Value key = value_retain(entry->key), content = value_retain(entry->value);
        if (!is_first) builder_ascii(builder, ", ", 2);
        is_first = false;
        is_good = append_repr(builder, key);
        if (is_good) {
            builder_ascii(builder, ": ", 2);
            is_good = append_repr(builder, content);
        }
        value_release(rt, key);
        value_release(rt, content);
    }
    builder_char(builder, '}');
    repr_leave(builder);
    return is_good;
}
PART_ONLY(append_dict, CLASS_DICT);

PART_FUNCTION static bool append_set(StrBuilder *builder, Value value) {
    Set *set = value_ref(value);
    RtState *rt = builder->rt;
    bool is_plain = set->head.class_id == CLASS_SET;
    const Str *name = class_get(rt, set->head.class_id)->name;
    if (set->used == 0) {
        builder_format(builder, "%S()", name);
        return true;
    }
    bool is_frozen = set->head.class_id == CLASS_FROZENSET;
    if (!repr_enter(builder, value, is_frozen ? "frozenset(...)" : is_plain ? "set(...)" : "..."))
        return true;
    if (!is_plain) builder_format(builder, "%S(", name);
    builder_text(builder, "{");
    bool is_good = true, is_first = true;
    u32 at = 0;
    for (SetEntry *entry; is_good && (entry = set_next(set, &at));) {
        Value key = value_retain(entry->key);
        if (!is_first) builder_ascii(builder, ", ", 2);
        is_first = false;
        is_good = append_repr(builder, key);
        value_release(rt, key);
    }
    builder_text(builder, is_plain ? "}" : "})");
    repr_leave(builder);
    return is_good;
}
PART_ONLY(append_set, CLASS_SET, CLASS_FROZENSET);

PART_FUNCTION static bool append_view(StrBuilder *builder, Value value) {
    if (!repr_enter(builder, value, "...")) return true;
    List *list = list_from_value(builder->rt, value);
    bool is_good = list != NULL;
    if (is_good) {
        builder_format(builder, "%T(", value);
        is_good = append_list(builder, value_from_ref(list));
        builder_char(builder, ')');
        object_release(builder->rt, list);
    }
    repr_leave(builder);
    return is_good;
}
PART_ONLY(append_view, CLASS_DICT_KEYS);

static bool append_int(StrBuilder *builder, IntWord word) {
    if (int_is_small(word)) {
        builder_i64(builder, word);
        return true;
    }
    ResultRef text = rt_int_to_str(builder->rt, word);
    if (text.is_error) return false;
    builder_str(builder, text.value);
    object_release(builder->rt, text.value);
    return true;
}

PART_FUNCTION static bool append_range(StrBuilder *builder, const Range *range) {
    builder_text(builder, "range(");
    bool is_good = append_int(builder, range->start);
    builder_text(builder, ", ");
    is_good = is_good && append_int(builder, range->stop);
    if (range->step != 1) {
        builder_text(builder, ", ");
        is_good = is_good && append_int(builder, range->step);
    }
    builder_char(builder, ')');
    return is_good;
}
PART_ONLY(append_range, CLASS_RANGE);

PART_FUNCTION static bool append_slice(StrBuilder *builder, const SliceObject *slice) {
    builder_text(builder, "slice(");
    bool is_good = append_repr(builder, slice->start);
    builder_text(builder, ", ");
    is_good = is_good && append_repr(builder, slice->stop);
    builder_text(builder, ", ");
    is_good = is_good && append_repr(builder, slice->step);
    builder_char(builder, ')');
    return is_good;
}
PART_ONLY(append_slice, CLASS_SLICE);

static void append_address(StrBuilder *builder, const void *object) {
    seal_ask(builder->rt, "an address");
    builder_text(builder, " at 0x");
    builder_hex(builder, (u64)(uintptr_t)object, sizeof(void *) == 4 ? 8 : 12);
    builder_char(builder, '>');
}

PART_FUNCTION static void append_code(StrBuilder *builder, const CodeObject *code) {
    seal_ask(builder->rt, "an address");
    builder_format(builder, "<code object %S at 0x",
                   value_ref(code->consts[code->spec->name_const]));
    builder_hex(builder, (u64)(uintptr_t)code, sizeof(void *) == 4 ? 8 : 12);
    builder_format(builder, ", file \"%S\", line %u>",
                   value_ref(code->consts[code->spec->file_const]), code->spec->first_line);
}
PART_ONLY(append_code, CLASS_CODE);

static void append_class_path(StrBuilder *builder, const RtClass *holder) {
    if (holder->module && !str_is(holder->module, "builtins"))
        builder_format(builder, "%S.", holder->module);
    builder_str(builder, holder->qualname);
}

PART_FUNCTION static bool append_method(StrBuilder *builder, MethodObject *method) {
    builder_text(builder, "<bound method ");
    if (value_is(method->function, CLASS_FUNCTION)) {
        Func *func = value_ref(method->function);
        builder_str(builder, function_qualname_peek(builder->rt, func));
    }
    builder_text(builder, " of ");
    bool is_good = append_repr(builder, method->self);
    builder_char(builder, '>');
    return is_good;
}
PART_ONLY(append_method, CLASS_METHOD);

PART_FUNCTION static void append_native(StrBuilder *builder, const NativeObject *native) {
    const char *name = native_rows[native->native].name;
    u32 owner = native->owner;
    if (native->self != VALUE_UNDEFINED) {
        builder_format(builder, "<built-in method %s of %T object", name, native->self);
        append_address(builder,
                       value_is_ref(native->self) ? value_ref(native->self) : (const void *)native);
    } else if (owner < CLASS_BUILTIN_COUNT) {
        const char *kind = struct_method_is(native->native) ? "slot wrapper" : "method";
        builder_format(builder, "<%s '%s' of '%S' objects>", kind, name,
                       class_get(builder->rt, owner)->name);
    } else {
        builder_format(builder, "<built-in function %s>", name);
    }
}
PART_ONLY(append_native, CLASS_BUILTIN);

PART_FUNCTION static bool append_struct(StrBuilder *builder, StructSequence *sequence) {
    Tuple *names = value_ref(sequence->names), *items = value_ref(sequence->items);
    builder_format(builder, "%S(", value_ref(sequence->type_name));
    bool is_good = true;
    for (u32 i = 0; i < names->len && is_good; i++) {
        if (i > 0) builder_text(builder, ", ");
        builder_format(builder, "%S=", value_ref(names->items[i]));
        is_good = append_repr(builder, items->items[i]);
    }
    builder_char(builder, ')');
    return is_good;
}
PART_ONLY(append_struct, CLASS_STRUCT_SEQUENCE);

static bool append_result(StrBuilder *builder, ResultWord result) {
    if (result.is_error) return false;
    bool is_str = value_is_str(result.value);
    if (is_str)
        builder_str(builder, value_str(result.value));
    else
        error_format(builder->rt, CLASS_TYPE_ERROR, "__repr__ returned non-string (type %T)",
                     result.value);
    value_release(builder->rt, result.value);
    return is_str;
}

static void append_default(StrBuilder *builder, Value value) {
    builder_char(builder, '<');
    append_class_path(builder, class_of(builder->rt, value));
    builder_text(builder, " object");
    append_address(builder, value_ref(value));
}

static bool append_ref_result(StrBuilder *builder, ResultRef result) {
    if (result.is_error) return false;
    builder_str(builder, result.value);
    object_release(builder->rt, result.value);
    return true;
}

static bool append_of_class(StrBuilder *builder, Value value, u32 class_id) {
    RtState *rt = builder->rt;
    void *object = value_ref(value);
    switch (class_id) {
    case CLASS_STR: append_str_repr(builder, object, false); return true;
    case CLASS_INT: return append_int(builder, value_int_peek(value));
    case CLASS_LIST: return append_list(builder, value);
    case CLASS_TUPLE: return append_tuple(builder, value);
    case CLASS_DICT: return append_dict(builder, value);
    case CLASS_SET:
    case CLASS_FROZENSET: return append_set(builder, value);
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS: return append_view(builder, value);
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: return append_result(builder, word_ok(bytes_repr(rt, object)));
    case CLASS_RANGE: return append_range(builder, object);
    case CLASS_SLICE: return append_slice(builder, object);
    case CLASS_METHOD:
        if (value_is(((MethodObject *)object)->function, CLASS_FOREIGN))
            return append_repr(builder, ((MethodObject *)object)->function);
        return append_method(builder, object);
    case CLASS_BUILTIN: append_native(builder, object); return true;
    case CLASS_MODULE:
        if (((ModuleObject *)object)->number == MODULE_OF_UNIT) {
            builder_format(builder, "<module '%S' from ", ((ModuleObject *)object)->name);
            if (!append_repr(builder, value_from_ref(unit_module_file(object)))) return false;
            builder_char(builder, '>');
            return true;
        }
        builder_format(builder,
                       ((ModuleObject *)object)->number == MODULE_FREE ? "<module '%S'>"
                                                                       : "<module '%S' (built-in)>",
                       ((ModuleObject *)object)->name);
        return true;
    case CLASS_STRUCT_SEQUENCE: return append_struct(builder, object);
    case CLASS_FOREIGN: return append_ref_result(builder, foreign_host(value)->repr(rt, object));
    case CLASS_TYPE:
        builder_text(builder, "<class '");
        append_class_path(builder, object);
        builder_text(builder, "'>");
        return true;
    case CLASS_GENERATOR:
    case CLASS_COROUTINE:
    case CLASS_ASYNC_GENERATOR:
        builder_format(builder, "<%S object %S", class_name_peek(rt, value),
                       generator_qualname(rt, object));
        append_address(builder, object);
        return true;
    case CLASS_FUNCTION: {
        Func *func = object;
        builder_format(builder, "<function %S", function_qualname_peek(rt, func));
        append_address(builder, object);
        return true;
    }
    case CLASS_SUPER: super_append_repr(builder, object); return true;
    case CLASS_CODE: append_code(builder, object); return true;
    default: break;
    }
    ClassAttribute *method = class_find_user(rt, value, NAME_REPR);
    if (method) return append_result(builder, call_attribute(rt, method, value, NULL, 0));
    if (exception_is(rt, value)) return append_ref_result(builder, exception_repr(rt, object));
    append_default(builder, value);
    return true;
}

PART_FUNCTION static void append_float(StrBuilder *builder, f64 number) {
    char text[TEXT_FLOAT_REPR_BYTES];
    u32 len = text_float_repr(text, number);
    builder_ascii(builder, text, len);
}
PART_ONLY(append_float, CLASS_FLOAT);

static bool append_object(StrBuilder *builder, Value value) {
    u32 class_id = operate_class(builder->rt, value, NAME_REPR);
    bool is_number = value_is_open(value) && (class_id == CLASS_INT || class_id == CLASS_FLOAT);
    if (is_number) return append_repr(builder, value_plain(value));
    return append_of_class(builder, value, class_id);
}

static bool append_repr(StrBuilder *builder, Value value) {
    switch (value_tag(value)) {
    case TAG_INT: builder_i64(builder, value_small(value)); return true;
    case TAG_CONST:
        builder_text(builder, value == VALUE_NONE              ? "None"
                              : value == VALUE_TRUE            ? "True"
                              : value == VALUE_FALSE           ? "False"
                              : value == VALUE_ELLIPSIS        ? "Ellipsis"
                              : value == VALUE_NOT_IMPLEMENTED ? "NotImplemented"
                                                               : "<undefined>");
        return true;
    default: break;
    }
    if (value_is_float(value)) {
        append_float(builder, value_f64(value));
        return true;
    }
    STACK_RESERVE();
    if (rt_stack_check(builder->rt)) return false;
    return append_object(builder, value);
}

ResultRef rt_repr(RtState *rt, Value value) {
    if (value_is_small_int(value)) return rt_int_to_str(rt, value_small(value));
    StrBuilder builder;
    builder_init(&builder, rt);
    if (append_repr(&builder, value)) return ref_ok(builder_finish(&builder));
    builder_deinit(&builder);
    return ref_error();
}

ResultRef operate_repr(RtState *rt, Value value) {
    value = value_plain(value);
    u32 class_id = class_id_layout(value_class(value));
    if (!value_is_ref(value) || class_id == CLASS_FLOAT) return rt_repr(rt, value);
    StrBuilder builder;
    builder_init(&builder, rt);
    if (append_of_class(&builder, value, class_id)) return ref_ok(builder_finish(&builder));
    builder_deinit(&builder);
    return ref_error();
}

// An exact str.
ResultRef operate_str(RtState *rt, Value value) {
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_str(&builder, value_ref(value));
    return ref_ok(builder_finish(&builder));
}

ResultRef rt_str(RtState *rt, Value value) {
    if (value_is(value, CLASS_STR)) {
        object_retain(value_ref(value));
        return ref_ok(value_ref(value));
    }
    if (value_is(value, CLASS_FOREIGN)) return foreign_host(value)->str(rt, value_ref(value));
    ClassAttribute *method = class_find_user(rt, value, NAME_STR);
    if (method) {
        ResultWord result = call_attribute(rt, method, value, NULL, 0);
        if (result.is_error) return ref_error();
        if (value_is_str(result.value)) return ref_ok(value_ref(result.value));
        error_format(rt, CLASS_TYPE_ERROR, "__str__ returned non-string (type %T)", result.value);
        value_release(rt, result.value);
        return ref_error();
    }
    if (value_is_str(value)) return operate_str(rt, value);
    if (value_is_ref(value) && exception_is(rt, value)) {
        // A __repr__ of the user's does not become the str of an exception.
        return exception_str(rt, value_ref(value));
    }
    return rt_repr(rt, value);
}

ResultRef rt_format(RtState *rt, Value value, Value spec) {
    ClassAttribute *method = class_find_user(rt, value, NAME_FORMAT);
    if (method) {
        ResultWord result = call_attribute(rt, method, value, &spec, 1);
        if (result.is_error) return ref_error();
        if (value_is_str(result.value)) return ref_ok(value_ref(result.value));
        error_format(rt, CLASS_TYPE_ERROR, "__format__ must return a str, not %T", result.value);
        value_release(rt, result.value);
        return ref_error();
    }
    return value_str(spec)->len == 0 ? rt_str(rt, value)
                                     : format_value(rt, value_plain(value), value_str(spec));
}

// ---- natives
static ResultWord word_of(ResultRef result) {
    return result.is_error ? word_error() : word_object(result.value);
}

ResultWord rt_native_REPR(RtState *rt, const Value *args) {
    return word_of(rt_repr(rt, args[0]));
}

ResultWord rt_native_FORMAT(RtState *rt, const Value *args) {
    Value spec = args[1] == VALUE_UNDEFINED ? value_from_ref(rt_core(rt)->empty_str) : args[1];
    if (!value_is_str(spec))
        return error_format(rt, CLASS_TYPE_ERROR, "format() argument 2 must be str, not %T", spec);
    return word_of(rt_format(rt, args[0], spec));
}

ResultWord rt_native_OBJECT_REPR(RtState *rt, const Value *args) {
    if (!value_is_ref(args[0])) return rt_native_REPR(rt, args);
    StrBuilder builder;
    builder_init(&builder, rt);
    append_default(&builder, args[0]);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_OBJECT_STR(RtState *rt, const Value *args) {
    return rt_native_REPR(rt, args);
}

ResultWord rt_native_OBJECT_INIT(RtState *rt, const Value *args) {
    bool has_args = ((Tuple *)value_ref(args[1]))->len || ((Dict *)value_ref(args[2]))->len;
    if (has_args)
        return error_text(
            rt, CLASS_TYPE_ERROR,
            "object.__init__() takes exactly one argument (the instance to initialize)");
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_OBJECT_EQ(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(args[0] == args[1] ? VALUE_TRUE : VALUE_NOT_IMPLEMENTED);
}
