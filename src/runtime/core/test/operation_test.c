#include "runtime/core/test/fixture.h"

#include "runtime/core/native.h"

static Value small(i64 number) {
    return value_from_small(number);
}

typedef ResultWord (*Binary)(RtState *rt, Value left, Value right);

static void expect_binary(RtState *rt, Binary op, Value left, Value right, const char *expected) {
    ResultWord result = op(rt, left, right);
    value_release(rt, left);
    value_release(rt, right);
    fixture_expect(rt, result, expected);
}

TEST(arithmetic_leaves_the_small_range_and_comes_back) {
    RtState *rt = fixture_open();
    Value edge = small(SMALL_INT_MAX);
    expect_binary(rt, rt_add, edge, small(1), "2305843009213693952");
    ResultWord big = rt_mul(rt, edge, edge);
    expect_binary(rt, rt_floordiv, value_retain(big.value), edge, "2305843009213693951");
    expect_binary(rt, rt_sub, value_retain(big.value), big.value, "0");
    expect_binary(rt, rt_pow, small(2), small(100), "1267650600228229401496703205376");
    expect_binary(rt, rt_pow, small(2), small(-1), "0.5");
    expect_binary(rt, rt_mod, small(-7), small(3), "2");
    expect_binary(rt, rt_floordiv, small(-7), small(2), "-4");
    expect_binary(rt, rt_truediv, small(1), small(3), "0.3333333333333333");
    expect_binary(rt, rt_lshift, small(1), small(70), "1180591620717411303424");
    fixture_close(rt);
}

TEST(operators_refuse_in_the_words_of_cpython) {
    RtState *rt = fixture_open();
    expect_binary(rt, rt_add, small(1), fixture_text(rt, "a"),
                  "TypeError: unsupported operand type(s) for +: 'int' and 'str'");
    expect_binary(rt, rt_add, fixture_text(rt, "a"), small(1),
                  "TypeError: can only concatenate str (not \"int\") to str");
    expect_binary(rt, rt_mul, fixture_text(rt, "a"), value_box_f64(rt, 1.5),
                  "TypeError: can't multiply sequence by non-int of type 'float'");
    expect_binary(rt, rt_floordiv, small(1), small(0), "ZeroDivisionError: division by zero");
    expect_binary(rt, rt_lshift, small(1), small(-1), "ValueError: negative shift count");
    fixture_expect_error(rt, rt_len(rt, small(1)).is_error,
                         "TypeError: object of type 'int' has no len()");
    fixture_expect_error(rt, rt_iter(rt, small(1)).is_error,
                         "TypeError: 'int' object is not iterable");
    fixture_expect_error(rt, rt_call(rt, small(1), 0, NULL).is_error,
                         "TypeError: 'int' object is not callable");
    fixture_expect(rt, fixture_call(rt, NATIVE_LEN, 2, small(1), small(2)),
                   "TypeError: len() takes exactly one argument (2 given)");
    fixture_expect(rt, fixture_method(rt, "append", 1, fixture_list(rt, 0)),
                   "TypeError: list.append() takes exactly one argument (0 given)");
    fixture_close(rt);
}

TEST(strings_are_cut_joined_and_found) {
    RtState *rt = fixture_open();
    Value text = fixture_text(rt, "h\xc3\xa9llo w\xc3\xb6rld \xe2\x82\xac");
    Value slice = rt_slice_new(rt, small(1), small(-2), VALUE_NONE);
    fixture_expect(rt, rt_getitem(rt, text, slice), "'\xc3\xa9llo w\xc3\xb6rld'");
    value_release(rt, slice);
    slice = rt_slice_new(rt, VALUE_NONE, VALUE_NONE, small(-1));
    fixture_expect(rt, rt_getitem(rt, text, slice), "'\xe2\x82\xac dlr\xc3\xb6w oll\xc3\xa9h'");
    value_release(rt, slice);
    fixture_expect(
        rt, fixture_method(rt, "find", 2, value_retain(text), fixture_text(rt, "w\xc3\xb6r")), "6");
    fixture_expect(rt, rt_getitem(rt, text, small(40)), "IndexError: string index out of range");
    value_release(rt, text);
    fixture_close(rt);
}

TEST(appending_grows_in_place_and_spares_the_slices) {
    RtState *rt = fixture_open();
    Str *text = str_from_text(rt, "");
    Str *piece = str_from_text(rt, "abcdefgh");
    Str *view = NULL;
    for (u32 i = 0; i < 1000; i++) {
        text = rt_str_append(rt, text, piece);
        if (i == 500) view = str_slice(rt, text, 8, 4000);
    }
    assert_int_equal(text->len, 8000);
    assert_int_equal(view->len, 4000);
    assert_int_equal(str_get(view, 3999), 'h');
    object_release(rt, view);
    object_release(rt, piece);
    object_release(rt, text);
    fixture_close(rt);
}

TEST(print_writes_and_too_large_requests_are_memory_errors) {
    RtState *rt = fixture_open();
    fixture_expect(
        rt, fixture_call(rt, NATIVE_PRINT, 2, fixture_list(rt, 1, small(1)), fixture_text(rt, "x")),
        "None");
    fixture_expect(rt, fixture_method(rt, "flush", 1, value_retain(rt_core(rt)->files[1])), "None");
    assert_string_equal(fixture_output(rt), "[1] x\n");
    expect_binary(rt, rt_mul, fixture_text(rt, "ab"), small(INT64_C(1) << 40), "MemoryError: ");
    expect_binary(rt, rt_mul, fixture_list(rt, 1, small(1)), small(INT64_C(1) << 40),
                  "MemoryError: ");
    fixture_close(rt);
}

TEST(exceptions_chain_and_compare_by_class) {
    RtState *rt = fixture_open();
    Value cause = rt_class_value(rt, CLASS_KEY_ERROR);
    ResultWord first = rt_call(rt, cause, 0, NULL);
    rt_handling_push(rt, first.value);
    error_text(rt, CLASS_VALUE_ERROR, "second");
    rt_handling_pop(rt);
    Value second = rt_exception_take(rt);
    assert_int_equal(rt_exception_matches(rt, first.value, cause).value, 1);
    assert_int_equal(rt_exception_matches(rt, second, cause).value, 0);
    Str *name = str_intern_text(rt, "__context__");
    fixture_expect(rt, rt_getattr(rt, second, name), "KeyError()");
    object_release(rt, name);
    value_release(rt, first.value);
    value_release(rt, second);
    value_release(rt, cause);
    fixture_close(rt);
}
