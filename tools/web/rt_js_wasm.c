// The runtime's side of the bridge to JavaScript (design note 023); web/bridge/ is the other side.
//
// Imports of module "js" answer the operations on Foreign objects. Where one has a Value to give,
// the bridge leaves it, owned, in RtState.web_result; where it fails it has set the exception.
// Values come as the addresses of 64-bit cells. Exports rt_js_* make and read what crosses.
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"
#include "runtime/core/foreign.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"
#include "tools/web/rt_js.h"

#include "abi/program.h"
#include "runtime/core/dict.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define JS(name) __attribute__((import_module("js"), import_name(#name)))

enum { GET_FAILED, GET_VALUE, GET_METHOD };  // answers of js_get

// What JavaScript makes of an object, by its class: web/bridge/values.js.
typedef enum {
    KIND_OTHER,
    KIND_STR,
    KIND_INT,
    KIND_FLOAT,
    KIND_BYTES,
    KIND_ITEMS,  // list, tuple, set, iterators: rt_js_items
    KIND_DICT,
    KIND_CALLABLE,
    KIND_EXCEPTION,
    KIND_FOREIGN,
    KIND_METHOD,  // callable; the same when self and function are
} JsKind;

typedef enum {
    RAISE_JS_ERROR,
    RAISE_ATTRIBUTE_ERROR,
    RAISE_TYPE_ERROR,
    RAISE_VALUE_ERROR,
    RAISE_KEY_ERROR,
    RAISE_INDEX_ERROR,
} JsRaise;

JS(release) void js_release(u32 handle);
JS(get) u32 js_get(u32 handle, Str *name);
JS(set) u32 js_set(u32 handle, Str *name, const Value *value);  // these: whether it failed
JS(delete) u32 js_delete(u32 handle, Str *name);
JS(call)
u32 js_call(u32 handle, u32 receiver, const Value *args, u32 count, const Value *pairs,
            u32 pair_count);
JS(method)
u32 js_method(u32 handle, Str *name, const Value *args, u32 count, const Value *pairs,
              u32 pair_count);
JS(getitem) u32 js_getitem(u32 handle, const Value *key);
JS(setitem) u32 js_setitem(u32 handle, const Value *key, const Value *value);
JS(delitem) u32 js_delitem(u32 handle, const Value *key);
JS(iter) u32 js_iter(u32 handle);
JS(next) u32 js_next(u32 handle);
JS(len) i32 js_len(u32 handle);  // these: -1 when it failed
JS(has) i32 js_has(u32 handle, const Value *item);
JS(truth) i32 js_truth(u32 handle);
JS(instance) i32 js_instance(u32 handle, const Value *value);
JS(text) Str *js_text(u32 handle, u32 is_repr);  // NULL when it failed
JS(callable) u32 js_callable(u32 handle);
JS(root) u32 js_root(void);

EXPORT(rt_js_start) void rt_js_start(void);
EXPORT(rt_js_foreign) Foreign *rt_js_foreign(u32 handle);
EXPORT(rt_js_str) Str *rt_js_str(u32 len, u32 width, u32 is_ascii);
EXPORT(rt_js_big) BigInt *rt_js_big(u32 limb_count, u32 is_negative);
EXPORT(rt_js_float) void rt_js_float(f64 number, Value *cell);
EXPORT(rt_js_kind) u32 rt_js_kind(const Object *object);
EXPORT(rt_js_items) Tuple *rt_js_items(const Object *object);
EXPORT(rt_js_pairs) Tuple *rt_js_pairs(const Dict *dict);
EXPORT(rt_js_class_name) Str *rt_js_class_name(const Object *object);
EXPORT(rt_js_arity) i32 rt_js_arity(const Object *object);
EXPORT(rt_js_call) u32 rt_js_call(const Object *callee, const Value *args, u32 count);
EXPORT(rt_js_abandon) void rt_js_abandon(void);
EXPORT(rt_js_release) void rt_js_release(Object *object);
EXPORT(rt_js_raise) void rt_js_raise(u32 kind, Str *message, Foreign *error);
EXPORT(rt_js_raise_again) void rt_js_raise_again(Object *exception);
EXPORT(rt_js_take) Object *rt_js_take(void);
EXPORT(rt_js_summary) Str *rt_js_summary(Object *exception);
EXPORT(rt_js_report) i32 rt_js_report(Object *exception);

