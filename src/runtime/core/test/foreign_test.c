// Foreign objects with a host that lives in this file: it writes down what it is asked.
#include "runtime/core/test/fixture.h"

#include "runtime/core/foreign.h"
#include "runtime/core/iter.h"
#include "runtime/core/native.h"

#include <stdio.h>
#include <string.h>

enum { LEN = 3, HANDLE = 7, FUNCTION_HANDLE = 8 };

// What the host was asked last. Reset by each test; tests run one after the other.
static char asked[256];
static u32 released_count;

static void note(const char *operation, const Foreign *self) {
    snprintf(asked, sizeof asked, "%s %d", operation, (int)self->handle);
}

static void note_name(const char *operation, const Foreign *self, const Str *name) {
    snprintf(asked, sizeof asked, "%s %d %.*s", operation, (int)self->handle, (int)name->len,
             (const char *)name->data);
}

static void fake_release(RtState *rt, Foreign *self) {
    (void)rt;
    (void)self;
    released_count++;
}

static const ForeignHost fake_host;

static Value foreign(RtState *rt, u64 handle) {
    return value_from_ref(foreign_new(rt, &fake_host, handle));
}

static ResultWord fake_get(RtState *rt, Foreign *self, Str *name) {
    note_name("get", self, name);
    if (str_is(name, "missing"))
        return error_format(rt, CLASS_ATTRIBUTE_ERROR, "no '%S' here", name);
    if (!str_is(name, "method")) return word_ok(value_from_small(41));
    Value function = foreign(rt, FUNCTION_HANDLE);
    Value method = rt_method_new(rt, value_from_ref(self), function);
    value_release(rt, function);
    return word_ok(method);
}

static u32 fake_set(RtState *rt, Foreign *self, Str *name, Value value) {
    (void)rt;
    note_name("set", self, name);
    assert_int_equal(value, value_from_small(5));
    return 0;
}

static u32 fake_delete(RtState *rt, Foreign *self, Str *name) {
    (void)rt;
    note_name("delete", self, name);
    return 0;
}

static ResultWord fake_call(RtState *rt, Foreign *self, Value receiver, const Value *args,
                            u32 count, const Value *pairs, u32 pair_count) {
    (void)rt;
    i64 sum = receiver == VALUE_UNDEFINED ? 0 : 1000;
    for (u32 i = 0; i < count; i++) sum += value_small(args[i]);
    for (u32 i = 0; i < pair_count; i++) sum += 100 * value_small(pairs[2 * i + 1]);
    note("call", self);
    return word_ok(value_from_small(sum));
}

static ResultWord fake_call_method(RtState *rt, Foreign *self, Str *name, const Value *args,
                                   u32 count, const Value *pairs, u32 pair_count) {
    (void)pairs;
    assert_int_equal(pair_count, 0);
    note_name("method", self, name);
    return count == 1 ? word_ok(value_retain(args[0]))
                      : error_text(rt, CLASS_JS_ERROR, "TypeError: one argument");
}

static ResultWord fake_get_item(RtState *rt, Foreign *self, Value key) {
    note("item", self);
    if (!value_is_small_int(key) || value_small(key) >= LEN) return error_key(rt, key);
    return word_ok(value_from_small(10 * value_small(key)));
}

static u32 fake_set_item(RtState *rt, Foreign *self, Value key, Value value) {
    (void)rt;
    note("setitem", self);
    return key != value;
}

static u32 fake_delete_item(RtState *rt, Foreign *self, Value key) {
    (void)rt;
    (void)key;
    note("delitem", self);
    return 0;
}

static ResultWord fake_len(RtState *rt, Foreign *self) {
    (void)rt;
    note("len", self);
    return word_ok(LEN);
}

// The handle of the iterator is what it gave so far.
static ResultWord fake_iterate(RtState *rt, Foreign *self) {
    note("iter", self);
    return word_ok(foreign(rt, 0));
}

static ResultWord fake_next(RtState *rt, Foreign *self) {
    (void)rt;
    if (self->handle == LEN) return word_ok(VALUE_UNDEFINED);
    return word_ok(value_from_small((i64)self->handle++));
}

static ResultI32 fake_contains(RtState *rt, Foreign *self, Value item) {
    (void)rt;
    note("contains", self);
    return i32_ok(item == value_from_small(2));
}

static ResultI32 fake_truth(RtState *rt, Foreign *self) {
    (void)rt;
    note("truth", self);
    return i32_ok(self->handle != HANDLE);
}

static ResultI32 fake_has_instance(RtState *rt, Foreign *self, Value value) {
    (void)rt;
    note("instance", self);
    return i32_ok(value_is(value, CLASS_FOREIGN));
}

static ResultRef fake_repr(RtState *rt, Foreign *self) {
    (void)self;
    return ref_ok(str_from_text(rt, "<Fake>"));
}

