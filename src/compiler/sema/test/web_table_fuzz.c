// Any bytes: the reader refuses them, or everything that can be asked of the table stays inside it.
#include "compiler/sema/web_table.h"

static void ask(const WebTable *table) {
    u8 buffer[WEB_NAME_MAX];
    u32 params[WEB_PARAMS_MAX], home;
    for (u32 name = 0; name < table->name_count && name < 64; name++) {
        u32 len = web_name_text(table, name, buffer);
        web_name_find(table, slice_make(buffer, len));
    }
    for (u32 i = 0; i < table->callback_count; i++) web_callback_params(table, i, params);
    for (u32 i = 0; i < table->interface_count; i++) {
        web_interface_common(table, i, 0);
        web_member_near(table, i, SLICE_LITERAL("name"));
        web_member_find(table, i, 0, &home);
    }
    for (u32 member = 0; member < table->member_count; member++) {
        WebMemberKind kind = web_member_kind(table, member);
        web_member_home(table, member);
        if (kind == WEB_MEMBER_CONSTANT) web_member_constant(table, member);
        if (kind != WEB_MEMBER_OPERATION && kind != WEB_MEMBER_STATIC_OPERATION) continue;
        WebOverload overload;
        for (u32 k = 0, at = 0; k < web_overload_count(table, member); k++)
            web_overload_next(table, member, &at, &overload);
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, usize len) {
    Arena arena;
    WebTable table;
    arena_init(&arena, arena_source_default());
    if (web_table_read(&table, &arena, slice_make(data, len))) ask(&table);
    arena_deinit(&arena);
    return 0;
}
