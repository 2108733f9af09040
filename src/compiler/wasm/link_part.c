// Which parts of the runtime (abi/part.h) a program has from its own side: the classes that it
// names, the constants it comes with. What follows from these is said by the runtime's code.
#include "compiler/wasm/link_priv.h"

#include "abi/part.h"

// Objects of these classes need not be made: every program has some, or none on the heap.
static bool is_always_there(u32 class_id) {
    switch (class_id) {
    case CLASS_OBJECT:
    case CLASS_TYPE:
    case CLASS_NONE:
    case CLASS_NOT_IMPLEMENTED:
    case CLASS_ELLIPSIS:
    case CLASS_INT:
    case CLASS_BOOL:
    case CLASS_FLOAT:
    case CLASS_STR: return true;
    default: return false;
    }
}

const u16 *link_part_bases(void) {
    static const u16 bases[PART_COUNT] = {
#define CLASS(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/classes.def"
#undef CLASS
#define EXCEPTION(NAME, text, BASE) [CLASS_##NAME] = CLASS_##BASE,
#include "abi/exceptions.def"
#undef EXCEPTION
        [PART_CLASS_VALUES] = PART_METHODS,
        [PART_CLASSES] = PART_CLASS_VALUES,
        [PART_UNIT_CLASSES] = PART_CLASS_VALUES,
        [PART_OPEN] = PART_CLASSES,
        [PART_ARGV] = PART_WIDE,
    };
    return bases;
}

// The class that a row of natives.def makes an instance of: "NEW_DICT" that of CLASS_DICT.
static u32 class_of_maker(const char *id) {
    static const struct {
        const char *name;
        u16 class_id;
    } classes[] = {
#define CLASS(NAME, text, BASE) {"NEW_" #NAME, CLASS_##NAME},
#include "abi/classes.def"
#undef CLASS
    };
    for (u32 i = 0; i < COUNT_OF(classes); i++) {
        if (slice_equal(slice_of_text(id), slice_of_text(classes[i].name)))
            return classes[i].class_id;
    }
    return CLASS_OBJECT;
}

// A row that nothing but its reason keeps.
// Its module shows it: to import that is to name it.
static bool is_of_module(u32 class_id) {
    switch (class_id) {  // table:
#define CLASS(NAME, text, BASE)
#define NATIVE_CLASS(NAME, MODULE, text, BASE, VALUES, WORDS)                                      \
    case CLASS_##NAME: return NATIVE_OWNER_MODULE_##MODULE != NATIVE_OWNER_BUILTINS;
#include "abi/native_classes.def"
#undef CLASS
#undef NATIVE_CLASS
    default: return false;
    }
}

static RowParts parts_of_row(u32 native, LinkReason why) {
    static const char *const ids[NATIVE_COUNT] = {
#define NATIVE(ID, ...) #ID,
#include "abi/natives.def"
#undef NATIVE
    };
    u32 maker = class_of_maker(ids[native]), owner = native_rows[native].owner;
    bool is_runtimes = why == LINK_RUNTIME;
    u16 own = (u16)(PART_NATIVE + native);
    if (why == LINK_NOT_REACHED) return (RowParts){{own}};
    if (maker && is_runtimes) return (RowParts){{(u16)(PART_NAMED + maker), PART_CLASSES, own}};
    if (maker || owner >= CLASS_BUILTIN_COUNT) return (RowParts){{0}};
    // Only instances of classes that are made at run time ask by themselves for special methods of
    // built-in classes (class_find_user).
    if (is_runtimes && owner == CLASS_TEXT_FILE) return (RowParts){{PART_FILES, 0, own}};
    bool is_native = owner > CLASS_NATIVE_FIRST && owner < CLASS_BASE_EXCEPTION;
    bool is_special = native_rows[native].name[0] == '_';
    if (is_runtimes && is_special && !is_native) return (RowParts){{PART_OPEN, 0, own}};
    // One row of many classes (runtime/core/struct_method.c).
    bool is_shared = slice_starts_with(slice_of_text(ids[native]), SLICE_LITERAL("STRUCT_"));
    if (is_always_there(owner) || is_of_module(owner) || is_shared) return (RowParts){{0}};
    if (owner == CLASS_BASE_EXCEPTION_GROUP)
        return (RowParts){{(u16)owner, CLASS_EXCEPTION_GROUP, own}};
    return (RowParts){{(u16)owner, (u16)(PART_NAMED + owner), own}};
}

