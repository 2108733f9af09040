#include "compiler/pass/field.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"
#include "compiler/pass/effect.h"
#include "compiler/pass/simplify.h"

#include <string.h>

enum { KNOWN_MAX = 32, SLOTS_MAX = 32 };

typedef struct {
    IrValue object;   // root_of
    u32 slot, field;  // IrInst.imm and field of who has read or written it
    IrValue value;
} Known;

typedef struct {
    u32 count;
    Known items[KNOWN_MAX];
} Facts;

typedef struct {
    Edit edit;
    IrFlow flow;
    Arena *scratch;
    const IrModule *module;
    EffectRules rules;
    bool is_changed;
} Fields;

static IrInst *inst_of(const Fields *f, IrValue value) {
    return &f->edit.func->insts.items[value];
}

static bool is_store(const IrInst *inst) {
    return inst->op == IR_FIELD_SET || inst->op == IR_FIELD_INIT;
}

// ---- instances that do not leave the function

typedef struct {
    bool escapes;
    IrValue *store_of;  // by slot: the only store, IR_NONE without one
    bool *is_open;      // by slot: stored to more than once
} Local;

static void note_use(Fields *f, Local *locals, IrValue user, u32 index) {
    const IrInst *inst = inst_of(f, user);
    IrValue object = inst->args[index];
    const IrInst *made = inst_of(f, object);
    if (made->op != IR_INSTANCE_NEW) return;
    Local *local = &locals[object];
    bool is_base = index == 0 && (inst->op == IR_FIELD_GET || is_store(inst));
    if (!is_base || inst->imm >= SLOTS_MAX) {
        local->escapes = true;
        return;
    }
    if (!local->store_of) {
        local->store_of = ARENA_NEW_ARRAY(f->scratch, IrValue, SLOTS_MAX);
        local->is_open = ARENA_NEW_ARRAY(f->scratch, bool, SLOTS_MAX);
        for (u32 i = 0; i < SLOTS_MAX; i++) local->store_of[i] = IR_NONE;
    }
    if (!is_store(inst)) return;
    if (local->store_of[inst->imm] != IR_NONE) local->is_open[inst->imm] = true;
    local->store_of[inst->imm] = user;
}

// False: the function makes no instance.
static bool find_locals(Fields *f, Local *locals) {
    bool has_instance = false;
    for (u32 k = 0; k < f->flow.count; k++) {
        const IrBlockData *data = &f->edit.func->blocks.items[f->flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = inst_of(f, value);
            has_instance |= inst->op == IR_INSTANCE_NEW;
            for (u32 a = 0; a < inst->arg_count; a++) note_use(f, locals, value, a);
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++)
                    locals[inst->edges[e].args[a]].escapes = true;
            }
        }
    }
    return has_instance;
}

static bool stands_before(const Fields *f, const u32 *place, IrValue above, IrValue below) {
    IrBlock a = inst_of(f, above)->block, b = inst_of(f, below)->block;
    return a == b ? place[above] < place[below] : ir_dominates(&f->flow, a, b);
}

// Reads of the only store. An instance with another read stays.
static void read_locals(Fields *f, Local *locals, const u32 *place) {
    for (u32 k = 0; k < f->flow.count; k++) {
        const IrBlockData *data = &f->edit.func->blocks.items[f->flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = inst_of(f, value);
            if (inst->op != IR_FIELD_GET) continue;
            if (inst_of(f, inst->args[0])->op != IR_INSTANCE_NEW) continue;
            Local *local = &locals[inst->args[0]];
            if (local->escapes) continue;
            IrValue store = local->is_open[inst->imm] ? IR_NONE : local->store_of[inst->imm];
            bool is_known = store != IR_NONE && stands_before(f, place, store, value) &&
                            inst_of(f, inst_of(f, store)->args[1])->type == inst->type;
            if (!is_known) local->escapes = true;
        }
    }
}

static bool is_gone(const Fields *f, const Local *locals, IrValue value) {
    const IrInst *inst = inst_of(f, value);
    if (inst->op == IR_INSTANCE_NEW) return !locals[value].escapes;
    if (inst->op != IR_FIELD_GET && !is_store(inst)) return false;
    return inst_of(f, inst->args[0])->op == IR_INSTANCE_NEW && !locals[inst->args[0]].escapes;
}

static void drop_locals(Fields *f, const Local *locals) {
    for (u32 k = 0; k < f->flow.count; k++) {
        IrBlockData *data = &f->edit.func->blocks.items[f->flow.order[k]];
        u32 kept = 0;
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            if (!is_gone(f, locals, value)) {
                data->insts.items[kept++] = value;
                continue;
            }
            IrInst *inst = inst_of(f, value);
            inst->block = IR_NONE;
            if (inst->op == IR_FIELD_GET) {
                IrValue store = locals[inst->args[0]].store_of[inst->imm];
                edit_replace(&f->edit, value, inst_of(f, store)->args[1]);
            }
            f->is_changed = true;
        }
        data->insts.count = kept;
    }
}

