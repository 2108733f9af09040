#include "compiler/pass/effect.h"

#include "abi/natives.h"
#include "compiler/ir/flow.h"

enum { SLOT_BITS = 64 };

static const IrEffect anything = {.is_known = false}, none = {.is_known = true};

// ---- rules of the module

EffectRules effect_rules(IrModule *module) {
    const u32 generators = FUNC_IS_GENERATOR | FUNC_IS_COROUTINE | FUNC_IS_ASYNC_GENERATOR;
    // It is asked for each function: what was looked at before is not looked at again.
    for (u32 i = module->effect_spec_count; i < module->specs.count; i++)
        module->has_generators |= (module->specs.items[i].extra & generators) != 0;
    module->effect_spec_count = module->specs.count;
    for (u32 i = module->effect_const_count; i < module->consts.count; i++) {
        const IrConst *text = &module->consts.items[i];
        if (text->tag != 's') continue;
        module->has_finalizer_name |= slice_equal(text->bytes, SLICE_LITERAL("__del__"));
        module->has_equality_name |= slice_equal(text->bytes, SLICE_LITERAL("__eq__")) ||
                                     slice_equal(text->bytes, SLICE_LITERAL("__hash__"));
    }
    module->effect_const_count = module->consts.count;
    return (EffectRules){.has_finalizers = module->has_weak_references || module->has_generators ||
                                           module->has_finalizer_name,
                         .has_equality = module->has_equality_name};
}

// ---- places

IrEffectKind effect_kind(IrType type) {
    if (type == IR_F64) return IR_EFFECT_FLOATS;
    return type == IR_INT || type == IR_I64 ? IR_EFFECT_INTS : IR_EFFECT_VALUES;
}

static u64 slot_bit(u64 slot) {
    return UINT64_C(1) << (slot < SLOT_BITS - 1 ? slot : SLOT_BITS - 1);
}

static void add_field(IrEffect *effect, IrEffectKind kind, const IrInst *access) {
    effect->slots[kind] |= slot_bit(access->imm);
    for (u32 i = 0; i < IR_EFFECT_FIELD_WORDS; i++) {
        if (access->field == 0)
            effect->fields[kind][i] = UINT64_MAX;
        else if (access->field / 64 % IR_EFFECT_FIELD_WORDS == i)
            effect->fields[kind][i] |= UINT64_C(1) << access->field % 64;
    }
}

bool effect_replaces(const IrEffect *effect) {
    const u8 counted = 1 << IR_EFFECT_VALUES | 1 << IR_EFFECT_INTS;
    return effect->slots[IR_EFFECT_VALUES] || effect->slots[IR_EFFECT_INTS] || effect->globals ||
           (effect->lists & counted) || effect->sets_cells;
}

bool effect_replaces_field(const IrEffect *effect, const IrInst *access, IrEffectKind kind) {
    if (!(effect->slots[kind] & slot_bit(access->imm))) return false;
    u64 word = effect->fields[kind][access->field / 64 % IR_EFFECT_FIELD_WORDS];
    return access->field == 0 || word >> access->field % 64 & 1;
}

bool effect_stores_field(const IrEffect *effect, const IrInst *access) {
    bool stores = effect->fresh_slots & slot_bit(access->imm);
    for (u32 i = 0; i < IR_EFFECT_KINDS; i++)
        stores |= effect_replaces_field(effect, access, (IrEffectKind)i);
    return stores;
}

static void join(IrEffect *to, const IrEffect *from) {
    to->is_known &= from->is_known;
    for (u32 i = 0; i < IR_EFFECT_KINDS; i++) {
        to->slots[i] |= from->slots[i];
        for (u32 k = 0; k < IR_EFFECT_FIELD_WORDS; k++) to->fields[i][k] |= from->fields[i][k];
    }
    to->fresh_slots |= from->fresh_slots;
    to->globals |= from->globals;
    to->lists |= from->lists;
    to->moves_items |= from->moves_items;
    to->sets_cells |= from->sets_cells;
}

static bool is_same(const IrEffect *a, const IrEffect *b) {
    bool is_same = a->is_known == b->is_known && a->fresh_slots == b->fresh_slots &&
                   a->globals == b->globals && a->lists == b->lists &&
                   a->moves_items == b->moves_items && a->sets_cells == b->sets_cells;
    for (u32 i = 0; i < IR_EFFECT_KINDS; i++) {
        is_same &= a->slots[i] == b->slots[i];
        for (u32 k = 0; k < IR_EFFECT_FIELD_WORDS; k++)
            is_same &= a->fields[i][k] == b->fields[i][k];
    }
    return is_same;
}

// ---- instructions

static IrEffect of_native(const IrFunc *func, const IrInst *inst) {
    const IrInst *id = &func->insts.items[inst->args[0]];
    if (id->op != IR_CONST_I32) return anything;
    IrEffect effect = none;
    switch (id->imm) {
    case NATIVE_LIST_APPEND: effect.moves_items = true; return effect;
    case NATIVE_LIST_POP:
    case NATIVE_LIST_CLEAR:
    case NATIVE_LIST_INSERT:
    case NATIVE_LIST_REVERSE:
        effect.moves_items = true;
        effect.lists = UINT8_MAX;
        return effect;
    default: return anything;
    }
}

// None has no such attribute, and nothing else comes here: an exception is all there is.
static bool is_sure_to_raise(const IrFunc *func, const IrInst *inst) {
    const IrInst *last = ir_terminator(func, inst->block);
    if (last->op != IR_BRERR || &func->insts.items[last->args[0]] != inst) return false;
    const IrBlockData *next = &func->blocks.items[last->edges[0].target];
    return func->insts.items[next->insts.items[0]].op == IR_UNREACHABLE;
}

