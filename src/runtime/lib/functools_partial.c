// functools.partial: a function with arguments that are given ahead.
#include "runtime/core/attribute.h"
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/open.h"
#include "runtime/core/repr.h"
#include "runtime/core/str.h"

typedef struct {
    Object head;
    Value function, args, keywords, dict;  // dict: None until it is asked for
} Partial;
NATIVE_CLASS_CHECK(Partial, FUNCTOOLS_PARTIAL);

static Tuple *tuples_joined(RtState *rt, const Tuple *left, const Tuple *right) {
    Tuple *all = tuple_new(rt, left->len + right->len);
    for (u32 i = 0; i < left->len; i++) all->items[i] = value_retain(left->items[i]);
    for (u32 i = 0; i < right->len; i++) all->items[left->len + i] = value_retain(right->items[i]);
    return all;
}

// NULL: exception.
static Dict *dicts_joined(RtState *rt, const Dict *left, Value right) {
    Dict *all = dict_copy(rt, left);
    if (dict_merge(rt, all, right)) return all;
    object_release(rt, all);
    return NULL;
}

static bool check_callable(RtState *rt, Value function) {
    if (rt_native_CALLABLE(rt, &function).value == VALUE_TRUE) return true;
    error_text(rt, CLASS_TYPE_ERROR, "the first argument must be callable");
    return false;
}

ResultWord rt_native_PARTIAL_NEW(RtState *rt, const Value *args) {
    if (!check_callable(rt, args[0])) return word_error();
    const Partial *inner = value_is(args[0], CLASS_FUNCTOOLS_PARTIAL) ? value_ref(args[0]) : NULL;
    bool is_joined = inner && inner->dict == VALUE_NONE;
    Dict *keywords =
        is_joined ? dicts_joined(rt, value_ref(inner->keywords), args[2]) : value_ref(args[2]);
    if (!keywords) return word_error();
    Partial *made = native_object_new(rt, CLASS_FUNCTOOLS_PARTIAL);
    if (is_joined) {
        made->function = value_retain(inner->function);
        made->args = value_from_ref(tuples_joined(rt, value_ref(inner->args), value_ref(args[1])));
        made->keywords = value_from_ref(keywords);
    } else {
        made->function = value_retain(args[0]);
        made->args = value_retain(args[1]);
        made->keywords = value_of(keywords);
    }
    return word_object(made);
}

ResultWord rt_native_PARTIAL_CALL(RtState *rt, const Value *args) {
    const Partial *self = value_ref(args[0]);
    Dict *given = value_ref(args[2]), *own = value_ref(self->keywords);
    bool has_both = own->len > 0 && given->len > 0;
    Dict *keywords = has_both ? dicts_joined(rt, own, args[2]) : given->len > 0 ? given : own;
    if (!keywords) return word_error();
    if (!has_both) object_retain(keywords);
    Value function = value_retain(self->function);
    Tuple *all = tuples_joined(rt, value_ref(self->args), value_ref(args[1]));
    ResultWord result = call_value_dict(rt, function, VALUE_UNDEFINED, all, keywords);
    object_release(rt, keywords);
    object_release(rt, all);
    value_release(rt, function);
    return result;
}

// ---- repr

static bool append_repr(RtState *rt, StrBuilder *builder, Value value) {
    ResultRef text = rt_repr(rt, value);
    if (text.is_error) return false;
    builder_str(builder, text.value);
    object_release(rt, text.value);
    return true;
}

static bool append_keyword(RtState *rt, StrBuilder *builder, const DictEntry *entry) {
    Value key = value_retain(entry->key), value = value_retain(entry->value);
    ResultRef name = rt_str(rt, key);
    bool is_good = !name.is_error;
    if (is_good) {
        builder_format(builder, ", %S=", name.value);
        object_release(rt, name.value);
        is_good = append_repr(rt, builder, value);
    }
    value_release(rt, key);
    value_release(rt, value);
    return is_good;
}

// The name of its class, with the module.
static void append_class(RtState *rt, StrBuilder *builder, Value self) {
    const RtClass *holder = class_of(rt, self);
    if (holder->module) builder_format(builder, "%S.", holder->module);
    builder_str(builder, holder->qualname);
}

