#include "compiler/ir/verify.h"

#include "base/check.h"
#include "compiler/ir/flow.h"
#include "compiler/ir/print.h"
#include "compiler/ir/web.h"
#include <string.h>

typedef struct {
    const IrModule *module;
    const IrFunc *func;
    Bytes *report;
    IrFlow flow;
    u32 *order_in_block;  // of each placed instruction
    u32 fault_count;
} Verifier;

enum { FAULTS_MAX = 50 };

static void fault(Verifier *v, IrBlock block, IrValue value, const char *text) {
    if (++v->fault_count > FAULTS_MAX) return;
    bytes_format(v->report, "@%S b%u v%u (%s): %s\n", &v->func->name, block, value,
                 value < v->func->insts.count ? ir_ops[v->func->insts.items[value].op].name : "?",
                 text);
}

// ---- dominance: a definition reaches a use

static bool is_defined_at(const Verifier *v, IrValue value, IrBlock block, u32 order) {
    const IrInst *definition = &v->func->insts.items[value];
    if (definition->block == IR_NONE || v->flow.index[definition->block] == IR_NONE) return false;
    if (definition->op == IR_BLOCK_PARAM) return ir_dominates(&v->flow, definition->block, block);
    if (ir_can_fail(definition)) {
        // The result exists on the success edge of the BRERR behind it; edge 0's own arguments may
        // use it.
        const IrInst *last = ir_terminator(v->func, definition->block);
        IrBlock success = last->edge_count > 0 ? last->edges[0].target : IR_NONE;
        if (success == IR_NONE) return false;
        u32 index = v->flow.index[success];
        bool has_one_pred = v->flow.pred_first[index + 1] - v->flow.pred_first[index] == 1;
        return has_one_pred && ir_dominates(&v->flow, success, block);
    }
    if (definition->block == block) return v->order_in_block[value] < order;
    return ir_dominates(&v->flow, definition->block, block);
}

static void check_use(Verifier *v, IrBlock block, IrValue user, IrValue used, u32 order,
                      IrType wanted) {
    if (used >= v->func->insts.count) {
        fault(v, block, user, "uses a value that does not exist");
        return;
    }
    IrType type = v->func->insts.items[used].type;
    if (type == IR_VOID) fault(v, block, user, "uses a value without a result");
    if (wanted != IR_VOID && wanted != type) fault(v, block, user, "argument type is wrong");
    if (!is_defined_at(v, used, block, order))
        fault(v, block, user, "uses a value before it is defined");
}

// ---- one instruction

static void check_call_args(Verifier *v, IrBlock block, IrValue value, u32 order) {
    const IrInst *inst = &v->func->insts.items[value];
    if (inst->imm >= v->module->funcs.count) {
        fault(v, block, value, "calls a function that does not exist");
        return;
    }
    const IrFunc *callee = v->module->funcs.items[inst->imm];
    if (inst->arg_count != callee->param_count) fault(v, block, value, "wrong number of arguments");
    if (inst->type != callee->result || inst->can_fail != callee->can_fail) {
        fault(v, block, value, "result differs from the callee's");
    }
    for (u32 i = 0; i < inst->arg_count && i < callee->param_count; i++) {
        check_use(v, block, value, inst->args[i], order, callee->param_types[i]);
    }
}

static void check_web(Verifier *v, IrBlock block, IrValue value, u32 order) {
    const IrInst *inst = &v->func->insts.items[value];
    IrWebShape shape;
    if (inst->imm >= v->module->web_names.count ||
        !ir_web_parse(v->module->web_names.items[inst->imm], &shape)) {
        fault(v, block, value, "no such web operation");
        return;
    }
    if (inst->arg_count != shape.param_count) fault(v, block, value, "wrong number of arguments");
    if ((IrType)inst->type != ir_web_result_type(shape.result))
        fault(v, block, value, "result type is not the operation's");
    for (u32 i = 0; i < inst->arg_count && i < shape.param_count; i++)
        check_use(v, block, value, inst->args[i], order, ir_web_param_type(shape.params[i]));
}

