// What of the runtime a page always loads, and what is in the library (split.h): the modules that
// few programs import, and what few programs use. A program that could need any of that says so.
//
// wasm_split makes sure of the rest: what the core can reach without the program's help is there.
#include "compiler/wasm/link_priv.h"

#include "abi/part.h"

static const char *const module_names[] = {
#define MODULE(NAME, name) name,
#include "abi/modules.def"
};

const char *link_module_of(u32 owner) {
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

static bool is_one_of(const u16 *items, usize count, u32 item) {
    for (usize i = 0; i < count; i++) {
        if (items[i] == item) return true;
    }
    return false;
}

// Objects of these are seldom made.
static bool is_rare_class(u32 class_id) {
    static const u16 rare[] = {
        CLASS_BYTES,           CLASS_BYTEARRAY,
        CLASS_BYTES_ITERATOR,  CLASS_GENERIC_ALIAS,
        CLASS_UNION,           CLASS_NAMESPACE,
        CLASS_MEMBER,          CLASS_REFERENCE,
        CLASS_FRAME,           CLASS_ASYNC_GENERATOR,
        CLASS_FLOAT_INFO,      CLASS_STRUCT_SEQUENCE,
        CLASS_RANDOM,          CLASS_BASE_EXCEPTION_GROUP,
        CLASS_EXCEPTION_GROUP, CLASS_COMPLEX,

    };
    if (is_one_of(rare, COUNT_OF(rare), class_id)) return true;
    const char *module = class_id < CLASS_BUILTIN_COUNT ? link_module_of(class_id) : NULL;
    return module && !is_core_module(module);
}

bool link_is_library_part(u32 part) {
    static const u16 rare[] = {PART_CONST_BYTES, PART_OPEN, PART_ATEXIT, PART_ARGV};
    if (part >= PART_NATIVE) return link_is_library(part - PART_NATIVE);
    if (part >= PART_NAMED) return is_rare_class(part - PART_NAMED);
    return part > PART_FIRST ? is_one_of(rare, COUNT_OF(rare), part) : is_rare_class(part);
}

bool link_is_library_call(u32 call) {
    static const u16 rare[] = {
        RT_MATH_ACOSH,    RT_MATH_ASINH,       RT_MATH_ATANH,    RT_MATH_CBRT,
        RT_MATH_COSH,     RT_MATH_ERF,         RT_MATH_ERFC,     RT_MATH_EXP2,
        RT_MATH_EXPM1,    RT_MATH_GAMMA,       RT_MATH_SINH,     RT_MATH_LGAMMA,
        RT_MATH_LOG1P,    RT_MATH_REMAINDER,   RT_MATH_TANH,     RT_MATMUL,
        RT_ASYNC_ITER,    RT_ASYNC_NEXT,       RT_ASYNC_STOPPED, RT_DELEGATE_THROW,
        RT_NAMESPACE_GET, RT_NAMESPACE_DELETE, RT_MODULE_VALUE,  RT_BUILD,
        RT_VALUE_OWN,     RT_IMPORT_HOOKED,
    };
    return is_one_of(rare, COUNT_OF(rare), call);
}

// Few programs call these. Methods of rare classes and special methods are not listed.
static const u16 rare_natives[] = {
    NATIVE_MATH_ACOSH,
    NATIVE_MATH_ASINH,
    NATIVE_MATH_ATANH,
    NATIVE_MATH_CBRT,
    NATIVE_MATH_COSH,
    NATIVE_MATH_ERF,
    NATIVE_MATH_ERFC,
    NATIVE_MATH_EXP2,
    NATIVE_MATH_EXPM1,
    NATIVE_MATH_GAMMA,
    NATIVE_MATH_SINH,
    NATIVE_MATH_LGAMMA,
    NATIVE_MATH_LOG1P,
    NATIVE_MATH_REMAINDER,
    NATIVE_MATH_TANH,
    NATIVE_MATH_COMB,
    NATIVE_MATH_PERM,
    NATIVE_MATH_LCM,
    NATIVE_MATH_FSUM,
    NATIVE_MATH_SUMPROD,
    NATIVE_MATH_DIST,
    NATIVE_MATH_FMA,
    NATIVE_MATH_NEXTAFTER,
    NATIVE_MATH_ULP,
    NATIVE_MATH_FREXP,
    NATIVE_MATH_LDEXP,
    NATIVE_MATH_PROD,
    NATIVE_GROUP_INIT,
    NATIVE_STAR_BEGIN,
    NATIVE_STAR_MATCH,
    NATIVE_STAR_RAISED,
    NATIVE_STAR_END,
    NATIVE_BUILD_CLASS,
    NATIVE_ANNOTATIONS,
    NATIVE_NEW_MODULE,
    NATIVE_NEW_BYTES,
    NATIVE_NEW_BYTEARRAY,
    NATIVE_NEW_TYPE,
    NATIVE_OPEN,
    NATIVE_QUIT,
    NATIVE_GLOBALS,
    NATIVE_GLOBAL_NAME,
    NATIVE_LOCALS,
    NATIVE_VARS,
    NATIVE_DIR,
    NATIVE_DIR_SCOPE,
    NATIVE_INT_TO_BYTES,
    NATIVE_INT_FROM_BYTES,
    NATIVE_INT_AS_INTEGER_RATIO,
    NATIVE_FLOAT_AS_INTEGER_RATIO,
    NATIVE_FLOAT_HEX,
    NATIVE_FLOAT_FROMHEX,
    NATIVE_STR_ENCODE,
    NATIVE_STR_EXPANDTABS,
    NATIVE_STR_FORMAT_MAP,
    NATIVE_STR_ISIDENTIFIER,
    NATIVE_STR_MAKETRANS,
    NATIVE_STR_TRANSLATE,
    NATIVE_STR_SWAPCASE,
    NATIVE_STR_TITLE,
    NATIVE_STR_CASEFOLD,
    NATIVE_AITER,
    NATIVE_HIDDEN_AITER,
    NATIVE_ASYNC_WITH_CHECK,
    NATIVE_ANEXT,
    NATIVE_MATCH_ARGS,
    NATIVE_MATCH_KEYS,
    NATIVE_TYPE_MRO,
    NATIVE_OBJECT_REDUCE,
    NATIVE_OBJECT_REDUCE_EX,
    NATIVE_OBJECT_GETSTATE,
    NATIVE_OBJECT_DIR,
    NATIVE_METHOD_NEW,
    NATIVE_TYPE_NEW,
    NATIVE_TYPE_INIT,
    NATIVE_TYPE_CALL,
    NATIVE_TYPE_SUBCLASSES,
    NATIVE_TYPE_INSTANCECHECK,
    NATIVE_TYPE_SUBCLASSCHECK,
    NATIVE_TYPE_PREPARE,
    NATIVE_OBJECT_SUBCLASSHOOK,
    NATIVE_STR_ISTITLE,
    NATIVE_STR_SPLITLINES,
    NATIVE_SLICE_INDICES,
    NATIVE_OWN,
    NATIVE_TAKE,
};

static bool is_rare_native(u32 native) {
    bool is_struct_method = native >= NATIVE_STRUCT_LEN && native <= NATIVE_STRUCT_DIVMOD;
    bool is_of_frames = native_rows[native].owner == CLASS_TRACEBACK;
    bool is_of_sys = native_rows[native].owner == NATIVE_OWNER_MODULE_SYS;
    return is_struct_method || is_of_frames || (is_of_sys && native != NATIVE_SYS_EXIT) ||
           is_one_of(rare_natives, COUNT_OF(rare_natives), native);
}

bool link_is_of_library(u32 native) {
    u32 owner = native_rows[native].owner;
    const char *module = link_module_of(owner);
    return (module && !is_core_module(module)) ||
           (owner < CLASS_BUILTIN_COUNT && is_rare_class(owner));
}

bool link_is_library(u32 native) {
    return link_is_of_library(native) || is_rare_native(native);
}

// ---- what a program needs

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

static bool calls_library(const IrModule *module) {
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const IrInst *inst = &func->insts.items[k];
            u32 native;
            if (link_called_native(func, inst, &native) &&
                (native == NATIVE_COUNT || link_is_library(native)))
                return true;
            if (inst->op == IR_CALL_RT && link_is_library_call((u32)inst->imm)) return true;
        }
    }
    return false;
}

