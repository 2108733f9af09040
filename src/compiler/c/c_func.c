#include "base/check.h"
#include "compiler/c/c_priv.h"
#include "compiler/ir/flow.h"

const char *c_type(IrType type) {
    static const char *const names[IR_TYPE_COUNT] = {"void", "u32", "u32",    "i64",   "i64",
                                                     "f64",  "u64", "void *", "void *"};
    return names[type];
}

const char *c_result_type(IrType type) {
    static const char *const names[IR_TYPE_COUNT] = {"u32",        "ResultI32",  "ResultI32",
                                                     "ResultWord", "ResultWord", "ResultF64",
                                                     "ResultWord", "ResultRef",  "ResultRef"};
    return names[type];
}

// The number makes it unique, the letters make it readable.
void c_func_name(const CPrinter *p, u32 func_index) {
    Slice name = p->module->funcs.items[func_index]->name;
    bytes_format(p->out, "f%u_", func_index);
    for (usize i = 0; i < name.len; i++) {
        u8 c = name.data[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        bytes_push(p->out, is_plain ? c : '_');
    }
}

void c_signature(const CPrinter *p, u32 func_index) {
    const IrFunc *func = p->module->funcs.items[func_index];
    const char *type = func->can_fail ? c_result_type(func->result) : c_type(func->result);
    bytes_format(p->out, "static %s ", type);
    c_func_name(p, func_index);
    bytes_text(p->out, "(RtState *rt");
    for (u32 i = 0; i < func->param_count; i++) {
        if (func->is_generic) {
            bytes_format(p->out, i == 0 ? ", Func *p%u" : ", const Value *p%u", i);
        } else {
            bytes_format(p->out, ", %s p%u", c_type(func->param_types[i]), i);
        }
    }
    bytes_push(p->out, ')');
}

// ---- locals

static void print_local(CPrinter *p, IrValue value) {
    const IrInst *inst = c_inst(p, value);
    if (inst->type != IR_VOID) bytes_format(p->out, "    %s v%u;\n", c_type(inst->type), value);
    u64 slots = inst->op == IR_STACK_VALUES  ? inst->arg_count
                : inst->op == IR_STACK_SLOTS ? inst->imm
                                             : 0;
    bool has_slots = inst->op == IR_STACK_VALUES || inst->op == IR_STACK_SLOTS;
    if (has_slots) bytes_format(p->out, "    u64 s%u[%U];\n", value, slots ? slots : 1);
}

static void print_locals(CPrinter *p, const IrFlow *flow) {
    for (u32 k = 0; k < flow->count; k++) {
        const IrBlockData *data = &p->func->blocks.items[flow->order[k]];
        for (u32 i = 0; i < data->params.count; i++) print_local(p, data->params.items[i]);
        for (u32 i = 0; i < data->insts.count; i++) print_local(p, data->insts.items[i]);
    }
    bytes_text(
        p->out,
        "    u64 *const block = rt->blocks[KR_UNIT];\n    u32 failed = 0;\n    i64 checked = 0;\n");
    bytes_text(p->out, "    (void)block, (void)failed, (void)checked;\n");
}

// ---- edges and terminators

static bool reads_param(const IrFunc *func, const IrEdge *edge, u32 param_index) {
    IrValue param = func->blocks.items[edge->target].params.items[param_index];
    for (u32 i = param_index + 1; i < edge->arg_count; i++) {
        if (edge->args[i] == param) return true;
    }
    return false;
}

// Assigns the target's parameters as if at once, and goes there.
static void print_edge(CPrinter *p, const IrEdge *edge) {
    const IrBlockData *target = &p->func->blocks.items[edge->target];
    for (u32 i = 0; i < edge->arg_count; i++) {
        IrValue param = target->params.items[i];
        if (!reads_param(p->func, edge, i)) continue;
        bytes_format(p->out, " %s t%u = v%u;", c_type(c_inst(p, param)->type), param, param);
    }
    for (u32 i = 0; i < edge->arg_count; i++) {
        IrValue param = target->params.items[i], arg = edge->args[i];
        if (param == arg) continue;
        bool is_overwritten = false;
        for (u32 k = 0; k < i; k++) is_overwritten |= target->params.items[k] == arg;
        bytes_format(p->out, is_overwritten ? " v%u = t%u;" : " v%u = v%u;", param, arg);
    }
    bytes_format(p->out, " goto b%u;", edge->target);
}

static void print_braced_edge(CPrinter *p, const char *before, const IrEdge *edge) {
    bytes_format(p->out, "    %s{", before);
    print_edge(p, edge);
    bytes_text(p->out, " }\n");
}

static void print_switch(CPrinter *p, const IrInst *last) {
    bytes_format(p->out, "    switch (v%u) {\n", last->args[0]);
    for (u32 i = 0; i + 1 < last->edge_count; i++) {
        bytes_format(p->out, "    case %u:", i);
        print_braced_edge(p, "", &last->edges[i]);
    }
    print_braced_edge(p, "default: ", &last->edges[last->edge_count - 1]);
    bytes_text(p->out, "    }\n");
}

static void print_return(CPrinter *p, const IrInst *last) {
    const IrFunc *func = p->func;
    bool is_error = last->op == IR_RET_ERROR;
    if (func->result == IR_VOID) {
        bytes_text(p->out, !func->can_fail ? "    return;\n"
                           : is_error      ? "    return 1;\n"
                                           : "    return 0;\n");
    } else if (is_error) {
        bytes_format(p->out, "    return (%s){.is_error = 1};\n", c_result_type(func->result));
    } else if (func->can_fail) {
        bytes_format(p->out, "    return (%s){%sv%u, 0};\n", c_result_type(func->result),
                     func->result == IR_INT || func->result == IR_I64 ? "(u64)" : "",
                     last->args[0]);
    } else {
        bytes_format(p->out, "    return v%u;\n", last->args[0]);
    }
}

static void print_terminator(CPrinter *p, const IrInst *last) {
    switch (last->op) {
    case IR_JUMP: print_braced_edge(p, "", &last->edges[0]); return;
    case IR_BRIF:
        bytes_format(p->out, "    if (v%u)", last->args[0]);
        print_braced_edge(p, "", &last->edges[0]);
        print_braced_edge(p, "", &last->edges[1]);
        return;
    case IR_BRERR:
        print_braced_edge(p, "if (__builtin_expect(failed != 0, 0)) ", &last->edges[1]);
        print_braced_edge(p, "", &last->edges[0]);
        return;
    case IR_SWITCH: print_switch(p, last); return;
    case IR_UNREACHABLE: bytes_text(p->out, "    __builtin_unreachable();\n"); return;
    default: print_return(p, last); return;
    }
}

void c_function(CPrinter *p, u32 func_index) {
    p->func = p->module->funcs.items[func_index];
    IrFlow flow = ir_flow_order(p->out->arena, p->func);
    bytes_push(p->out, '\n');
    c_signature(p, func_index);
    bytes_text(p->out, " {\n");
    print_locals(p, &flow);
    for (u32 k = 0; k < flow.count; k++) {
        const IrBlockData *data = &p->func->blocks.items[flow.order[k]];
        // A label that nobody goes to draws a warning, so the entry has none.
        if (k > 0) bytes_format(p->out, "b%u:;\n", flow.order[k]);
        for (u32 i = 0; i + 1 < data->insts.count; i++) c_op(p, data->insts.items[i]);
        print_terminator(p, c_inst(p, data->insts.items[data->insts.count - 1]));
    }
    bytes_text(p->out, "}\n");
}
