// What only bodies used: functions that nobody can call any more lose their code, constants that
// nobody reads their text. Numbers stay as they are.
#include "compiler/freeze/freeze_priv.h"

#include "compiler/ir/build.h"
#include <string.h>

typedef struct {
    IrModule *module;
    Arena *scratch;
    bool *funcs, *consts;
    bool *specs;      // somebody reads them
    bool *is_called;  // by spec: there may be function objects of it
    bool *positions;  // somebody may raise there
    VEC(u32) work;    // functions to look through
    bool is_all;      // who is called is not known
    IrSpec dropped;   // what stands for a function that nobody has
} Drop;

static void reach_func(Drop *drop, u32 func) {
    if (func == IR_NONE || drop->funcs[func]) return;
    drop->funcs[func] = true;
    *VEC_PUSH(drop->scratch, &drop->work) = func;
}

static void reach_spec(Drop *drop, u32 spec) {
    if (drop->is_called[spec]) return;
    drop->is_called[spec] = drop->specs[spec] = true;
    reach_func(drop, drop->module->specs.items[spec].generic_func);
}

static void reach_const(Drop *drop, u32 index) {
    if (drop->consts[index]) return;
    drop->consts[index] = true;
    const IrConst *constant = &drop->module->consts.items[index];
    if (constant->tag != 't') return;
    for (usize at = 0; at < constant->bytes.len; at += sizeof(u32)) {
        u32 item;
        memcpy(&item, constant->bytes.data + at, sizeof item);
        reach_const(drop, item);
    }
}

static void reach_inst(Drop *drop, const IrFunc *func, const IrInst *inst) {
    switch (inst->op) {
    case IR_CALL: reach_func(drop, (u32)inst->imm); return;
    case IR_FUNC_CODE: {
        u32 spec = drop->module->funcs.items[inst->imm]->spec_index;
        reach_func(drop, (u32)inst->imm);
        if (spec != IR_NONE) reach_spec(drop, spec);
        return;
    }
    case IR_CONST_POOL: reach_const(drop, (u32)inst->imm); return;
    case IR_CALL_RT: break;
    default: return;
    }
    if (inst->imm != RT_CLOSURE_NEW && inst->imm != RT_GENERATOR_NEW) return;
    const IrInst *number = &func->insts.items[inst->args[1]];
    if (number->op == IR_CONST_I32)
        reach_spec(drop, (u32)number->imm);
    else
        drop->is_all = true;
}

// Handlers get the position as a number: any constant may be one.
static void note_position(Drop *drop, const IrInst *inst) {
    u64 position = inst->op == IR_CONST_I32 ? inst->imm : inst->position;
    if (position >= drop->module->positions.count) return;
    drop->positions[position] = true;
    drop->specs[drop->module->positions.items[position].spec_index] = true;
}

static void look_through(Drop *drop, const IrFunc *func) {
    if (func->spec_index != IR_NONE) drop->specs[func->spec_index] = true;
    for (u32 b = 0; b < func->blocks.count; b++) {
        const IrBlockData *data = &func->blocks.items[b];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = &func->insts.items[data->insts.items[i]];
            note_position(drop, inst);
            reach_inst(drop, func, inst);
        }
    }
}

static void reach_tables(Drop *drop) {
    const IrModule *module = drop->module;
    for (u32 i = 0; i < module->globals.count; i++)
        reach_const(drop, module->globals.items[i].name_const);
    for (u32 i = 0; i < module->classes.count; i++) {
        const IrClass *class = &module->classes.items[i];
        reach_const(drop, class->name_const);
        reach_const(drop, class->qualname_const);
        reach_const(drop, class->module_const);
        for (u32 k = 0; k < class->fields.count; k++)
            reach_const(drop, class->fields.items[k].name_const);
        for (u32 k = 0; k < class->methods.count; k++) {
            reach_const(drop, class->methods.items[k].name_const);
            reach_spec(drop, class->methods.items[k].func_index);
        }
        for (u32 k = 0; k < class->attributes.count; k++)
            reach_const(drop, class->attributes.items[k].name_const);
    }
}