static RtState *state(void) {
    uintptr_t address = RT_STATE_ADDRESS;
    return (RtState *)address;
}

// Calls from JavaScript that have not returned: the engine cannot suspend across them.
static u32 callback_depth;

bool rt_js_is_in_callback(void) {
    return callback_depth > 0;
}

// ---- the host of Foreign objects
static u32 handle_of(const Foreign *self) {
    return (u32)self->handle;
}

static ResultWord answer(RtState *rt, u32 is_error) {
    return is_error ? word_error() : word_ok(rt->web_result);
}

static ResultI32 answer_bool(i32 truth) {
    return truth < 0 ? i32_error() : i32_ok((u32)truth);
}

static ResultRef answer_text(Str *text) {
    return text ? ref_ok(text) : ref_error();
}

static void host_release(RtState *rt, Foreign *self) {
    (void)rt;
    js_release(handle_of(self));
}

static ResultWord host_get(RtState *rt, Foreign *self, Str *name) {
    u32 got = js_get(handle_of(self), name);
    if (got == GET_FAILED) return word_error();
    Value value = rt->web_result;
    if (got == GET_VALUE) return word_ok(value);
    Value method = rt_method_new(rt, value_from_ref(self), value);
    value_release(rt, value);
    return word_ok(method);
}

static u32 host_set(RtState *rt, Foreign *self, Str *name, Value value) {
    (void)rt;
    return js_set(handle_of(self), name, &value);
}

static u32 host_delete(RtState *rt, Foreign *self, Str *name) {
    (void)rt;
    return js_delete(handle_of(self), name);
}

static ResultWord host_call(RtState *rt, Foreign *self, Value receiver, const Value *args,
                            u32 count, const Value *pairs, u32 pair_count) {
    u32 receiver_handle = receiver == VALUE_UNDEFINED ? 0 : handle_of(value_ref(receiver));
    return answer(rt, js_call(handle_of(self), receiver_handle, args, count, pairs, pair_count));
}

static ResultWord host_call_method(RtState *rt, Foreign *self, Str *name, const Value *args,
                                   u32 count, const Value *pairs, u32 pair_count) {
    return answer(rt, js_method(handle_of(self), name, args, count, pairs, pair_count));
}

static ResultWord host_get_item(RtState *rt, Foreign *self, Value key) {
    return answer(rt, js_getitem(handle_of(self), &key));
}

static u32 host_set_item(RtState *rt, Foreign *self, Value key, Value value) {
    (void)rt;
    return js_setitem(handle_of(self), &key, &value);
}

static u32 host_delete_item(RtState *rt, Foreign *self, Value key) {
    (void)rt;
    return js_delitem(handle_of(self), &key);
}

static ResultWord host_len(RtState *rt, Foreign *self) {
    (void)rt;
    i32 len = js_len(handle_of(self));
    return len < 0 ? word_error() : word_ok((u64)len);
}

static ResultWord host_iterate(RtState *rt, Foreign *self) {
    return answer(rt, js_iter(handle_of(self)));
}

static ResultWord host_next(RtState *rt, Foreign *self) {
    return answer(rt, js_next(handle_of(self)));
}

static ResultI32 host_contains(RtState *rt, Foreign *self, Value item) {
    (void)rt;
    return answer_bool(js_has(handle_of(self), &item));
}

static ResultI32 host_truth(RtState *rt, Foreign *self) {
    (void)rt;
    return answer_bool(js_truth(handle_of(self)));
}

static ResultI32 host_has_instance(RtState *rt, Foreign *self, Value value) {
    (void)rt;
    return answer_bool(js_instance(handle_of(self), &value));
}

static ResultRef host_repr(RtState *rt, Foreign *self) {
    (void)rt;
    return answer_text(js_text(handle_of(self), true));
}

static ResultRef host_str(RtState *rt, Foreign *self) {
    (void)rt;
    return answer_text(js_text(handle_of(self), false));
}

static bool host_is_callable(RtState *rt, Foreign *self) {
    (void)rt;
    return js_callable(handle_of(self));
}