// Objects of a rare class have methods too, but somebody makes them first.
static bool may_name_library(const IrModule *module, Arena *arena) {
    Map names;
    map_init(&names, arena);
    link_add_used_names(&names, arena, module);
    if (link_name_maker(&names)) return true;
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        u32 owner = native_rows[i].owner, ignored;
        bool is_rare = is_rare_native(i) && !(owner < CLASS_BUILTIN_COUNT && is_rare_class(owner));
        if (is_rare && map_get(&names, slice_of_text(native_rows[i].name), &ignored)) return true;
    }
    return false;
}

// A power may be a complex number, of which there is no way to its class but this.
static bool may_have_complex_class(const IrModule *module, const Shake *has) {
    static const u16 powers[] = {RT_POW, RT_INT_POW, RT_F64_POW, RT_INPLACE};
    if (!has->is_part_live[PART_CLASSES]) return false;
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const IrInst *inst = &func->insts.items[k];
            u32 native;
            if (link_called_native(func, inst, &native) && native == NATIVE_POW) return true;
            if (inst->op == IR_CALL_RT && is_one_of(powers, COUNT_OF(powers), (u32)inst->imm))
                return true;
        }
    }
    return false;
}

static bool brings_rare_part(const IrModule *module, Arena *arena) {
    Shake has = {.arena = arena, .part_base = link_part_bases(), .part_count = PART_COUNT};
    has.is_part_live = ARENA_NEW_ARRAY(arena, bool, PART_COUNT);
    has.part_from = ARENA_NEW_ARRAY(arena, u32, PART_COUNT);
    link_add_parts(&has, module, true);
    for (u32 i = 1; i < PART_COUNT; i++) {
        if (has.is_part_live[i] && link_is_library_part(i)) return true;
    }
    return may_have_complex_class(module, &has);
}

bool link_needs_library(const IrModule *module, Arena *arena) {
    return names_library(module) || calls_library(module) || may_name_library(module, arena) ||
           brings_rare_part(module, arena);
}