static void unmake_locals(Fields *f) {
    u32 count = f->edit.func->insts.count;
    Local *locals = ARENA_NEW_ARRAY(f->scratch, Local, count);
    if (!find_locals(f, locals)) return;
    u32 *place = ARENA_NEW_ARRAY(f->scratch, u32, count);
    for (u32 k = 0; k < f->flow.count; k++) {
        const IrBlockData *data = &f->edit.func->blocks.items[f->flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++) place[data->insts.items[i]] = i;
    }
    read_locals(f, locals, place);
    drop_locals(f, locals);
}

// ---- fields that were just read or written

// The value that an object came from, without conversions that change nothing.
static IrValue root_of(const Fields *f, IrValue value) {
    for (;;) {
        value = edit_resolve(&f->edit, value);
        const IrInst *inst = inst_of(f, value);
        if (inst->op != IR_REF_FROM_VALUE && inst->op != IR_VALUE_FROM_REF) return value;
        value = inst->args[0];
    }
}

// Two accesses of one slot may mean the same field of one object.
static bool may_be_same(u32 left, u32 right) {
    return left == 0 || right == 0 || left == right;
}

static void forget_field(Facts *facts, const IrInst *store) {
    u32 kept = 0;
    for (u32 i = 0; i < facts->count; i++) {
        const Known *known = &facts->items[i];
        if (known->slot != store->imm || !may_be_same(known->field, store->field))
            facts->items[kept++] = *known;
    }
    facts->count = kept;
}

static void note(Facts *facts, IrValue object, const IrInst *access, IrValue value) {
    if (facts->count == KNOWN_MAX) {
        memmove(facts->items, facts->items + 1, (KNOWN_MAX - 1) * sizeof *facts->items);
        facts->count--;
    }
    facts->items[facts->count++] = (Known){object, (u32)access->imm, access->field, value};
}

// What a store releases has no code of its own that could store on.
static void forget_stored(const Fields *f, Facts *facts, const IrInst *inst) {
    IrEffect effect = effect_of(f->rules, f->module, f->edit.func, inst);
    u32 kept = 0;
    for (u32 i = 0; effect.is_known && i < facts->count; i++) {
        const Known *known = &facts->items[i];
        IrInst access = {.imm = known->slot, .field = known->field};
        if (!effect_stores_field(&effect, &access)) facts->items[kept++] = *known;
    }
    facts->count = kept;
}

static void visit(Fields *f, Facts *facts, IrValue value) {
    const IrInst *inst = inst_of(f, value);
    if (inst->op == IR_FIELD_GET) {
        IrValue object = root_of(f, inst->args[0]);
        for (u32 i = 0; i < facts->count; i++) {
            const Known *known = &facts->items[i];
            if (known->object != object || known->slot != inst->imm) continue;
            if (inst_of(f, known->value)->type != inst->type) return;
            edit_replace(&f->edit, value, known->value);
            f->is_changed = true;
            return;
        }
        note(facts, object, inst, value);
    } else if (is_store(inst)) {
        forget_field(facts, inst);
        note(facts, root_of(f, inst->args[0]), inst, edit_resolve(&f->edit, inst->args[1]));
    } else {
        forget_stored(f, facts, inst);
    }
}

static bool knows(const Facts *facts, Known known) {
    for (u32 i = 0; i < facts->count; i++) {
        const Known *other = &facts->items[i];
        if (other->object == known.object && other->slot == known.slot)
            return other->value == known.value;
    }
    return false;
}

// Takes in what the predecessor `pred` of block `order` knows; nothing at the head of a loop.
static void meet(Facts *facts, Facts *const *after, u32 pred, u32 order, bool is_first) {
    if (pred >= order) {
        facts->count = 0;
        return;
    }
    if (is_first) {
        memcpy(facts, after[pred], sizeof *facts);
        return;
    }
    u32 kept = 0;
    for (u32 i = 0; i < facts->count; i++) {
        if (knows(after[pred], facts->items[i])) facts->items[kept++] = facts->items[i];
    }
    facts->count = kept;
}

static void know_fields(Fields *f) {
    Facts **after = ARENA_NEW_ARRAY(f->scratch, Facts *, f->flow.count);
    for (u32 k = 0; k < f->flow.count; k++) {
        const IrBlockData *data = &f->edit.func->blocks.items[f->flow.order[k]];
        Facts *facts = ARENA_NEW(f->scratch, Facts);
        facts->count = 0;
        for (u32 p = f->flow.pred_first[k]; p < f->flow.pred_first[k + 1]; p++)
            meet(facts, after, f->flow.index[f->flow.preds[p]], k, p == f->flow.pred_first[k]);
        for (u32 i = 0; i < data->insts.count; i++) visit(f, facts, data->insts.items[i]);
        after[k] = facts;
    }
}

// ---- the module

void pass_field(IrModule *module, Arena *scratch) {
    EffectRules rules = effect_rules(module);
    for (u32 i = 0; i < module->funcs.count; i++) {
        ArenaMark mark = arena_mark(scratch);
        IrFunc *func = module->funcs.items[i];
        Fields f = {.edit = edit_begin(module, func, scratch),
                    .flow = ir_flow(scratch, func),
                    .scratch = scratch,
                    .module = module,
                    .rules = rules};
        unmake_locals(&f);
        if (!rules.has_finalizers) know_fields(&f);
        if (f.is_changed) {
            edit_finish(&f.edit);
            pass_simplify(module, func, scratch);
        }
        arena_reset(scratch, mark);
    }
}
