// The names that every module sees without defining them.
#include "compiler/sema/build_priv.h"

// Built-in classes that can be named; exceptions follow from their table.
static const struct {
    const char *name;
    u32 class_id;
} named_classes[] = {
    {"object", CLASS_OBJECT},
    {"int", CLASS_INT},
    {"bool", CLASS_BOOL},
    {"float", CLASS_FLOAT},
    {"complex", CLASS_COMPLEX},
    {"str", CLASS_STR},
    {"bytes", CLASS_BYTES},
    {"bytearray", CLASS_BYTEARRAY},
    {"list", CLASS_LIST},
    {"tuple", CLASS_TUPLE},
    {"dict", CLASS_DICT},
    {"set", CLASS_SET},
    {"frozenset", CLASS_FROZENSET},
    {"range", CLASS_RANGE},
    {"slice", CLASS_SLICE},
    {"enumerate", CLASS_ENUMERATE},
    {"zip", CLASS_ZIP},
    {"map", CLASS_MAP},
    {"filter", CLASS_FILTER},
    {"reversed", CLASS_REVERSED},
    {"property", CLASS_PROPERTY},
    {"staticmethod", CLASS_STATICMETHOD},
    {"classmethod", CLASS_CLASSMETHOD},
    {"type", CLASS_TYPE},
    {"super", CLASS_SUPER},
};

static const struct {
    const char *name;
    u32 class_id;
} exceptions[] = {
#define EXCEPTION(NAME, text, BASE) {text, CLASS_##NAME},
#include "abi/exceptions.def"
#undef EXCEPTION
    {"EnvironmentError", CLASS_OS_ERROR},
    {"IOError", CLASS_OS_ERROR},
};

static const struct {
    const char *name;
    u32 constant;
} constants[] = {
    {"NotImplemented", SEMA_CONSTANT_NOT_IMPLEMENTED},
    {"Ellipsis", SEMA_CONSTANT_ELLIPSIS},
    {"__debug__", SEMA_CONSTANT_DEBUG},
    {"__file__", SEMA_CONSTANT_FILE},
    {"__doc__", SEMA_CONSTANT_DOC},
    {"super", SEMA_CONSTANT_SUPER},
    {"__name__", SEMA_CONSTANT_MODULE_NAME},
    {"__doc__", SEMA_CONSTANT_MODULE_DOC},
    {"__package__", SEMA_CONSTANT_PACKAGE},
    {"__spec__", SEMA_CONSTANT_OF_MODULE},
    {"__path__", SEMA_CONSTANT_OF_MODULE},
    {"__loader__", SEMA_CONSTANT_OF_MODULE},
};

void build_builtin_table(Map *table, Arena *arena) {
    map_init(table, arena);
    for (u32 i = 0; i < COUNT_OF(constants); i++)
        *map_at(table, slice_of_text(constants[i].name), 0) =
            SEMA_NAME_CONSTANT << 16 | constants[i].constant;
    for (u32 i = 0; i < COUNT_OF(named_classes); i++) {
        u32 *place = map_at(table, slice_of_text(named_classes[i].name), 0);
        if (*place == 0) *place = SEMA_NAME_BUILTIN_CLASS << 16 | named_classes[i].class_id;
    }
    for (u32 i = 0; i < COUNT_OF(exceptions); i++)
        *map_at(table, slice_of_text(exceptions[i].name), 0) =
            SEMA_NAME_BUILTIN_CLASS << 16 | exceptions[i].class_id;
    for (u32 id = 0; id < NATIVE_COUNT; id++) {
        if (native_rows[id].owner != NATIVE_OWNER_BUILTINS) continue;
        u32 *place = map_at(table, slice_of_text(native_rows[id].name), 0);
        if (*place == 0) *place = SEMA_NAME_NATIVE << 16 | id;
    }
}

Slice sema_builtin_name(u32 index) {
    if (index < COUNT_OF(named_classes)) return slice_of_text(named_classes[index].name);
    index -= (u32)COUNT_OF(named_classes);
    if (index < COUNT_OF(exceptions)) return slice_of_text(exceptions[index].name);
    index -= (u32)COUNT_OF(exceptions);
    for (u32 id = 0; id < NATIVE_COUNT; id++) {
        const char *name = native_rows[id].name;
        bool is_seen = native_rows[id].owner == NATIVE_OWNER_BUILTINS && name && name[0] != '_';
        if (is_seen && index-- == 0) return slice_of_text(name);
    }
    return (Slice){0};
}

SemaName build_builtin(const Build *build, AstName name) {
    u32 found;
    Slice text = names_text(build->names, name);
    // What desugar.c means by `_.len` is the built-in, whatever the program calls `len`.
    bool is_hidden = slice_starts_with(text, SLICE_LITERAL("_."));
    bool is_found = map_get(&build->builtins, text, &found) ||
                    (is_hidden && map_get(&build->builtins, slice_from(text, 2), &found));
    if (!is_found) return (SemaName){.kind = SEMA_NAME_NONE};
    return (SemaName){.kind = (u8)(found >> 16), .index = found & 0xffff};
}
