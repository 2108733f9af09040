#include "compiler/wasm/link_priv.h"

#include <string.h>

typedef struct {
    const char *id, *name;
} Row;

static const Row rows[NATIVE_COUNT] = {
#define NATIVE(ID, OWNER, name, ...) {#ID, name},
#include "abi/natives.def"
#undef NATIVE
};

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

// The names in the texts that `index` is made of, once each.
static void add_const_names(Map *names, const IrModule *module, bool *is_done, u32 index) {
    const IrConst *constant = &module->consts.items[index];
    if (is_done[index]) return;
    is_done[index] = true;
    if (constant->tag == 's' || constant->tag == 'i') add_names(names, constant->bytes);
    if (constant->tag != 't') return;
    for (usize i = 0; i + sizeof(u32) <= constant->bytes.len; i += sizeof(u32)) {
        u32 item;
        memcpy(&item, constant->bytes.data + i, sizeof item);
        add_const_names(names, module, is_done, item);
    }
}

// What the runtime is told of a module names the program's own variables.
static bool is_module_info(const IrFunc *func, u32 at) {
    for (u32 i = at + 1; i < func->insts.count && i <= at + 2; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->op == IR_CALL_RT && inst->imm == RT_MODULE_BEGIN) return inst->args[1] == at;
    }
    return false;
}

void link_add_used_names(Map *names, Arena *arena, const IrModule *module) {
    bool *is_done = ARENA_NEW_ARRAY(arena, bool, module->consts.count + 1);
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const IrInst *inst = &func->insts.items[k];
            if (inst->op == IR_CONST_POOL && !is_module_info(func, k))
                add_const_names(names, module, is_done, (u32)inst->imm);
        }
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

const char *link_name_maker(const Map *names) {
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
bool link_called_native(const IrFunc *func, const IrInst *inst, u32 *native) {
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
    if (!link_called_native(func, inst, &native)) return NULL;
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

bool wasm_calls_module(const IrModule *module, const char *name) {
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            u32 native;
            if (!link_called_native(func, &func->insts.items[k], &native) || native == NATIVE_COUNT)
                continue;
            const char *owner = link_module_of(native_rows[native].owner);
            if (owner && slice_equal(slice_of_text(owner), slice_of_text(name))) return true;
        }
    }
    return false;
}

u8 *link_find_natives(Arena *arena, const IrModule *module, const char **maker) {
    u8 *why = ARENA_NEW_ARRAY(arena, u8, NATIVE_COUNT);
    Map names, used;  // of all texts; of those that the code has in its hands
    map_init(&names, arena);
    map_init(&used, arena);
    link_add_used_names(&used, arena, module);
    for (u32 i = 0; i < module->consts.count; i++) {
        const IrConst *constant = &module->consts.items[i];
        if (constant->tag == 's' || constant->tag == 'i') add_names(&names, constant->bytes);
    }
    *maker = link_name_maker(&used);
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const char *found = mark_call(func, &func->insts.items[k], why);
            if (found) *maker = found;
        }
    }
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        u32 ignored;
        const char *owner = link_module_of(native_rows[i].owner);
        if (why[i] || (owner && !is_imported(&names, owner))) continue;
        // Classes are called through their objects: see link_part.c.
        bool is_maker = slice_starts_with(slice_of_text(rows[i].id), SLICE_LITERAL("NEW_"));
        if (!is_maker && map_get(&used, slice_of_text(rows[i].name), &ignored))
            why[i] = LINK_NAMED;
        else if (is_runtime_own(&rows[i]))
            why[i] = LINK_RUNTIME;
        else if (*maker)
            why[i] = LINK_ANY;
    }
    return why;
}