RowParts *link_row_parts(Arena *arena, const u8 *why) {
    RowParts *parts = ARENA_NEW_ARRAY(arena, RowParts, NATIVE_COUNT);
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        // What the program calls by number has its object: some code of its own made it.
        if (why[i] != LINK_CALLED) parts[i] = parts_of_row(i, (LinkReason)why[i]);
    }
    return parts;
}

// ---- what the program has

static void add_all(Shake *shake) {
    for (u32 i = 1; i < PART_NATIVE; i++) shake_add_part(shake, i);
}

// The program can get at the class. Objects of those that are always there are another matter.
static void add_class(Shake *shake, u32 class_id) {
    shake_add_part(shake, PART_CLASS_VALUES);
    shake_add_part(shake, PART_NAMED + class_id);
    // Exceptions are made in many ways: that one is named is enough.
    if (class_id >= CLASS_BASE_EXCEPTION) shake_add_part(shake, class_id);
}

static bool has_text(Slice text, Slice part) {
    for (usize i = 0; i + part.len <= text.len; i++) {
        if (slice_equal(slice_make(text.data + i, part.len), part)) return true;
    }
    return false;
}

static bool is_wide(Slice text) {
    for (usize i = 0; i < text.len; i++) {
        if (text.data[i] >= 0x80) return true;
    }
    return false;
}

static void add_consts(Shake *shake, const IrModule *module) {
    for (u32 i = 0; i < module->consts.count; i++) {
        const IrConst *constant = &module->consts.items[i];
        switch (constant->tag) {
        case 's':
        case 'i':
            if (is_wide(constant->bytes)) shake_add_part(shake, PART_WIDE);
            if (has_text(constant->bytes, SLICE_LITERAL("__class__")))
                shake_add_part(shake, PART_CLASSES);
            break;
        case 'n': shake_add_part(shake, PART_CONST_BIG); break;
        case 'b': shake_add_part(shake, PART_CONST_BYTES); break;
        case 'f':
            shake_add_part(shake, PART_CONST_FLOAT);
            shake_add_part(shake, CLASS_FLOAT);
            break;
        case 't': shake_add_part(shake, PART_CONST_TUPLE); break;
        case 'v':
            if (value_tag(constant->bits) == TAG_FLOAT) shake_add_part(shake, CLASS_FLOAT);
            break;
        default: break;
        }
    }
}

static void add_slots(Shake *shake, const IrSlot *slots, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (slots[i].kind == SLOT_F64) shake_add_part(shake, CLASS_FLOAT);
    }
}

static void add_classes(Shake *shake, const IrModule *module) {
    for (u32 i = 0; i < module->classes.count; i++) {
        const IrClass *class = &module->classes.items[i];
        shake_add_part(shake, PART_UNIT_CLASSES);
        bool is_struct = class->base != CLASS_OBJECT && class->base < CLASS_BASE_EXCEPTION;
        if (!class->has_unit_base) add_class(shake, class->base);
        if (!class->has_unit_base && is_struct) shake_add_part(shake, PART_OPEN);
        add_slots(shake, class->fields.items, class->fields.count);
    }
}