static void check_args(Verifier *v, IrBlock block, IrValue value, u32 order) {
    const IrInst *inst = &v->func->insts.items[value];
    const char *letters = ir_ops[inst->op].args;
    if (inst->op == IR_CALL_RT) {
        if (inst->imm >= RT_CALL_COUNT) {
            fault(v, block, value, "no such runtime call");
            return;
        }
        letters = rt_signatures[inst->imm].args;
    }
    u32 fixed = 0;
    while (letters[fixed] && letters[fixed] != '*') fixed++;
    bool is_open = letters[fixed] == '*';
    if (inst->op != IR_BRERR &&
        (inst->arg_count < fixed || (!is_open && inst->arg_count > fixed))) {
        fault(v, block, value, "wrong number of arguments");
    }
    if (inst->op == IR_BRERR) return;
    for (u32 i = 0; i < inst->arg_count; i++) {
        IrType wanted = i < fixed ? ir_type_of_letter(letters[i]) : IR_VOID;
        // const.i32 makes I1 too, so a machine word may stand for a truth value in runtime calls.
        IrType given = inst->args[i] < v->func->insts.count
                           ? v->func->insts.items[inst->args[i]].type
                           : IR_VOID;
        bool is_word = inst->op == IR_CALL_RT && wanted == IR_I1 && given == IR_I32;
        check_use(v, block, value, inst->args[i], order, is_word ? IR_I32 : wanted);
    }
    if (inst->op == IR_STACK_VALUES) {
        for (u32 i = 0; i < inst->arg_count; i++)
            check_use(v, block, value, inst->args[i], order, IR_VALUE);
    }
}

static void check_imm(Verifier *v, IrBlock block, IrValue value) {
    const IrInst *inst = &v->func->insts.items[value];
    usize limit = SIZE_MAX;
    switch (inst->op) {
    case IR_CONST_POOL: limit = v->module->consts.count; break;
    case IR_UNIT_CLASS:
    case IR_CLASS_ID:
    case IR_INSTANCE_NEW: limit = v->module->classes.count; break;
    case IR_GLOBAL_GET:
    case IR_GLOBAL_SET: limit = v->module->globals.count; break;
    case IR_FUNC_CODE: limit = v->module->funcs.count; break;
    default: break;
    }
    if (limit != SIZE_MAX && inst->imm >= limit) fault(v, block, value, "index out of range");
    char letter = inst->op == IR_CALL_RT && inst->imm < RT_CALL_COUNT
                      ? rt_signatures[inst->imm].result
                      : ir_ops[inst->op].result;
    bool is_fixed = letter != 'T' && inst->op != IR_CALL && inst->op != IR_CALL_RT;
    bool is_i1_const = inst->op == IR_CONST_I32 && inst->type == IR_I1;
    if (is_fixed && !is_i1_const && (IrType)inst->type != ir_type_of_letter(letter)) {
        fault(v, block, value, "result type is not the operation's");
    }
}

static void check_edges(Verifier *v, IrBlock block, IrValue value, u32 order) {
    const IrInst *inst = &v->func->insts.items[value];
    static const u32 wanted[] = {[IR_JUMP] = 1, [IR_BRIF] = 2, [IR_BRERR] = 2};
    bool is_fixed = inst->op == IR_JUMP || inst->op == IR_BRIF || inst->op == IR_BRERR;
    if (is_fixed && inst->edge_count != wanted[inst->op])
        fault(v, block, value, "wrong number of edges");
    if (inst->op == IR_SWITCH && inst->edge_count == 0)
        fault(v, block, value, "wrong number of edges");
    for (u32 i = 0; i < inst->edge_count; i++) {
        const IrEdge *edge = &inst->edges[i];
        const IrBlockData *target = &v->func->blocks.items[edge->target];
        if (edge->target == IR_ENTRY) fault(v, block, value, "an edge leads to the entry block");
        if (edge->arg_count != target->params.count) {
            fault(v, block, value, "an edge's arguments do not match its block's parameters");
            continue;
        }
        for (u32 k = 0; k < edge->arg_count; k++) {
            IrType type = v->func->insts.items[target->params.items[k]].type;
            bool is_own = inst->op == IR_BRERR && i == 0 && edge->args[k] == inst->args[0];
            if (is_own) continue;  // the success edge may pass the result on
            check_use(v, block, value, edge->args[k], order, type);
        }
    }
}

