// The collector of cycles: the fixture's close checks that every piece came back.
#include "runtime/core/test/fixture.h"

#include "runtime/core/dict.h"
#include "runtime/core/gc.h"
#include "runtime/core/list.h"

enum { MANY = 5000, LARGE_LEN = 500 };

static void count_object(void *context, Object *object) {
    (void)object;
    ++*(u32 *)context;
}

static u32 object_count(RtState *rt) {
    u32 count = 0;
    gc_each_object(rt, count_object, &count);
    return count;
}

// A list that holds itself and `extra` (taken).
static List *ring(RtState *rt, Value extra) {
    List *list = list_new(rt, SLOT_VALUE, 0);
    list_append(rt, list, value_from_ref(list));
    list_append(rt, list, extra);
    value_release(rt, extra);
    return list;
}

TEST(a_list_in_itself_is_garbage_once_nobody_else_holds_it) {
    RtState *rt = fixture_open();
    u32 before = object_count(rt);
    List *list = ring(rt, VALUE_NONE);
    assert_int_equal(gc_collect(rt, true), 0);
    assert_int_equal(object_count(rt), before + 1);
    object_release(rt, list);
    assert_int_equal(gc_collect(rt, true), 1);
    assert_int_equal(object_count(rt), before);
    fixture_close(rt);
}

TEST(what_garbage_alone_held_goes_with_it_and_the_rest_stays) {
    RtState *rt = fixture_open();
    Tuple *kept = tuple_from(rt, (Value[]){value_from_small(1), VALUE_NONE}, 2);
    Dict *own = dict_new(rt, 0);
    dict_set(rt, own, VALUE_TRUE, value_from_ref(kept));
    List *list = ring(rt, value_from_ref(own));
    object_release(rt, list);
    assert_int_equal(gc_collect(rt, false), 2);
    assert_int_equal(kept->head.refs, 1);
    object_release(rt, kept);
    fixture_close(rt);
}

TEST(large_objects_are_found_and_their_places_reused) {
    RtState *rt = fixture_open();
    u32 before = object_count(rt);
    Tuple *first = tuple_new(rt, LARGE_LEN), *second = tuple_new(rt, LARGE_LEN);
    List *list = list_new(rt, SLOT_VALUE, 0);
    list_append(rt, list, value_from_ref(second));
    second->items[LARGE_LEN - 1] = value_from_ref(list);
    assert_int_equal(object_count(rt), before + 3);
    object_release(rt, first);
    object_release(rt, second);
    assert_int_equal(gc_collect(rt, true), 2);
    assert_int_equal(object_count(rt), before);
    fixture_close(rt);
}

TEST(a_list_whose_items_are_shared_tells_nothing) {
    RtState *rt = fixture_open();
    List *list = ring(rt, VALUE_NONE);
    list->buffer->refs++;
    assert_int_equal(gc_collect(rt, true), 0);
    list->buffer->refs--;
    object_release(rt, list);
    assert_int_equal(gc_collect(rt, true), 1);
    fixture_close(rt);
}

TEST(it_is_due_when_the_heap_has_grown_and_collects_at_the_next_safepoint) {
    RtState *rt = fixture_open();
    Gc *gc = &rt_core(rt)->gc;
    gc->limit_bytes = (u64)4 * GC_PAGE_BYTES;
    for (u32 i = 0; i < MANY && !gc->is_due; i++) object_release(rt, ring(rt, VALUE_NONE));
    assert_true(gc->is_due);
    u64 runs = gc->run_count;
    gc_safepoint(rt);
    assert_int_equal(gc->run_count, runs + 1);
    assert_false(gc->is_due);
    gc->is_enabled = false;
    for (u32 i = 0; i < MANY; i++) object_release(rt, ring(rt, VALUE_NONE));
    gc_safepoint(rt);
    assert_int_equal(gc->run_count, runs + 1);
    assert_int_equal(gc_collect(rt, false), MANY);
    fixture_close(rt);
}