static ResultRef fake_str(RtState *rt, Foreign *self) {
    (void)self;
    return ref_ok(str_from_text(rt, "fake"));
}

static bool fake_is_callable(RtState *rt, Foreign *self) {
    (void)rt;
    return self->handle == FUNCTION_HANDLE;
}

static ResultWord fake_root(RtState *rt) {
    return word_ok(foreign(rt, HANDLE));
}

static const ForeignHost fake_host = {
    .release = fake_release,
    .get_attribute = fake_get,
    .set_attribute = fake_set,
    .delete_attribute = fake_delete,
    .call = fake_call,
    .call_method = fake_call_method,
    .get_item = fake_get_item,
    .set_item = fake_set_item,
    .delete_item = fake_delete_item,
    .len = fake_len,
    .iterate = fake_iterate,
    .next = fake_next,
    .contains = fake_contains,
    .truth = fake_truth,
    .has_instance = fake_has_instance,
    .repr = fake_repr,
    .str = fake_str,
    .is_callable = fake_is_callable,
    .root = fake_root,
    .binary = NULL,  // and the other operators
};

// ---- operators: a host that has them
static ResultWord able_binary(RtState *rt, u32 op, bool is_inplace, Value left, Value right) {
    (void)rt;
    snprintf(asked, sizeof asked, "binary %u %d", op, is_inplace);
    return word_ok(value_is_foreign(left) ? right : left);
}

static ResultWord able_compare(RtState *rt, u32 op, Value left, Value right) {
    (void)rt, (void)left, (void)right;
    return word_ok(value_from_bool(op == RT_LT));
}

static ResultWord able_unary(RtState *rt, ForeignUnaryOp op, Foreign *self) {
    (void)rt, (void)self;
    return word_ok(value_from_small((i64)op));
}

static ResultWord able_hash(RtState *rt, Foreign *self) {
    (void)rt;
    return word_ok(self->handle);
}

static ResultWord able_type_of(RtState *rt, Foreign *self) {
    (void)self;
    return word_ok(rt_class_value(rt, CLASS_RANGE));
}

static const ForeignHost able_host = {
    .release = fake_release,
    .truth = fake_truth,
    .binary = able_binary,
    .compare = able_compare,
    .unary = able_unary,
    .hash = able_hash,
    .type_of = able_type_of,
};

static RtState *open_with(Value *object) {
    RtState *rt = fixture_open();
    asked[0] = 0;
    released_count = 0;
    *object = foreign(rt, HANDLE);
    return rt;
}

static void close_with(RtState *rt, Value object) {
    value_release(rt, object);
    fixture_close(rt);
}

static ResultWord get(RtState *rt, Value object, const char *text) {
    Str *name = str_intern_text(rt, text);
    ResultWord result = rt_getattr(rt, object, name);
    object_release(rt, name);
    return result;
}

TEST(attributes_of_a_foreign_object_are_its_hosts) {
    Value object;
    RtState *rt = open_with(&object);
    fixture_expect(rt, get(rt, object, "width"), "41");
    assert_string_equal(asked, "get 7 width");
    fixture_expect(rt, get(rt, object, "missing"), "AttributeError: no 'missing' here");
    Str *name = str_intern_text(rt, "width");
    assert_int_equal(rt_setattr(rt, object, name, value_from_small(5)), 0);
    assert_string_equal(asked, "set 7 width");
    assert_int_equal(rt_delattr(rt, object, name), 0);
    assert_string_equal(asked, "delete 7 width");
    object_release(rt, name);
    fixture_expect(
        rt, fixture_call(rt, NATIVE_HASATTR, 2, value_retain(object), fixture_text(rt, "missing")),
        "False");
    close_with(rt, object);
}

TEST(foreign_functions_are_called_with_receiver_and_keywords) {
    Value object;
    RtState *rt = open_with(&object);
    Value args[2] = {value_from_small(1), value_from_small(2)};
    KeywordArg keyword = {fixture_text(rt, "k"), value_from_small(3)};
    fixture_expect(rt, call_value_kw(rt, object, args, 2, &keyword, 1), "303");
    assert_string_equal(asked, "call 7");

    ResultWord method = get(rt, object, "method");
    fixture_expect(rt, call_value_kw(rt, method.value, args, 2, &keyword, 1), "1303");
    assert_string_equal(asked, "call 8");
    fixture_expect(rt, get(rt, method.value, "length"), "41");
    assert_string_equal(asked, "get 8 length");
    value_release(rt, method.value);
    value_release(rt, keyword.name);

    Str *name = str_intern_text(rt, "go");
    fixture_expect(rt, rt_call_method(rt, object, name, 1, args), "1");
    assert_string_equal(asked, "method 7 go");
    fixture_expect(rt, rt_call_method(rt, object, name, 2, args),
                   "JSError: TypeError: one argument");
    object_release(rt, name);
    fixture_expect(rt, fixture_call(rt, NATIVE_CALLABLE, 1, value_retain(object)), "False");
    fixture_expect(rt, fixture_call(rt, NATIVE_CALLABLE, 1, foreign(rt, FUNCTION_HANDLE)), "True");
    close_with(rt, object);
}

