#include "compiler/wasm/link_priv.h"

typedef struct {
    const char *id, *name;
} Row;

static const Row rows[NATIVE_COUNT] = {
#define NATIVE(ID, OWNER, name, ...) {#ID, name},
#include "abi/natives.def"
#undef NATIVE
};

static const char *const module_names[] = {
#define MODULE(NAME, name) name,
#include "abi/modules.def"
};

// The module that a function or a native class belongs to, or NULL.
static const char *module_of(u32 owner) {
    switch (owner) {  // table:
#define CLASS(NAME, text, BASE)
#define NATIVE_CLASS(NAME, MODULE, text, BASE, VALUES, WORDS)                                      \
    case CLASS_##NAME: owner = NATIVE_OWNER_MODULE_##MODULE; break;
#include "abi/native_classes.def"
#undef CLASS
#undef NATIVE_CLASS
    default: break;
    }
    return owner > NATIVE_OWNER_BUILTINS ? module_names[owner - NATIVE_OWNER_BUILTINS - 1] : NULL;
}

// What most programs import, and what the runtime works with itself, is always there.
static bool is_core_module(const char *module) {
    static const char *const core[] = {"_time", "krait", "math", "sys"};
    for (u32 i = 0; i < COUNT_OF(core); i++) {
        if (slice_equal(slice_of_text(module), slice_of_text(core[i]))) return true;
    }
    return false;
}

bool link_is_library(u32 native) {
    const char *module = module_of(native_rows[native].owner);
    return module && !is_core_module(module);
}

// The runtime itself looks these up by name (runtime/core/names.h, json.load) or calls them.
static bool is_runtime_own(const Row *row) {
    static const char *const names[] = {"keys", "write", "flush", "readline", "read"};
    Slice name = slice_of_text(row->name);
    if (slice_starts_with(name, SLICE_LITERAL("__"))) return true;
    if (slice_starts_with(slice_of_text(row->id), SLICE_LITERAL("NEW_"))) return true;
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (slice_equal(name, slice_of_text(names[i]))) return true;
    }
    return slice_equal(slice_of_text(row->id), SLICE_LITERAL("RANDOM_NEW"));
}

static bool is_name_byte(u8 byte) {
    return byte >= 128 || byte == '_' || (byte >= '0' && byte <= '9') ||
           (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// The names in a text, each a key of `names`.
static void add_names(Map *names, Slice text) {
    for (usize i = 0; i < text.len;) {
        usize end = i;
        while (end < text.len && is_name_byte(text.data[end])) end++;
        if (end > i) map_at(names, slice_make(text.data + i, end - i), 1);
        i = end + 1;
    }
}

// With these a program gets at attributes whose names it makes itself.
static bool makes_names(u32 native) {
    switch (native) {
    case NATIVE_GETATTR:
    case NATIVE_HASATTR: return true;
    default: return false;
    }
}

static const char *name_maker(const Map *names) {
    static const char *const makers[] = {
        "getattr", "hasattr", "__dict__", "__getattribute__", "format",       "format_map",
        "dir",     "vars",    "globals",  "builtins",         "__builtins__", "__subclasses__"};
    for (u32 i = 0; i < COUNT_OF(makers); i++) {
        u32 ignored;
        if (map_get(names, slice_of_text(makers[i]), &ignored)) return makers[i];
    }
    return NULL;
}

// Whether `inst` calls a native or makes its function; NATIVE_COUNT when it is not known which.
static bool called_native(const IrFunc *func, const IrInst *inst, u32 *native) {
    if (inst->op != IR_CALL_RT) return false;
    if (inst->imm != RT_CALL_NATIVE && inst->imm != RT_NATIVE_FUNCTION) return false;
    const IrInst *number = &func->insts.items[inst->args[0]];
    bool is_known = number->op == IR_CONST_I32 && number->imm < NATIVE_COUNT;
    *native = is_known ? (u32)number->imm : NATIVE_COUNT;
    return true;
}

// Marks what `inst` calls by number; gives the name of one that makes names.
static const char *mark_call(const IrFunc *func, const IrInst *inst, u8 *why) {
    u32 native;
    if (!called_native(func, inst, &native)) return NULL;
    if (native == NATIVE_COUNT) return "a call by number";
    why[native] = LINK_CALLED;
    return makes_names(native) ? rows[native].name : NULL;
}

// Whether the program imports the module, under any of its names.
static bool is_imported(const Map *names, const char *module) {
    static const struct {
        const char *module, *alias;
    } aliases[] = {
        {"", ""},  // there may be no rows
#define MODULE_ALIAS(module, alias) {module, alias},
#include "abi/modules.def"
    };
    u32 ignored;
    if (map_get(names, slice_of_text(module), &ignored)) return true;
    for (u32 i = 0; i < COUNT_OF(aliases); i++) {
        if (slice_equal(slice_of_text(aliases[i].module), slice_of_text(module)) &&
            map_get(names, slice_of_text(aliases[i].alias), &ignored))
            return true;
    }
    return false;
}

// Whether the program holds the name of a module of the library, by which it may import it.
static bool names_library(const IrModule *module) {
    for (u32 i = 0; i < module->consts.count; i++) {
        const IrConst *constant = &module->consts.items[i];
        if (constant->tag != 's' && constant->tag != 'i') continue;
        for (u32 k = 0; k < COUNT_OF(module_names); k++) {
            if (!is_core_module(module_names[k]) &&
                slice_equal(constant->bytes, slice_of_text(module_names[k])))
                return true;
        }
    }
    return false;
}

bool link_needs_library(const IrModule *module) {
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            u32 native;
            if (called_native(func, &func->insts.items[k], &native) &&
                (native == NATIVE_COUNT || link_is_library(native)))
                return true;
        }
    }
    return names_library(module);
}

bool wasm_calls_module(const IrModule *module, const char *name) {
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            u32 native;
            if (!called_native(func, &func->insts.items[k], &native) || native == NATIVE_COUNT)
                continue;
            const char *owner = module_of(native_rows[native].owner);
            if (owner && slice_equal(slice_of_text(owner), slice_of_text(name))) return true;
        }
    }
    return false;
}

u8 *link_find_natives(Arena *arena, const IrModule *module, const char **maker) {
    u8 *why = ARENA_NEW_ARRAY(arena, u8, NATIVE_COUNT);
    Map names;
    map_init(&names, arena);
    for (u32 i = 0; i < module->consts.count; i++) {
        const IrConst *constant = &module->consts.items[i];
        if (constant->tag == 's' || constant->tag == 'i') add_names(&names, constant->bytes);
    }
    *maker = name_maker(&names);
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const char *found = mark_call(func, &func->insts.items[k], why);
            if (found) *maker = found;
        }
    }
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        u32 ignored;
        const char *owner = module_of(native_rows[i].owner);
        if (why[i] || (owner && !is_imported(&names, owner))) continue;
        // Classes are called through their objects: see link_part.c.
        bool is_maker = slice_starts_with(slice_of_text(rows[i].id), SLICE_LITERAL("NEW_"));
        if (!is_maker && map_get(&names, slice_of_text(rows[i].name), &ignored))
            why[i] = LINK_NAMED;
        else if (is_runtime_own(&rows[i]))
            why[i] = LINK_RUNTIME;
        else if (*maker)
            why[i] = LINK_ANY;
    }
    return why;
}