static void add_specs(Shake *shake, const IrModule *module) {
    for (u32 i = 0; i < module->specs.count; i++) {
        u32 extra = module->specs.items[i].extra;
        if (extra & (FUNC_IS_COROUTINE | FUNC_MAKES_COROUTINE))
            shake_add_part(shake, CLASS_COROUTINE);
        if (extra & (FUNC_IS_ASYNC_GENERATOR | FUNC_MAKES_ASYNC_GENERATOR))
            shake_add_part(shake, CLASS_ASYNC_GENERATOR);
    }
}

static void add_constant(Shake *shake, const IrFunc *func, const IrInst *inst, u32 arg, u32 number,
                         u32 part) {
    const IrInst *value = &func->insts.items[inst->args[arg]];
    bool is_other = value->op == IR_CONST_I32 && value->imm != number;
    if (!is_other) shake_add_part(shake, part);
}

// print(): its fourth argument is `file`.
static void add_print(Shake *shake, const IrFunc *func, const IrInst *inst) {
    const IrInst *number = &func->insts.items[inst->args[0]];
    if (number->op != IR_CONST_I32 || number->imm != NATIVE_PRINT) return;
    bool is_call = inst->imm == RT_CALL_NATIVE;
    const IrInst *args = is_call ? &func->insts.items[inst->args[2]] : NULL;
    bool has_args = args && args->op == IR_STACK_VALUES && args->arg_count > 3;
    const IrInst *file = has_args ? &func->insts.items[args->args[3]] : NULL;
    bool is_standard = file && file->op == IR_CONST_VALUE && file->imm == VALUE_UNDEFINED;
    if (!is_standard) shake_add_part(shake, PART_FILES);
}

// A class id among the arguments of a call is a class that the program may come to have.
static void add_call(Shake *shake, const IrFunc *func, const IrInst *inst) {
    switch ((RtCall)inst->imm) {
    case RT_CALL_NATIVE:
    case RT_NATIVE_FUNCTION: add_print(shake, func, inst); break;
    case RT_LIST_NEW:
    case RT_LIST_FROM_VALUES: add_constant(shake, func, inst, 0, SLOT_F64, CLASS_FLOAT); break;
    case RT_LIST_TO_KIND:
    case RT_LIST_FROM_ITERABLE: add_constant(shake, func, inst, 1, SLOT_F64, CLASS_FLOAT); break;
    case RT_LIST_REPEAT:
    case RT_LIST_CONCAT: add_constant(shake, func, inst, 2, SLOT_F64, CLASS_FLOAT); break;
    case RT_LIST_FROM_RANGE: add_constant(shake, func, inst, 3, SLOT_F64, CLASS_FLOAT); break;
    case RT_TYPE_OF: shake_add_part(shake, PART_CLASSES); break;
    case RT_CLASS_VALUE:
    case RT_RAISE_TEXT:
    case RT_INSTANCE_NEW: {
        const IrInst *number = &func->insts.items[inst->args[0]];
        if (number->op != IR_CONST_I32)
            add_all(shake);
        else if (number->imm < CLASS_USER_FIRST)
            add_class(shake, (u32)number->imm);
        break;
    }
    default: break;
    }
}

static void add_func(Shake *shake, const IrFunc *func) {
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        bool is_float = inst->type == IR_F64 || inst->op == IR_VALUE_FROM_F64;
        if (inst->op == IR_CONST_VALUE) is_float = value_tag(inst->imm) == TAG_FLOAT;
        if (is_float) shake_add_part(shake, CLASS_FLOAT);
        if (inst->op == IR_CALL_RT) add_call(shake, func, inst);
    }
}

void link_add_parts(Shake *shake, const IrModule *module, bool is_known) {
    if (!is_known || module->uses_web) {
        add_all(shake);
        return;
    }
    for (u32 i = 0; i < module->frozen_classes.count; i++)
        shake_add_part(shake, module->frozen_classes.items[i]);
    add_consts(shake, module);
    add_slots(shake, module->globals.items, module->globals.count);
    add_classes(shake, module);
    add_specs(shake, module);
    for (u32 i = 0; i < module->funcs.count; i++) add_func(shake, module->funcs.items[i]);
}