TEST(foreign_containers_are_asked_for_items) {
    Value object;
    RtState *rt = open_with(&object);
    fixture_expect(rt, rt_getitem(rt, object, value_from_small(2)), "20");
    fixture_expect(rt, rt_getitem(rt, object, value_from_small(3)), "KeyError: 3");
    assert_int_equal(rt_setitem(rt, object, VALUE_TRUE, VALUE_TRUE), 0);
    assert_string_equal(asked, "setitem 7");
    assert_int_equal(rt_delitem(rt, object, VALUE_TRUE), 0);
    assert_string_equal(asked, "delitem 7");
    assert_int_equal(rt_len(rt, object).value, LEN);
    assert_int_equal(rt_contains(rt, object, value_from_small(2)).value, 1);
    assert_int_equal(rt_contains(rt, object, VALUE_NONE).value, 0);
    fixture_expect(rt, fixture_call(rt, NATIVE_SORTED, 1, value_retain(object)), "[0, 1, 2]");
    assert_string_equal(asked, "iter 7");
    close_with(rt, object);
}

TEST(foreign_objects_have_truth_text_class_and_identity) {
    Value object;
    RtState *rt = open_with(&object);
    assert_int_equal(rt_truth(rt, object).value, 0);
    fixture_expect(rt, fixture_call(rt, NATIVE_REPR, 1, value_retain(object)), "'<Fake>'");
    ResultRef text = rt_str(rt, object);
    assert_true(str_is(text.value, "fake"));
    object_release(rt, text.value);
    Value other = foreign(rt, HANDLE + 2);
    assert_int_equal(rt_isinstance(rt, object, other).value, 1);
    assert_int_equal(rt_isinstance(rt, VALUE_NONE, other).value, 0);
    assert_string_equal(asked, "instance 9");
    assert_int_equal(rt_compare_bool(rt, object, object, RT_EQ).value, 1);
    assert_int_equal(rt_compare_bool(rt, object, other, RT_EQ).value, 0);
    assert_int_equal(rt_compare_bool(rt, object, value_from_small(1), RT_NE).value, 1);
    assert_false(rt_hash(rt, object).is_error);
    fixture_expect(rt, rt_add(rt, object, value_from_small(1)),
                   "TypeError: unsupported operand type(s) for +: 'JSObject' and 'int'");
    value_release(rt, other);
    close_with(rt, object);
}

TEST(the_host_learns_of_the_last_reference) {
    Value object;
    RtState *rt = open_with(&object);
    Value list = fixture_list(rt, 2, value_retain(object), value_retain(object));
    value_release(rt, object);
    assert_int_equal(released_count, 0);
    value_release(rt, list);
    assert_int_equal(released_count, 1);
    fixture_close(rt);
}

TEST(module_krait_has_js_only_with_a_host) {
    RtState *rt = fixture_open();
    Value module = fixture_module(rt, "krait");
    fixture_expect(rt, get(rt, module, "js"), "None");
    fixture_expect(rt, get(rt, module, "JSError"), "<class 'krait.JSError'>");
    value_release(rt, module);
    fixture_close(rt);
    rt = fixture_open();
    rt_core(rt)->foreign = &fake_host;
    module = fixture_module(rt, "krait");
    fixture_expect(rt, get(rt, module, "js"), "<Fake>");
    value_release(rt, module);
    fixture_close(rt);
}

TEST(a_host_with_operators_is_asked_for_them) {
    Value object;
    RtState *rt = open_with(&object);
    Value able = value_from_ref(foreign_new(rt, &able_host, HANDLE));
    fixture_expect(rt, rt_mul(rt, able, value_from_small(5)), "5");
    assert_string_equal(asked, "binary 2 0");
    fixture_expect(rt, rt_sub(rt, value_from_small(6), able), "6");
    fixture_expect(rt, rt_inplace(rt, value_retain(able), value_from_small(5), RT_OP_ADD), "5");
    assert_string_equal(asked, "binary 0 1");
    fixture_expect(rt, rt_invert(rt, able), "2");
    assert_int_equal(rt_compare_bool(rt, value_from_small(1), able, RT_LT).value, 1);
    assert_int_equal(rt_compare_bool(rt, able, able, RT_EQ).value, 0);
    assert_int_equal(rt_hash(rt, able).value, HANDLE);
    Value type = rt_type_of(rt, able);
    assert_int_equal(((RtClass *)value_ref(type))->id, CLASS_RANGE);
    value_release(rt, type);
    value_release(rt, able);
    close_with(rt, object);
}
