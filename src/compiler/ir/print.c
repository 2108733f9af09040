#include "compiler/ir/print.h"

#include "base/check.h"
#include <string.h>

static void print_args(Bytes *out, const IrValue *args, u32 count) {
    for (u32 i = 0; i < count; i++) bytes_format(out, i == 0 ? "v%u" : ", v%u", args[i]);
}

static void print_edge(Bytes *out, const IrEdge *edge) {
    bytes_format(out, "b%u", edge->target);
    if (edge->arg_count == 0) return;
    bytes_push(out, '(');
    print_args(out, edge->args, edge->arg_count);
    bytes_push(out, ')');
}

// What stands for `imm`: a name where there is one, else the number; nothing for 0 where it says
// nothing.
static void print_imm(Bytes *out, const IrModule *module, const IrInst *inst) {
    switch (inst->op) {
    case IR_CALL: bytes_format(out, " @%S", &module->funcs.items[inst->imm]->name); return;
    case IR_FUNC_CODE: bytes_format(out, " @%S", &module->funcs.items[inst->imm]->name); return;
    case IR_CALL_RT: bytes_format(out, " %s", rt_signatures[inst->imm].name); return;
    case IR_WEB: bytes_format(out, " \"%S\"", &module->web_names.items[inst->imm]); return;
    case IR_CONST_I32:
    case IR_CONST_I64:
    case IR_CONST_INT: bytes_format(out, " %D", (i64)inst->imm); return;
    case IR_CONST_F64:
    case IR_CONST_VALUE: bytes_format(out, " 0x%x", inst->imm); return;
    default: break;
    }
    bool is_told = ir_ops[inst->op].args[0] == 0 && inst->type != IR_VOID;
    if (inst->imm != 0 || is_told) bytes_format(out, " #%U", inst->imm);
}

static void print_inst(Bytes *out, const IrModule *module, const IrFunc *func, IrValue value) {
    const IrInst *inst = &func->insts.items[value];
    bytes_text(out, "  ");
    if (inst->type != IR_VOID) bytes_format(out, "v%u = ", value);
    bytes_text(out, ir_ops[inst->op].name);
    print_imm(out, module, inst);
    if (inst->arg_count > 0) bytes_push(out, ' ');
    print_args(out, inst->args, inst->arg_count);
    // The result's type where the operation leaves it open.
    char letter =
        inst->op == IR_CALL_RT ? rt_signatures[inst->imm].result : ir_ops[inst->op].result;
    bool is_open = ir_type_of_letter(letter) != (IrType)inst->type;
    if (inst->type != IR_VOID && (is_open || letter == 'T')) {
        bytes_format(out, " : %s", ir_type_name(inst->type));
    }
    for (u32 i = 0; i < inst->edge_count; i++) {
        bytes_text(out, i == 0 ? " -> " : ", ");
        print_edge(out, &inst->edges[i]);
    }
    if (inst->position != IR_NONE && ir_can_fail(inst)) bytes_format(out, " !%u", inst->position);
    bytes_push(out, '\n');
}

static void print_block(Bytes *out, const IrModule *module, const IrFunc *func, IrBlock block) {
    const IrBlockData *data = &func->blocks.items[block];
    bytes_format(out, "b%u", block);
    for (u32 i = 0; i < data->params.count; i++) {
        IrValue param = data->params.items[i];
        bytes_format(out, "%sv%u: %s", i == 0 ? "(" : ", ", param,
                     ir_type_name(func->insts.items[param].type));
    }
    if (data->params.count > 0) bytes_push(out, ')');
    bytes_text(out, data->is_cold ? " cold:\n" : ":\n");
    for (u32 i = 0; i < data->insts.count; i++) print_inst(out, module, func, data->insts.items[i]);
}

void ir_print_func(Bytes *out, const IrModule *module, const IrFunc *func) {
    bytes_format(out, "func @%S(", &func->name);
    for (u32 i = 0; i < func->param_count; i++) {
        bytes_format(out, i == 0 ? "%s" : ", %s", ir_type_name(func->param_types[i]));
    }
    bytes_format(out, ") -> %s%s%s%s", ir_type_name(func->result), func->can_fail ? " fails" : "",
                 func->is_generic ? " generic" : "", func->is_generator ? " generator" : "");
    if (func->spec_index != IR_NONE) bytes_format(out, " spec %u", func->spec_index);
    bytes_text(out, " {\n");
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        // Blocks that a pass has emptied are gone.
        if (func->blocks.items[block].insts.count > 0) print_block(out, module, func, block);
    }
    bytes_text(out, "}\n");
}