static ResultWord host_root(RtState *rt) {
    return answer(rt, js_root());
}

static const ForeignHost js_host = {
    .release = host_release,
    .get_attribute = host_get,
    .set_attribute = host_set,
    .delete_attribute = host_delete,
    .call = host_call,
    .call_method = host_call_method,
    .get_item = host_get_item,
    .set_item = host_set_item,
    .delete_item = host_delete_item,
    .len = host_len,
    .iterate = host_iterate,
    .next = host_next,
    .contains = host_contains,
    .truth = host_truth,
    .has_instance = host_has_instance,
    .repr = host_repr,
    .str = host_str,
    .is_callable = host_is_callable,
    .root = host_root,
};

// From here on the runtime has another world. Programs that do not call JavaScript are linked
// without it and what it reaches.
void rt_js_start(void) {
    rt_core(state())->foreign = &js_host;
}

// ---- making Python objects. Results are owned.
Foreign *rt_js_foreign(u32 handle) {
    return foreign_new(state(), &js_host, handle);
}

// The bridge fills in the characters. NULL: MemoryError.
Str *rt_js_str(u32 len, u32 width, u32 is_ascii) {
    if (len == 0) return str_empty(state());
    Str *str = str_try_new(state(), len, width);
    if (str) str->is_ascii = is_ascii != 0;
    return str;
}

// The bridge fills in the limbs; the number lies outside the small range. NULL: MemoryError.
BigInt *rt_js_big(u32 limb_count, u32 is_negative) {
    BigInt *big = int_alloc_big(state(), limb_count);
    if (!big) return NULL;
    big->limb_count = limb_count;
    big->is_negative = is_negative;
    return big;
}

void rt_js_float(f64 number, Value *cell) {
    *cell = value_box_f64(state(), number);
}

// ---- reading them
u32 rt_js_kind(const Object *object) {
    RtState *rt = state();
    u32 class_id = object->class_id;
    switch (class_id) {  // table:
    case CLASS_STR: return KIND_STR;
    case CLASS_INT: return KIND_INT;
    case CLASS_FLOAT: return KIND_FLOAT;
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: return KIND_BYTES;
    case CLASS_LIST:
    case CLASS_TUPLE:
    case CLASS_SET:
    case CLASS_FROZENSET:
    case CLASS_RANGE:
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS: return KIND_ITEMS;
    case CLASS_DICT: return KIND_DICT;
    case CLASS_FUNCTION:
    case CLASS_BUILTIN:
    case CLASS_TYPE: return KIND_CALLABLE;
    case CLASS_METHOD: return KIND_METHOD;
    case CLASS_FOREIGN: return KIND_FOREIGN;
    default: break;
    }
    Value value = value_from_ref(object);
    if (class_id >= CLASS_LIST_ITERATOR && class_id <= CLASS_FILTER) return KIND_ITEMS;
    if (exception_is(rt, value)) return KIND_EXCEPTION;
    return class_find_user(rt, value, NAME_CALL) ? KIND_CALLABLE : KIND_OTHER;
}

// A new tuple of what iteration gives. NULL: an exception.
Tuple *rt_js_items(const Object *object) {
    return tuple_from_value(state(), value_from_ref(object));
}

// A new tuple: key, value, key, value …
Tuple *rt_js_pairs(const Dict *dict) {
    Tuple *tuple = tuple_new(state(), 2 * dict->len);
    u32 at = 0, count = 0;
    for (const DictEntry *entry; (entry = dict_next(dict, &at)) != NULL;) {
        tuple->items[count++] = value_retain(entry->key);
        tuple->items[count++] = value_retain(entry->value);
    }
    return tuple;
}

Str *rt_js_class_name(const Object *object) {
    Str *name = class_get(state(), object->class_id)->name;
    object_retain(name);
    return name;
}

void rt_js_release(Object *object) {
    object_release(state(), object);
}

// ---- calls
static i32 function_arity(const Func *func, u32 bound_count) {
    const FuncSpec *spec = func->spec;
    if (spec->extra & FUNC_HAS_REST) return -1;
    return spec->positional_count < bound_count ? 0 : (i32)(spec->positional_count - bound_count);
}

