#include "base/check.h"
#include "compiler/c/c_priv.h"

typedef enum {
    FORM_NONE,
    FORM_PLAIN,
    FORM_WORD,
    FORM_RESULT,
    FORM_CHECK,
    FORM_STATEMENT,
    FORM_TYPED
} Form;

// A row of exprs.def as text.
typedef struct {
    Form form;
    const char *text;
    const char *of_int, *of_f64, *of_ref;  // FORM_TYPED; `text` is that of VALUE
} Template;

static const Template templates[IR_OP_COUNT] = {
#define E(NAME, expression) [IR_##NAME] = {.form = FORM_PLAIN, .text = #expression},
#define E_WORD(NAME, expression) [IR_##NAME] = {.form = FORM_WORD, .text = #expression},
#define E_RESULT(NAME, expression) [IR_##NAME] = {.form = FORM_RESULT, .text = #expression},
#define E_CHECK(NAME, condition) [IR_##NAME] = {.form = FORM_CHECK, .text = #condition},
#define S(NAME, statement) [IR_##NAME] = {.form = FORM_STATEMENT, .text = #statement},
#define S_TYPED(NAME, of_value, of_int, of_f64, of_ref)                                            \
    [IR_##NAME] = {FORM_TYPED, #of_value, #of_int, #of_f64, #of_ref},
#include "compiler/ir/exprs.def"
};

// ---- filling in templates

static bool is_word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_type_letter(char c) {
    for (const char *letter = "LIWBVRFPX"; *letter; letter++) {
        if (*letter == c) return true;
    }
    return false;
}

static bool is_argument(const char *word, usize len) {
    return len == 2 && is_type_letter(word[0]) && word[1] >= '0' && word[1] <= '3';
}

static void print_argument(CPrinter *p, const IrInst *inst, char letter, u32 index) {
    IrValue arg = inst->args[index];
    IrType type = c_inst(p, arg)->type;
    const char *form = "v%u";
    if (letter == 'X' && type == IR_F64) form = "float_bits(v%u)";
    if (letter == 'X' && type != IR_F64) form = "(u64)v%u";
    bytes_format(p->out, form, arg);
}

static void print_word(CPrinter *p, const IrInst *inst, const char *word, usize len) {
    Slice text = slice_make(word, len);
    if (is_argument(word, len)) {
        print_argument(p, inst, word[0], (u32)(word[1] - '0'));
    } else if (slice_equal(text, SLICE_LITERAL("IMM"))) {
        bytes_format(p->out, "UINT64_C(%U)", inst->imm);
    } else if (slice_equal(text, SLICE_LITERAL("UNIT"))) {
        bytes_text(p->out, "KR_UNIT");
    } else if (slice_equal(text, SLICE_LITERAL("GLOBALS"))) {
        bytes_format(p->out, "(block + %u)", p->module->consts.count);
    } else if (slice_equal(text, SLICE_LITERAL("OUT"))) {
        bytes_text(p->out, "checked");
    } else {
        bytes_append(p->out, text);
    }
}

static void print_template(CPrinter *p, const IrInst *inst, const char *text) {
    while (*text) {
        usize len = 0;
        while (is_word_char(text[len])) len++;
        if (len > 0) {
            print_word(p, inst, text, len);
            text += len;
        } else {
            bytes_push(p->out, (u8)*text++);
        }
    }
}

// ---- the operations that exprs.def leaves to the engine

static void print_const(CPrinter *p, IrValue value, const IrInst *inst) {
    Bytes *out = p->out;
    bytes_format(out, "    v%u = ", value);
    switch (inst->op) {
    case IR_CONST_F64: bytes_format(out, "float_from_bits(UINT64_C(0x%x))", inst->imm); break;
    case IR_CONST_POOL:
        if (inst->type == IR_REF) bytes_format(out, "value_ref(block[%U])", inst->imm);
        if (inst->type == IR_INT) bytes_format(out, "op_int_from_value(block[%U])", inst->imm);
        if (inst->type == IR_VALUE) bytes_format(out, "block[%U]", inst->imm);
        break;
    case IR_UNIT_CLASS: {
        u32 first = p->module->consts.count + p->module->globals.count;
        bytes_format(out, "block[%u]", first + (u32)inst->imm);
        break;
    }
    case IR_CLASS_ID: bytes_format(out, "rt->class_bases[KR_UNIT] + %u", (u32)inst->imm); break;
    case IR_UNIT_INDEX: bytes_text(out, "KR_UNIT"); break;
    case IR_PARAM:
        bytes_format(out, p->func->is_generic ? "(void *)(uintptr_t)p%u" : "p%u", (u32)inst->imm);
        break;
    case IR_UNDEF: bytes_text(out, "0"); break;
    case IR_CONST_I32: bytes_format(out, "%uu", (u32)inst->imm); break;
    case IR_CONST_VALUE: bytes_format(out, "UINT64_C(0x%x)", inst->imm); break;
    case IR_CONST_I64:
    case IR_CONST_INT:
        // The least i64 has no literal of its own.
        bytes_format(out, "(i64)UINT64_C(0x%x)", inst->imm);
        break;
    default: UNREACHABLE("operation without C text");
    }
    bytes_text(out, ";\n");
}

static void print_call_args(CPrinter *p, const IrInst *inst) {
    bytes_text(p->out, "(rt");
    for (u32 i = 0; i < inst->arg_count; i++) bytes_format(p->out, ", v%u", inst->args[i]);
    bytes_push(p->out, ')');
}

static void print_callee(CPrinter *p, const IrInst *inst) {
    if (inst->op == IR_CALL_RT) {
        bytes_text(p->out, inst->imm == RT_STR_EQ ? "op_str_eq" : rt_signatures[inst->imm].name);
    } else {
        c_func_name(p, (u32)inst->imm);
    }
}

static void print_call(CPrinter *p, IrValue value, const IrInst *inst) {
    bool can_fail = ir_can_fail(inst);
    if (!can_fail) {
        bytes_text(p->out, "    ");
        if (inst->type != IR_VOID) bytes_format(p->out, "v%u = ", value);
    } else if (inst->type == IR_VOID) {
        bytes_text(p->out, "    failed = ");
    } else {
        bytes_format(p->out, "    %s r%u = ", c_result_type(inst->type), value);
    }
    print_callee(p, inst);
    print_call_args(p, inst);
    bytes_text(p->out, ";\n");
    if (!can_fail || inst->type == IR_VOID) return;
    const char *cast = inst->type == IR_INT || inst->type == IR_I64 ? "(i64)" : "";
    bytes_format(p->out, "    v%u = %sr%u.value;\n    failed = r%u.is_error;\n", value, cast, value,
                 value);
}

static void print_stack(CPrinter *p, IrValue value, const IrInst *inst) {
    bytes_format(p->out, "    v%u = s%u;\n", value, value);
    for (u32 i = 0; i < inst->arg_count; i++) {
        bytes_format(p->out, "    s%u[%u] = v%u;\n", value, i, inst->args[i]);
    }
}

// Returns false when the operation is not one of these.
static bool print_special(CPrinter *p, IrValue value, const IrInst *inst) {
    switch (inst->op) {
    case IR_CALL:
    case IR_CALL_RT: print_call(p, value, inst); return true;
    case IR_STACK_VALUES:
    case IR_STACK_SLOTS: print_stack(p, value, inst); return true;
    case IR_SLOT_TAKE:
    case IR_SLOT_GET:
        bytes_format(p->out, "    v%u = ((u64 *)v%u)[%U];\n", value, inst->args[0], inst->imm);
        return true;
    case IR_FUNC_CODE:
        bytes_format(p->out, "    v%u = (void *)", value);
        c_func_name(p, (u32)inst->imm);
        bytes_text(p->out, ";\n");
        return true;
    case IR_INSTANCE_NEW:
        bytes_format(p->out, "    v%u = rt_instance_new(rt, rt->class_bases[KR_UNIT] + %u, %u);\n",
                     value, (u32)inst->imm, p->module->classes.items[inst->imm].slot_count);
        return true;
    default: return false;
    }
}

// ---- one instruction

static const char *typed_text(const CPrinter *p, const Template *template, const IrInst *inst) {
    switch (c_inst(p, inst->args[inst->arg_count - 1])->type) {
    case IR_VALUE: return template->text;
    case IR_INT: return template->of_int;
    case IR_F64: return template->of_f64;
    default: return template->of_ref;
    }
}

static void print_from_word(CPrinter *p, IrValue value, const IrInst *inst, const char *text) {
    bytes_format(p->out, "    v%u = %s", value, inst->type == IR_F64 ? "float_from_bits(" : "");
    if (inst->type != IR_F64 && inst->type != IR_VALUE)
        bytes_format(p->out, "(%s)(", c_type(inst->type));
    print_template(p, inst, text);
    bytes_text(p->out, inst->type == IR_VALUE ? ";\n" : ");\n");
}

void c_op(CPrinter *p, IrValue value) {
    const IrInst *inst = c_inst(p, value);
    if (print_special(p, value, inst)) return;
    const Template *template = &templates[inst->op];
    Bytes *out = p->out;
    switch (template->form) {
    case FORM_NONE: print_const(p, value, inst); return;
    case FORM_PLAIN:
        bytes_format(out, "    v%u = ", value);
        print_template(p, inst, template->text);
        bytes_text(out, ";\n");
        return;
    case FORM_WORD: print_from_word(p, value, inst, template->text); return;
    case FORM_RESULT:
        bytes_format(out, "    %s r%u = ", c_result_type(inst->type), value);
        print_template(p, inst, template->text);
        bytes_format(out, ";\n    v%u = %sr%u.value;\n    failed = r%u.is_error;\n", value,
                     inst->type == IR_INT ? "(i64)" : "", value, value);
        return;
    case FORM_CHECK:
        bytes_text(out, "    failed = !");
        print_template(p, inst, template->text);
        bytes_format(out, ";\n    if (failed) rt_raise_index(rt, %uu, v%u);\n    v%u = checked;\n",
                     (u32)inst->imm & IR_FAULT_MASK, inst->args[1], value);
        return;
    case FORM_STATEMENT:
    case FORM_TYPED:
        bytes_text(out, "    ");
        print_template(
            p, inst, template->form == FORM_TYPED ? typed_text(p, template, inst) : template->text);
        bytes_text(out, ";\n");
        return;
    }
}