// The block's shape: one terminator, at the end; BRERR exactly behind what can fail.
static bool check_shape(Verifier *v, IrBlock block) {
    const IrBlockData *data = &v->func->blocks.items[block];
    for (u32 i = 0; i < data->insts.count; i++) {
        IrValue value = data->insts.items[i];
        if (value >= v->func->insts.count) return fault(v, block, value, "does not exist"), false;
        const IrInst *inst = &v->func->insts.items[value];
        bool is_last = i + 1 == data->insts.count;
        bool is_terminator = ir_ops[inst->op].flags & IR_TERM;
        if (is_last != is_terminator)
            return fault(v, block, value, "a block ends with its only terminator"), false;
        if (inst->block != block) fault(v, block, value, "is placed in another block");
        for (u32 k = 0; k < inst->edge_count; k++) {
            if (inst->edges[k].target >= v->func->blocks.count ||
                v->func->blocks.items[inst->edges[k].target].insts.count == 0) {
                return fault(v, block, value, "an edge leads nowhere"), false;
            }
        }
        const IrInst *next = is_last ? NULL : &v->func->insts.items[data->insts.items[i + 1]];
        bool is_followed =
            next && next->op == IR_BRERR && next->arg_count == 1 && next->args[0] == value;
        if (ir_can_fail(inst) && !is_followed)
            fault(v, block, value, "can fail, but no brerr follows");
        if (inst->op == IR_BRERR) {
            bool has_cause =
                i > 0 && inst->arg_count == 1 && inst->args[0] == data->insts.items[i - 1];
            const IrInst *cause = i > 0 ? &v->func->insts.items[data->insts.items[i - 1]] : NULL;
            if (!has_cause || !ir_can_fail(cause))
                fault(v, block, value, "does not follow its fallible instruction");
        }
    }
    return true;
}

static bool check_shapes(Verifier *v) {
    bool is_sound = true;
    if (v->func->blocks.count == 0 || v->func->blocks.items[IR_ENTRY].insts.count == 0) {
        return fault(v, 0, 0, "has no entry block"), false;
    }
    for (IrBlock block = 0; block < v->func->blocks.count; block++)
        is_sound &= check_shape(v, block);
    return is_sound;
}

static void check_block(Verifier *v, IrBlock block) {
    const IrBlockData *data = &v->func->blocks.items[block];
    for (u32 i = 0; i < data->insts.count; i++) {
        IrValue value = data->insts.items[i];
        const IrInst *inst = &v->func->insts.items[value];
        check_imm(v, block, value);
        if (inst->op == IR_CALL) {
            check_call_args(v, block, value, i);
        } else if (inst->op == IR_WEB) {
            check_web(v, block, value, i);
        } else {
            check_args(v, block, value, i);
        }
        if (inst->op == IR_RET) {
            bool fits = v->func->result == IR_VOID
                            ? inst->arg_count == 0
                            : inst->arg_count == 1 &&
                                  v->func->insts.items[inst->args[0]].type == v->func->result;
            if (!fits) fault(v, block, value, "does not return the function's type");
        }
        if (inst->op == IR_RET_ERROR && !v->func->can_fail)
            fault(v, block, value, "the function cannot fail");
        check_edges(v, block, value, i);
    }
}

u32 ir_verify_func(const IrModule *module, IrFunc *func, Bytes *report) {
    Verifier v = {.module = module, .func = func, .report = report};
    if (check_shapes(&v)) {
        v.flow = ir_flow(report->arena, func);
        v.order_in_block = ARENA_NEW_ARRAY(report->arena, u32, func->insts.count);
        for (u32 k = 0; k < v.flow.count; k++) {
            const IrBlockData *data = &func->blocks.items[v.flow.order[k]];
            for (u32 i = 0; i < data->insts.count; i++) v.order_in_block[data->insts.items[i]] = i;
        }
        for (u32 k = 0; k < v.flow.count; k++) check_block(&v, v.flow.order[k]);
    }
    func->is_verified = v.fault_count == 0;
    return v.fault_count;
}

u32 ir_verify(const IrModule *module, Bytes *report) {
    u32 fault_count = 0;
    for (u32 i = 0; i < module->funcs.count; i++) {
        fault_count += ir_verify_func(module, module->funcs.items[i], report);
    }
    return fault_count;
}
