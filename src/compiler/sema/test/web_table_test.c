// The table of the web platform's interfaces: what it says, and that a damaged one is refused or
// harmless.
#include "tests/unit/test.h"

#include "compiler/sema/test/web_file.h"
#include "compiler/sema/web_table.h"

#include <string.h>

static Slice text(const char *chars) {
    return slice_make(chars, strlen(chars));
}

static u32 interface_named(const WebTable *table, const char *name) {
    u32 found = web_interface_find(table, text(name));
    assert_int_not_equal(found, WEB_NONE);
    return found;
}

static u32 member_named(const WebTable *table, u32 interface, const char *name) {
    u32 home, id = web_name_find(table, text(name));
    return id == WEB_NONE ? WEB_NONE : web_member_find(table, interface, id, &home);
}

TEST(web_table_knows_the_platform) {
    Arena arena;
    WebTable table;
    arena_init(&arena, arena_source_default());
    assert_true(web_table_read(&table, &arena, web_file_read(&arena, KRAIT_WEB_IDL)));
    u32 node = interface_named(&table, "Node"), div = interface_named(&table, "HTMLDivElement");
    u32 input = interface_named(&table, "HTMLInputElement"), url = interface_named(&table, "URL");
    assert_true(web_interface_descends(&table, div, node));
    assert_false(web_interface_descends(&table, node, div));
    assert_int_equal(web_interface_common(&table, div, input),
                     interface_named(&table, "HTMLElement"));
    assert_int_equal(web_interface_common(&table, div, url), WEB_NONE);
    u32 content = member_named(&table, div, "textContent");
    assert_int_equal(web_member_kind(&table, content), WEB_MEMBER_ATTRIBUTE);
    assert_int_equal(web_member_home(&table, content), node);
    assert_int_equal(web_type_kind(web_member_type(&table, content)), WEB_TYPE_STR);
    assert_true(web_type_is_nullable(web_member_type(&table, content)));
    assert_int_equal(web_member_constant(&table, member_named(&table, node, "DOCUMENT_NODE")), 9);
    assert_int_equal(member_named(&table, node, "value"), WEB_NONE);
    assert_true(web_member_below(&table, node, web_name_find(&table, text("value"))));
    assert_false(web_member_below(&table, url, web_name_find(&table, text("textContent"))));
    assert_int_equal(member_named(&table, node, "noSuchName"), WEB_NONE);
    assert_true(web_interface_flags(&table, interface_named(&table, "console")) & WEB_IS_NAMESPACE);
    assert_true(web_interface_flags(&table, div) & WEB_IS_TRUE);
    assert_false(web_interface_flags(&table, interface_named(&table, "NodeList")) & WEB_IS_TRUE);
    arena_deinit(&arena);
}

TEST(web_table_finds_overloads_and_near_names) {
    Arena arena;
    WebTable table;
    WebOverload overload = {0};
    arena_init(&arena, arena_source_default());
    assert_true(web_table_read(&table, &arena, web_file_read(&arena, KRAIT_WEB_IDL)));
    u32 document = interface_named(&table, "Document"), at = 0;
    u32 create = member_named(&table, document, "createElement"),
        count = web_overload_count(&table, create);
    for (u32 i = 0; i < count; i++) {
        web_overload_next(&table, create, &at, &overload);
        if (overload.key == web_name_find(&table, text("canvas"))) break;
    }
    assert_int_equal(web_type_index(overload.result), interface_named(&table, "HTMLCanvasElement"));
    assert_int_equal(overload.required, 1);
    u32 near = web_member_near(&table, document, text("querySelektor"));
    assert_int_equal(near, web_name_find(&table, text("querySelector")));
    assert_int_equal(web_member_near(&table, document, text("somethingElse")), WEB_NONE);
    arena_deinit(&arena);
}

TEST(web_table_refuses_every_cut) {
    Arena arena;
    WebTable table;
    arena_init(&arena, arena_source_default());
    Slice whole = web_file_read(&arena, KRAIT_WEB_IDL);
    for (usize len = 0; len < whole.len; len += len < 256 ? 1 : 4099) {
        ArenaMark mark = arena_mark(&arena);
        assert_false(web_table_read(&table, &arena, slice_range(whole, 0, len)));
        arena_reset(&arena, mark);
    }
    arena_deinit(&arena);
}