static IrEffect of_runtime(EffectRules rules, const IrFunc *func, const IrInst *inst) {
    IrEffect moves = none;
    moves.moves_items = true;
    switch (inst->imm) {  // table:
    case RT_TRACE:
    case RT_RAISE_BUILTIN:
    case RT_RAISE_INDEX:
    case RT_RAISE_NAME:
    case RT_STR_APPEND: return none;
    case RT_DICT_GET:
    case RT_DICT_SET:
    case RT_DICT_SET_STR:
    case RT_DICT_SET_INT:
    case RT_DICT_CONTAINS:
    case RT_DICT_DELETE:
    case RT_SET_ADD:
    case RT_SET_CONTAINS: return rules.has_equality ? anything : none;
    case RT_LIST_APPEND_VALUE:
    case RT_LIST_APPEND_INT:
    case RT_LIST_APPEND_F64:
    case RT_LIST_MAKE_WRITABLE:
    // The new list may share the items of the old one.
    case RT_LIST_REPEAT:
    case RT_LIST_CONCAT:
    case RT_LIST_TO_KIND: return moves;
    case RT_GETATTR: return is_sure_to_raise(func, inst) ? none : anything;
    case RT_CALL_NATIVE: return of_native(func, inst);
    default: return ir_effects(inst) & (IR_WRITE | IR_ANY) ? anything : none;
    }
}

static IrEffect of_store(const IrFunc *func, const IrInst *inst) {
    IrEffect effect = none;
    IrEffectKind kind =
        effect_kind((IrType)func->insts.items[inst->args[inst->arg_count - 1]].type);
    switch (inst->op) {
    case IR_FIELD_INIT: effect.fresh_slots = slot_bit(inst->imm); break;
    case IR_FIELD_SET:
        add_field(&effect, kind, inst);
        // The words of a generator's frame are now this, now that.
        if (func->is_generic && kind != IR_EFFECT_FLOATS)
            add_field(&effect, kind == IR_EFFECT_INTS ? IR_EFFECT_VALUES : IR_EFFECT_INTS, inst);
        break;
    case IR_LIST_SET: effect.lists = inst->imm & 1 ? 0 : (u8)(1 << kind); break;
    case IR_GLOBAL_SET:
        effect.globals = kind == IR_EFFECT_FLOATS ? 0 : UINT64_C(1) << (inst->imm % SLOT_BITS);
        break;
    default: break;
    }
    return effect;
}

IrEffect effect_of(EffectRules rules, const IrModule *module, const IrFunc *func,
                   const IrInst *inst) {
    IrEffect effect = none;
    switch (inst->op) {  // table:
    case IR_FIELD_INIT:
    case IR_FIELD_SET:
    case IR_LIST_SET:
    case IR_GLOBAL_SET: effect = of_store(func, inst); break;
    case IR_CELL_SET: effect.sets_cells = true; break;
    case IR_LIST_APPEND:
    case IR_LIST_WRITABLE:
    case IR_LIST_CHECK_WRITE: effect.moves_items = true; break;
    case IR_LIST_PUT:
    case IR_ITEM_PUT:
    case IR_BYTE_PUT:
    case IR_BYTES_SET:
    case IR_STACK_VALUES:
    case IR_STACK_SLOTS:
    case IR_INSTANCE_NEW:
    case IR_CAPTURE_INIT:
    case IR_FUNC_DEFAULTS: break;
    case IR_CALL: effect = module->funcs.items[inst->imm]->effect; break;
    case IR_CALL_RT: effect = of_runtime(rules, func, inst); break;
    default:
        if (ir_effects(inst) & (IR_WRITE | IR_ANY)) return anything;
    }
    bool frees = effect.slots[IR_EFFECT_VALUES] || effect.globals || effect.sets_cells ||
                 (effect.lists & 1 << IR_EFFECT_VALUES);
    return rules.has_finalizers && frees ? anything : effect;
}

// ---- the module

typedef struct {
    VEC(u32) callees;
} Calls;

// What the function does itself, and whom it calls.
static void visit(EffectRules rules, const IrModule *module, IrFunc *func, Calls *calls,
                  Arena *scratch) {
    func->effect = none;
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->block == IR_NONE) continue;
        if (inst->op == IR_CALL) {
            *VEC_PUSH(scratch, &calls->callees) = (u32)inst->imm;
            continue;
        }
        IrEffect effect = effect_of(rules, module, func, inst);
        join(&func->effect, &effect);
    }
}

void pass_effect(IrModule *module, Arena *scratch) {
    EffectRules rules = effect_rules(module);
    u32 count = module->funcs.count;
    for (u32 i = 0; i < count; i++) module->funcs.items[i]->effect = anything;
    if (rules.has_finalizers) return;
    Calls *calls = ARENA_NEW_ARRAY(scratch, Calls, count);
    for (u32 i = 0; i < count; i++)
        visit(rules, module, module->funcs.items[i], &calls[i], scratch);
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (u32 i = count; i-- > 0;) {
            IrFunc *func = module->funcs.items[i];
            IrEffect before = func->effect;
            for (u32 k = 0; k < calls[i].callees.count; k++)
                join(&func->effect, &module->funcs.items[calls[i].callees.items[k]]->effect);
            is_changed |= !is_same(&before, &func->effect);
        }
    }
}
