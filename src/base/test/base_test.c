#include "base/arena.h"
#include "base/bytes.h"
#include "base/map.h"
#include "base/vec.h"
#include "tests/unit/test.h"

TEST(arena_reset_takes_back_what_came_after_the_mark) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    arena_alloc(&arena, 10);
    ArenaMark mark = arena_mark(&arena);
    void *first = arena_alloc(&arena, 100);
    arena_alloc(&arena, 1000000);
    arena_reset(&arena, mark);
    assert_ptr_equal(arena_alloc(&arena, 100), first);
    arena_deinit(&arena);
}

TEST(vector_keeps_its_items_while_it_grows) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    VEC(u32) numbers = {0};
    for (u32 i = 0; i < 10000; i++) *VEC_PUSH(&arena, &numbers) = i;
    for (u32 i = 0; i < 10000; i++) assert_int_equal(numbers.items[i], i);
    arena_deinit(&arena);
}

TEST(map_finds_each_key_and_no_other) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Map map;
    map_init(&map, &arena);
    u32 value = 7;
    assert_false(map_get(&map, SLICE_LITERAL("absent"), &value));
    for (u32 i = 0; i < 1000; i++) {
        Bytes key;
        bytes_init(&key, &arena);
        bytes_format(&key, "key%u", i);
        assert_int_equal(*map_at(&map, bytes_slice(&key), i), i);
    }
    assert_true(map_get(&map, SLICE_LITERAL("key917"), &value));
    assert_int_equal(value, 917);
    assert_false(map_get(&map, SLICE_LITERAL("key1000"), &value));
    arena_deinit(&arena);
}

TEST(format_writes_the_extremes) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Bytes bytes;
    bytes_init(&bytes, &arena);
    bytes_format(&bytes, "%D %U %x %d%%", INT64_MIN, UINT64_MAX, (u64)0xbeef, -1);
    bytes_push(&bytes, 0);
    assert_string_equal((const char *)bytes.data,
                        "-9223372036854775808 18446744073709551615 beef -1%");
    arena_deinit(&arena);
}