static void reach_specs(Drop *drop) {
    for (u32 i = 0; i < drop->module->specs.count; i++) {
        const IrSpec *spec = &drop->module->specs.items[i];
        if (!drop->specs[i]) continue;
        const u32 consts[] = {spec->name_const,   spec->qualname_const, spec->params_const,
                              spec->file_const,   spec->module_const,   spec->doc_const,
                              spec->locals_const, spec->free_const};
        for (u32 k = 0; k < COUNT_OF(consts); k++) reach_const(drop, consts[k]);
    }
}

// ---- dropping

static void drop_func(IrModule *module, u32 index) {
    IrFunc *func = module->funcs.items[index];
    func->insts.count = func->blocks.count = 0;
    IrBuilder b = {module, func, IR_NONE, IR_NONE};
    ir_block_begin(&b, ir_block_new(&b));
    for (u32 i = 0; i < func->param_count; i++)
        ir_emit_typed(&b, IR_PARAM, func->param_types[i], NULL, 0, i);
    ir_terminate(&b, IR_UNREACHABLE, NULL, 0, NULL, 0, 0);
    func->is_verified = true;
}

static void drop_specs(Drop *drop) {
    IrModule *module = drop->module;
    for (u32 i = 0; i < module->specs.count; i++) {
        IrSpec *spec = &module->specs.items[i];
        if (!drop->is_called[i]) spec->generic_func = IR_NONE;
        if (drop->specs[i]) continue;
        *spec = drop->dropped;
    }
}

// One byte and a length of 0 remain.
static void drop_consts(Drop *drop, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (!drop->consts[i]) drop->module->consts.items[i] = (IrConst){.tag = 's'};
    }
}

static void drop_positions(Drop *drop) {
    for (u32 i = 0; i < drop->module->positions.count; i++) {
        if (!drop->positions[i]) drop->module->positions.items[i] = (IrPosition){0};
    }
}

static IrSpec dropped_spec(IrModule *module) {
    u32 name = ir_const_str(module, SLICE_LITERAL("dropped"), true);
    u32 none = ir_const_value(module, VALUE_NONE), empty = ir_const_tuple(module, NULL, 0);
    return (IrSpec){.name_const = name,
                    .qualname_const = name,
                    .params_const = empty,
                    .file_const = name,
                    .module_const = name,
                    .doc_const = none,
                    .locals_const = empty,
                    .free_const = empty,
                    .generic_func = IR_NONE};
}

u32 freeze_drop(Freeze *freeze) {
    IrModule *module = freeze->module;
    Drop drop = {.module = module, .scratch = freeze->scratch, .dropped = dropped_spec(module)};
    u32 const_count = module->consts.count;
    drop.funcs = ARENA_NEW_ARRAY(drop.scratch, bool, module->funcs.count);
    drop.consts = ARENA_NEW_ARRAY(drop.scratch, bool, const_count);
    drop.specs = ARENA_NEW_ARRAY(drop.scratch, bool, module->specs.count + 1);
    drop.is_called = ARENA_NEW_ARRAY(drop.scratch, bool, module->specs.count + 1);
    drop.positions = ARENA_NEW_ARRAY(drop.scratch, bool, module->positions.count + 1);
    reach_const(&drop, drop.dropped.name_const);
    reach_const(&drop, drop.dropped.doc_const);
    reach_const(&drop, drop.dropped.params_const);
    reach_func(&drop, module->run_func);
    reach_tables(&drop);
    for (u32 i = 0; i < freeze->kept_specs.count; i++)
        reach_spec(&drop, freeze->kept_specs.items[i]);
    for (u32 i = 0; i < freeze->kept_consts.count; i++)
        reach_const(&drop, freeze->kept_consts.items[i]);
    for (u32 i = 0; i < drop.work.count; i++)
        look_through(&drop, module->funcs.items[drop.work.items[i]]);
    if (drop.is_all || module->exports.count > 0) return 0;
    reach_specs(&drop);
    u32 count = 0;
    for (u32 i = 0; i < module->funcs.count; i++) {
        if (drop.funcs[i]) continue;
        drop_func(module, i);
        count++;
    }
    drop_consts(&drop, const_count);
    drop_specs(&drop);
    drop_positions(&drop);
    return count;
}
