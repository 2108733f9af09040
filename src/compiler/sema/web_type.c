#include "compiler/sema/web_type.h"

#include <string.h>

static bool is_python_word(Slice word) {
    static const char *const words[] = {
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    for (u32 i = 0; i < COUNT_OF(words); i++) {
        if (slice_equal(word, slice_of_text(words[i]))) return true;
    }
    return false;
}

u32 sema_web_member_id(const WebTable *web, Slice name) {
    bool is_marked = name.len > 1 && name.data[name.len - 1] == '_' &&
                     is_python_word(slice_range(name, 0, name.len - 1));
    return web_name_find(web, is_marked ? slice_range(name, 0, name.len - 1) : name);
}

u32 sema_web_member(const WebTable *web, u32 interface, Slice name) {
    u32 home, id = sema_web_member_id(web, name);
    return id == WEB_NONE ? WEB_NONE : web_member_find(web, interface, id, &home);
}

SemaWebName sema_web_name(const WebTable *web, u32 module, Slice name) {
    if (module == SEMA_WEB_PACKAGE) {
        if (slice_equal(name, SLICE_LITERAL("js"))) return (SemaWebName){SEMA_WEB_NAME_BRIDGE, 0};
        if (!slice_equal(name, SLICE_LITERAL("web"))) return (SemaWebName){SEMA_WEB_NAME_NONE, 0};
        return (SemaWebName){SEMA_WEB_NAME_MODULE, SEMA_WEB_PLATFORM};
    }
    u32 window = web_interface_find(web, SLICE_LITERAL("Window"));
    u32 member = window == WEB_NONE ? WEB_NONE : sema_web_member(web, window, name);
    if (member != WEB_NONE) return (SemaWebName){SEMA_WEB_NAME_MEMBER, member};
    u32 interface = web_interface_find(web, name);
    bool is_named = interface != WEB_NONE && !(web_interface_flags(web, interface) & WEB_IS_HIDDEN);
    return (SemaWebName){is_named ? SEMA_WEB_NAME_INTERFACE : SEMA_WEB_NAME_NONE, interface};
}

bool sema_web_is_static(WebMemberKind kind) {
    return kind == WEB_MEMBER_STATIC_ATTRIBUTE || kind == WEB_MEMBER_STATIC_READONLY ||
           kind == WEB_MEMBER_STATIC_OPERATION;
}

bool sema_web_is_operation(WebMemberKind kind) {
    return kind == WEB_MEMBER_OPERATION || kind == WEB_MEMBER_STATIC_OPERATION;
}

SemaKind sema_web_kind(const SemaTypes *types, SemaType type, u32 *index) {
    SemaKind found = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        const SemaTypeRow *row = sema_type_row(types, sema_member(types, type, i));
        if (row->kind == SEMA_NONE) continue;
        bool is_web =
            row->kind == SEMA_WEB || row->kind == SEMA_WEB_CLASS || row->kind == SEMA_WEB_MODULE;
        if (!is_web || found != SEMA_BOTTOM) return SEMA_BOTTOM;
        found = row->kind;
        *index = row->index;
    }
    return found;
}

u32 sema_web_item(const SemaTypes *types, u32 interface, SemaType key, const char *ending) {
    u8 name[4] = "[i]";
    SemaKind kind = sema_type_kind(types, key);
    if (kind != SEMA_INT && kind != SEMA_STR) return WEB_NONE;
    if (kind == SEMA_STR) name[1] = 's';
    name[3] = (u8)ending[0];
    u32 home, id = web_name_find(types->web, slice_make(name, ending[0] ? 4 : 3));
    return id == WEB_NONE ? WEB_NONE : web_member_find(types->web, interface, id, &home);
}

u32 sema_web_sequence(const WebTable *web, u32 interface) {
    u32 home, item = web_name_find(web, SLICE_LITERAL("[i]")),
              length = web_name_find(web, SLICE_LITERAL("length"));
    if (item == WEB_NONE || length == WEB_NONE) return WEB_NONE;
    u32 member = web_member_find(web, interface, item, &home);
    if (member == WEB_NONE || web_member_find(web, interface, length, &home) == WEB_NONE)
        return WEB_NONE;
    // Only objects: an iteration may give others without harm, but not a number as a str.
    return web_type_kind(web_member_type(web, member)) == WEB_TYPE_INTERFACE ? member : WEB_NONE;
}

SemaType sema_web_type(SemaTypes *types, u32 type) {
    SemaType result = SEMA_OBJECT;
    // table:
    switch (web_type_kind(type)) {
    case WEB_TYPE_VOID: return SEMA_NONE;
    case WEB_TYPE_BOOL: result = SEMA_BOOL; break;
    case WEB_TYPE_INT: result = SEMA_INT; break;
    case WEB_TYPE_FLOAT: result = SEMA_FLOAT; break;
    case WEB_TYPE_STR: result = SEMA_STR; break;
    case WEB_TYPE_INTERFACE:
        result = sema_type_with_index(types, SEMA_WEB, web_type_index(type));
        break;
    case WEB_TYPE_ANY:
    case WEB_TYPE_CALLBACK: break;
    }
    if (!web_type_is_nullable(type)) return result;
    // Numbers that may be missing come as anything.
    bool has_pointer =
        web_type_kind(type) == WEB_TYPE_STR || web_type_kind(type) == WEB_TYPE_INTERFACE;
    return has_pointer ? sema_type_join(types, result, SEMA_NONE) : SEMA_OBJECT;
}