// How many arguments it takes at most by position; -1: any number, or unknown.
i32 rt_js_arity(const Object *object) {
    RtState *rt = state();
    Value value = value_from_ref(object);
    switch (object->class_id) {
    case CLASS_FUNCTION: return function_arity(value_ref(value), 0);
    case CLASS_METHOD: {
        const MethodObject *method = value_ref(value);
        return value_is(method->function, CLASS_FUNCTION)
                   ? function_arity(value_ref(method->function), 1)
                   : -1;
    }
    case CLASS_BUILTIN: {
        const NativeObject *native = value_ref(value);
        const NativeSpec *spec = native_spec(rt, native->native);
        u32 bound_count = native->self != VALUE_UNDEFINED;
        return spec->star < spec->count ? -1 : (i32)(spec->positional_count - bound_count);
    }
    default: break;
    }
    RtClass *holder = object->class_id == CLASS_TYPE ? value_ref(value) : class_of(rt, value);
    NameId name = object->class_id == CLASS_TYPE ? NAME_INIT : NAME_CALL;
    const ClassAttribute *attribute = class_find(rt, holder, rt_name(rt, name));
    bool is_known = attribute && attribute->kind == ATTRIBUTE_METHOD &&
                    value_is(attribute->value, CLASS_FUNCTION);
    return is_known ? function_arity(value_ref(attribute->value), 1) : -1;
}

// The result is in web_result; true: an exception is set.
// A callback that is an `async def` runs as a task of the event loop.
static ResultWord start_coroutine(RtState *rt, ResultWord result) {
    Value starter = rt_core(rt)->coroutine_starter;
    bool is_coroutine = !result.is_error && value_is(result.value, CLASS_COROUTINE);
    if (!is_coroutine || starter == VALUE_NONE) return result;
    ResultWord started = call_value(rt, starter, &result.value, 1);
    value_release(rt, result.value);
    return started;
}

u32 rt_js_call(const Object *callee, const Value *args, u32 count) {
    RtState *rt = state();
    callback_depth++;
    ResultWord result = call_value(rt, value_from_ref(callee), args, count);
    result = start_coroutine(rt, result);
    callback_depth--;
    rt->web_result = result.value;
    return result.is_error;
}

// The engine ended a call from within: its stack was used up.
void rt_js_abandon(void) {
    callback_depth--;
}

// ---- exceptions
// Takes the message; `error` is what JavaScript threw, or NULL, borrowed.
void rt_js_raise(u32 kind, Str *message, Foreign *error) {
    static const u32 classes[] = {
        [RAISE_JS_ERROR] = CLASS_JS_ERROR,     [RAISE_ATTRIBUTE_ERROR] = CLASS_ATTRIBUTE_ERROR,
        [RAISE_TYPE_ERROR] = CLASS_TYPE_ERROR, [RAISE_VALUE_ERROR] = CLASS_VALUE_ERROR,
        [RAISE_KEY_ERROR] = CLASS_KEY_ERROR,   [RAISE_INDEX_ERROR] = CLASS_INDEX_ERROR,
    };
    RtState *rt = state();
    error_value_of(rt, classes[kind], value_from_ref(message));
    object_release(rt, message);
    if (!error) return;
    Exception *exception = value_ref(rt->exception);
    value_assign_take(rt, &exception->extra, value_of(error));
}

void rt_js_raise_again(Object *exception) {
    rt_exception_restore(state(), value_of(exception));
}

// The current exception, owned and no longer current.
Object *rt_js_take(void) {
    return value_ref(rt_exception_take(state()));
}

// "ValueError: no such thing"
Str *rt_js_summary(Object *object) {
    RtState *rt = state();
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "%S", class_get(rt, object->class_id)->name);
    ResultRef text = rt_str(rt, value_from_ref(object));
    if (text.is_error) {
        error_clear(rt);
        return builder_finish(&builder);
    }
    if (((Str *)text.value)->len) builder_format(&builder, ": %S", text.value);
    object_release(rt, text.value);
    return builder_finish(&builder);
}

// Prints the traceback of what nobody caught. Returns the exit code that it means.
i32 rt_js_report(Object *exception) {
    return rt_report(state(), value_from_ref(exception));
}
