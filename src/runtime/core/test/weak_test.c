// Weak references: chains, the shared one, the end of objects.
#include "runtime/core/test/fixture.h"

#include "runtime/core/gc.h"
#include "runtime/core/set.h"
#include "runtime/core/weak.h"

TEST(a_reference_forgets_its_object_when_it_ends) {
    RtState *rt = fixture_open();
    Set *set = set_new(rt, CLASS_SET);
    Value target = value_from_ref(set);
    WeakReference *first = weak_reference(rt, target, VALUE_NONE, true);
    WeakReference *again = weak_reference(rt, target, VALUE_NONE, true);
    assert_ptr_equal(first, again);
    assert_int_equal(set->head.refs, 1);
    Value got = weak_target(first);
    assert_true(got == target);
    value_release(rt, got);
    value_release(rt, target);
    assert_true(weak_target(first) == VALUE_NONE);
    object_release(rt, first);
    object_release(rt, again);
    fixture_close(rt);
}

TEST(the_shared_reference_stands_in_front_of_those_with_callbacks) {
    RtState *rt = fixture_open();
    Set *set = set_new(rt, CLASS_SET);
    Value target = value_from_ref(set);
    // A callback that is never called: its reference goes before the object.
    WeakReference *calling = weak_reference(rt, target, VALUE_TRUE, true);
    WeakReference *shared = weak_reference(rt, target, VALUE_NONE, true);
    WeakReference *own = weak_reference(rt, target, VALUE_NONE, false);
    assert_ptr_equal(weak_first_peek(rt, &set->head), shared);
    assert_ptr_not_equal(own, shared);
    assert_true(weak_has_callback(rt, &set->head));
    object_release(rt, calling);
    assert_false(weak_has_callback(rt, &set->head));
    object_release(rt, shared);
    assert_ptr_equal(weak_first_peek(rt, &set->head), own);
    object_release(rt, own);
    assert_null(weak_first_peek(rt, &set->head));
    value_release(rt, target);
    fixture_close(rt);
}

TEST(numbers_and_texts_have_none) {
    RtState *rt = fixture_open();
    const Value values[] = {value_from_small(1), VALUE_NONE, VALUE_TRUE};
    for (u32 i = 0; i < COUNT_OF(values); i++) {
        assert_null(weak_reference(rt, values[i], VALUE_NONE, true));
        value_release(rt, rt_exception_take(rt));
    }
    fixture_close(rt);
}

TEST(callbacks_of_garbage_are_gathered_once) {
    RtState *rt = fixture_open();
    Set *set = set_new(rt, CLASS_SET);
    WeakReference *calling = weak_reference(rt, value_from_ref(set), VALUE_TRUE, true);
    ValueStack called = {0};
    weak_forget(rt, &set->head, &called);
    weak_forget(rt, &set->head, &called);
    assert_int_equal(called.count, 1);
    assert_true(weak_target(calling) == VALUE_NONE);
    value_release(rt, called.items[0]);
    rt_free_memory(rt, called.items, called.capacity * sizeof(Value));
    object_release(rt, calling);
    object_release(rt, set);
    fixture_close(rt);
}
