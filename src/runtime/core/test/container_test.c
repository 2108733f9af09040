#include "runtime/core/test/fixture.h"

#include "runtime/core/dict.h"
#include "runtime/core/native.h"
#include "runtime/core/set.h"

static Value small(i64 number) {
    return value_from_small(number);
}

TEST(dict_keeps_the_order_of_insertion_through_deletions) {
    RtState *rt = fixture_open();
    Dict *dict = dict_new(rt, 0);
    for (i64 i = 0; i < 1000; i++) rt_dict_set_int(rt, dict, i, small(i * i));
    for (i64 i = 0; i < 1000; i++) {
        if (i % 3) assert_int_equal(rt_dict_delete(rt, dict, small(i)).value, 1);
    }
    rt_dict_set_int(rt, dict, 1, small(-1));
    assert_int_equal(dict->len, 335);
    u32 at = 0;
    for (i64 i = 0; i < 334; i++) {
        DictEntry *entry = dict_next(dict, &at);
        assert_true(entry->key == small(i * 3));
        assert_true(entry->value == small(i * i * 9));
    }
    assert_true(dict_next(dict, &at)->key == small(1));
    assert_null(dict_next(dict, &at));
    object_release(rt, dict);
    fixture_close(rt);
}

TEST(dict_finds_equal_keys_of_other_types) {
    RtState *rt = fixture_open();
    Dict *dict = dict_new(rt, 0);
    rt_dict_set_int(rt, dict, 1, fixture_text(rt, "one"));
    Value one = value_box_f64(rt, 1.0);
    fixture_expect(rt, rt_dict_get(rt, dict, one), "'one'");
    fixture_expect(rt, rt_dict_get(rt, dict, VALUE_TRUE), "'one'");
    assert_false(rt_dict_get(rt, dict, small(2)).is_error);
    Value list = fixture_list(rt, 0);
    fixture_expect_error(rt, rt_dict_get(rt, dict, list).is_error,
                         "TypeError: cannot use 'list' as a dict key (unhashable type: 'list')");
    value_release(rt, list);
    object_release(rt, dict);
    fixture_close(rt);
}

TEST(dict_endures_insertion_and_removal_at_its_end) {
    RtState *rt = fixture_open();
    Value dict = value_from_ref(dict_new(rt, 0));
    for (i64 i = 0; i < 10000; i++) {
        rt_dict_set_int(rt, value_ref(dict), i, small(i));
        ResultWord pair = rt_native_DICT_POPITEM(rt, &dict);
        assert_false(pair.is_error);
        value_release(rt, pair.value);
    }
    assert_int_equal(((Dict *)value_ref(dict))->len, 0);
    value_release(rt, dict);
    fixture_close(rt);
}

TEST(set_iterates_in_the_order_of_cpython) {
    RtState *rt = fixture_open();
    Set *set = set_new(rt, CLASS_SET);
    for (i64 i = 0; i < 10; i++) assert_true(set_add(rt, set, small(i * 37 % 101)));
    fixture_expect(rt, word_object(set), "{0, 37, 74, 10, 47, 84, 20, 30, 57, 94}");
    fixture_close(rt);
}

TEST(sort_is_stable_and_takes_a_key_kind_of_its_own) {
    RtState *rt = fixture_open();
    Value list = fixture_list(rt, 5, fixture_text(rt, "bb"), fixture_text(rt, "a"),
                              fixture_text(rt, "abcdefghi"), fixture_text(rt, "abcdefghh"),
                              fixture_text(rt, ""));
    assert_int_equal(list_sort(rt, value_ref(list), VALUE_NONE, false), 0);
    fixture_expect(rt, word_ok(value_retain(list)), "['', 'a', 'abcdefghh', 'abcdefghi', 'bb']");
    assert_int_equal(list_sort(rt, value_ref(list), VALUE_NONE, true), 0);
    fixture_expect(rt, word_ok(list), "['bb', 'abcdefghi', 'abcdefghh', 'a', '']");
    Value mixed = fixture_list(rt, 3, small(1), fixture_text(rt, "x"), small(0));
    fixture_expect_error(rt, list_sort(rt, value_ref(mixed), VALUE_NONE, false),
                         "TypeError: '<' not supported between instances of 'str' and 'int'");
    value_release(rt, mixed);
    fixture_close(rt);
}

TEST(typed_lists_box_and_refuse) {
    RtState *rt = fixture_open();
    List *ints = list_new(rt, SLOT_INT, 0);
    for (i64 i = 0; i < 5; i++) rt_list_append_int(rt, ints, rt_int_mul(rt, i, INT64_C(1) << 60));
    assert_false(list_append(rt, ints, VALUE_TRUE));
    fixture_expect_error(rt, true, "TypeError: a place compiled for 'int' cannot hold 'bool'");
    list_reverse(ints);
    assert_int_equal(list_sort(rt, ints, VALUE_NONE, false), 0);
    fixture_expect(
        rt, word_object(ints),
        "[0, 1152921504606846976, 2305843009213693952, 3458764513820540928, 4611686018427387904]");
    fixture_close(rt);
}

TEST(long_chains_are_freed_without_recursion) {
    RtState *rt = fixture_open();
    Value chain = VALUE_NONE;
    for (u32 i = 0; i < 200000; i++) {
        Tuple *link = tuple_new(rt, 1);
        link->items[0] = chain;
        chain = value_from_ref(link);
    }
    value_release(rt, chain);
    fixture_close(rt);
}