ResultWord rt_native_PARTIAL_REPR(RtState *rt, const Value *args) {
    const Partial *self = value_ref(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    if (!repr_enter(&builder, args[0], "...")) return word_object(builder_finish(&builder));
    append_class(rt, &builder, args[0]);
    builder_char(&builder, '(');
    Value function = value_retain(self->function), given = value_retain(self->args),
          keywords = value_retain(self->keywords);
    const Tuple *items = value_ref(given);
    bool is_good = append_repr(rt, &builder, function);
    for (u32 i = 0; i < items->len && is_good; i++) {
        builder_text(&builder, ", ");
        is_good = append_repr(rt, &builder, items->items[i]);
    }
    u32 at = 0;
    for (DictEntry *entry; is_good && (entry = dict_next(value_ref(keywords), &at));)
        is_good = append_keyword(rt, &builder, entry);
    value_release(rt, function);
    value_release(rt, given);
    value_release(rt, keywords);
    repr_leave(&builder);
    if (is_good) {
        builder_char(&builder, ')');
        return word_object(builder_finish(&builder));
    }
    builder_deinit(&builder);
    return word_error();
}

// ---- attributes

ResultWord rt_native_PARTIAL_FUNC(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Partial *)value_ref(args[0]))->function));
}

ResultWord rt_native_PARTIAL_ARGS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Partial *)value_ref(args[0]))->args));
}

ResultWord rt_native_PARTIAL_KEYWORDS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Partial *)value_ref(args[0]))->keywords));
}

ResultWord rt_native_PARTIAL_DICT(RtState *rt, const Value *args) {
    Partial *self = value_ref(args[0]);
    if (self->dict == VALUE_NONE) self->dict = value_from_ref(dict_new(rt, 0));
    return word_ok(value_retain(self->dict));
}

// ---- copies

static Value dict_of(RtState *rt, Value self) {
    const Partial *partial = value_ref(self);
    if (!value_is_open(self)) return value_retain(partial->dict);
    Dict *dict = open_dict_peek(rt, self, false);
    return dict ? value_of(dict) : VALUE_NONE;
}

// (class, (function,), (function, args, keywords, __dict__))
ResultWord rt_native_PARTIAL_REDUCE(RtState *rt, const Value *args) {
    const Partial *self = value_ref(args[0]);
    Value dict = dict_of(rt, args[0]);
    const Value state[] = {self->function, self->args, self->keywords, dict};
    const Value parts[] = {value_from_ref(class_of(rt, args[0])),
                           value_from_ref(tuple_from(rt, &self->function, 1)),
                           value_from_ref(tuple_from(rt, state, 4))};
    Tuple *made = tuple_from(rt, parts, 3);
    value_release(rt, parts[1]);
    value_release(rt, parts[2]);
    value_release(rt, dict);
    return word_object(made);
}

static bool set_dict(RtState *rt, Value self, Value dict) {
    if (value_is_open(self)) {
        if (dict != VALUE_NONE) return open_set_dict(rt, self, dict) == 0;
        Dict *own = open_dict_peek(rt, self, false);
        if (own) dict_clear(rt, own);
        return true;
    }
    Partial *partial = value_ref(self);
    value_assign_take(rt, &partial->dict, value_retain(dict));
    return true;
}

ResultWord rt_native_PARTIAL_SETSTATE(RtState *rt, const Value *args) {
    const Tuple *state = value_has_layout(args[1], CLASS_TUPLE) ? value_ref(args[1]) : NULL;
    bool is_good = state && state->len == 4 &&
                   rt_native_CALLABLE(rt, &state->items[0]).value == VALUE_TRUE &&
                   value_has_layout(state->items[1], CLASS_TUPLE);
    if (is_good)
        is_good =
            (state->items[2] == VALUE_NONE || value_has_layout(state->items[2], CLASS_DICT)) &&
            (state->items[3] == VALUE_NONE || value_has_layout(state->items[3], CLASS_DICT));
    if (!is_good) return error_text(rt, CLASS_TYPE_ERROR, "invalid partial state");
    const Tuple *given = value_ref(state->items[1]);
    bool is_plain = state->items[2] != VALUE_NONE && value_is(state->items[2], CLASS_DICT);
    Value keywords = is_plain ? value_retain(state->items[2])
                     : state->items[2] == VALUE_NONE
                         ? value_from_ref(dict_new(rt, 0))
                         : value_from_ref(dict_copy(rt, value_ref(state->items[2])));
    Partial *self = value_ref(args[0]);
    Value old[] = {self->function, self->args, self->keywords};
    self->function = value_retain(state->items[0]);
    self->args = value_from_ref(tuple_from(rt, given->items, given->len));
    self->keywords = keywords;
    is_good = set_dict(rt, args[0], state->items[3]);
    for (u32 i = 0; i < COUNT_OF(old); i++) value_release(rt, old[i]);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}