static void print_quoted(Bytes *out, Slice text) {
    bytes_push(out, '"');
    for (usize i = 0; i < text.len; i++) {
        u8 byte = text.data[i];
        if (byte >= ' ' && byte < 127 && byte != '"' && byte != '\\') {
            bytes_push(out, byte);
        } else {
            bytes_format(out, "\\%c%c", "0123456789abcdef"[byte >> 4],
                         "0123456789abcdef"[byte & 15]);
        }
    }
    bytes_push(out, '"');
}

static void print_const(Bytes *out, const IrConst *constant) {
    switch (constant->tag) {
    case 'v':
    case 'f': bytes_format(out, "0x%x", constant->bits); return;
    case 't':
        for (usize at = 0; at < constant->bytes.len; at += sizeof(u32)) {
            u32 index;
            memcpy(&index, constant->bytes.data + at, sizeof index);
            bytes_format(out, at == 0 ? "%u" : " %u", index);
        }
        return;
    default:
        if (constant->is_negative) bytes_push(out, '-');
        print_quoted(out, constant->bytes);
        return;
    }
}

static void print_class(Bytes *out, const IrClass *class, u32 index) {
    bytes_format(out, "class %u name %u qualname %u module %u base %s%u slots %u last %u\n", index,
                 class->name_const, class->qualname_const, class->module_const,
                 class->has_unit_base ? "unit " : "", class->base, class->slot_count,
                 class->last_subclass);
    for (u32 i = 0; i < class->fields.count; i++) {
        const IrSlot *slot = &class->fields.items[i];
        bytes_format(out, "  field %u kind %u\n", slot->name_const, (u32)slot->kind);
    }
    for (u32 i = 0; i < class->methods.count; i++) {
        const IrMethod *method = &class->methods.items[i];
        bytes_format(out, "  method %u spec %u flags %u\n", method->name_const, method->func_index,
                     method->flags);
    }
    for (u32 i = 0; i < class->attributes.count; i++) {
        const IrAttribute *attribute = &class->attributes.items[i];
        bytes_format(out, "  attribute %u global %u\n", attribute->name_const,
                     attribute->global_index);
    }
}

void ir_print(Bytes *out, const IrModule *module) {
    for (u32 i = 0; i < module->consts.count; i++) {
        bytes_format(out, "const %u %c ", i, module->consts.items[i].tag);
        print_const(out, &module->consts.items[i]);
        bytes_push(out, '\n');
    }
    for (u32 i = 0; i < module->globals.count; i++) {
        bytes_format(out, "global %u name %u kind %u\n", i, module->globals.items[i].name_const,
                     (u32)module->globals.items[i].kind);
    }
    for (u32 i = 0; i < module->specs.count; i++) {
        const IrSpec *spec = &module->specs.items[i];
        bytes_format(out,
                     "spec %u name %u qualname %u params %u count %u required %u captures %u file "
                     "%u line %u",
                     i, spec->name_const, spec->qualname_const, spec->params_const,
                     spec->param_count, spec->required_count, spec->capture_count, spec->file_const,
                     spec->first_line);
        if (spec->positional_count != spec->param_count || spec->positional_only_count > 0 ||
            spec->extra > 0)
            bytes_format(out, " positional %u only %u extra %u", spec->positional_count,
                         spec->positional_only_count, spec->extra);
        bytes_format(out, " module %u doc %u locals %u free %u", spec->module_const,
                     spec->doc_const, spec->locals_const, spec->free_const);
        if (spec->generic_func != IR_NONE) {
            bytes_format(out, " generic @%S", &module->funcs.items[spec->generic_func]->name);
        }
        bytes_push(out, '\n');
    }
    for (u32 i = 0; i < module->classes.count; i++) print_class(out, &module->classes.items[i], i);
    for (u32 i = 0; i < module->positions.count; i++) {
        const IrPosition *at = &module->positions.items[i];
        bytes_format(out, "position %u spec %u at %u:%u-%u:%u\n", i, at->spec_index, at->line,
                     at->column, at->end_line, at->end_column);
    }
    if (module->uses_web) bytes_append(out, SLICE_LITERAL("web\n"));
    if (module->run_func != IR_NONE)
        bytes_format(out, "run @%S\n", &module->funcs.items[module->run_func]->name);
    for (u32 i = 0; i < module->funcs.count; i++) {
        bytes_push(out, '\n');
        ir_print_func(out, module, module->funcs.items[i]);
    }
}
