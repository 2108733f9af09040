#include "compiler/ir/read.h"

#include "base/check.h"
#include "compiler/ir/build.h"
#include "compiler/ir/web.h"
#include <string.h>

typedef struct {
    Arena *arena;
    Slice text;
    usize at;
    u32 line;
    Bytes *report;
    bool has_failed;
    IrModule *module;
    IrFunc *func;
    IrBlock block;
} Reader;

// ---- characters and words

static bool fail(Reader *r, const char *text) {
    if (!r->has_failed) bytes_format(r->report, "line %u: %s\n", r->line, text);
    r->has_failed = true;
    return false;
}

static u8 peek(const Reader *r) {
    return r->at < r->text.len ? r->text.data[r->at] : 0;
}

static void skip_blanks(Reader *r) {
    while (peek(r) == ' ') r->at++;
}

// Skips ends of lines too.
static void skip_lines(Reader *r) {
    for (; peek(r) == ' ' || peek(r) == '\n'; r->at++) r->line += peek(r) == '\n';
}

static bool accept(Reader *r, const char *text) {
    usize len = strlen(text);
    skip_blanks(r);
    if (r->text.len - r->at < len || memcmp(r->text.data + r->at, text, len) != 0) return false;
    r->at += len;
    return true;
}

static bool expect(Reader *r, const char *text) {
    return accept(r, text) || fail(r, "unexpected text");
}

static bool is_word_char(u8 c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '<' || c == '>';
}

static Slice read_word(Reader *r) {
    skip_blanks(r);
    usize start = r->at;
    while (is_word_char(peek(r))) {
        // "->" ends a word, '>' alone belongs to names like <module>.
        r->at++;
    }
    return slice_range(r->text, start, r->at);
}

static bool accept_word(Reader *r, const char *word) {
    usize before = r->at;
    if (slice_equal(read_word(r), slice_of_text(word))) return true;
    r->at = before;
    return false;
}

// Decimal or 0x…; a minus is allowed.
static bool read_number(Reader *r, u64 *number) {
    skip_blanks(r);
    bool is_negative = peek(r) == '-';
    if (is_negative) r->at++;
    u32 radix = 10, digits = 0;
    if (peek(r) == '0' && r->at + 1 < r->text.len && r->text.data[r->at + 1] == 'x') {
        radix = 16;
        r->at += 2;
    }
    *number = 0;
    for (;; r->at++, digits++) {
        u8 c = peek(r);
        u32 digit = c >= '0' && c <= '9'   ? c - (u32)'0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10u
                                           : 16u;
        if (digit >= radix) break;
        *number = *number * radix + digit;
    }
    if (is_negative) *number = -*number;
    return digits > 0 || fail(r, "a number is missing");
}

static bool read_index(Reader *r, u32 limit, u32 *index) {
    u64 number;
    if (!read_number(r, &number)) return false;
    *index = (u32)number;
    return number < limit || fail(r, "number out of range");
}

static bool read_type(Reader *r, IrType *type) {
    Slice word = read_word(r);
    for (u32 i = 0; i < IR_TYPE_COUNT; i++) {
        *type = (IrType)i;
        if (slice_equal(word, slice_of_text(ir_type_name(*type)))) return true;
    }
    return fail(r, "no such type");
}

// ---- tables

static u32 hex_digit(u8 c) {
    return c >= '0' && c <= '9' ? c - (u32)'0' : c >= 'a' && c <= 'f' ? c - 'a' + 10u : 16u;
}

static bool read_quoted(Reader *r, Slice *text) {
    Bytes bytes;
    bytes_init(&bytes, r->arena);
    if (!expect(r, "\"")) return false;
    while (peek(r) != '"') {
        u8 c = peek(r);
        if (r->at >= r->text.len || c == '\n') return fail(r, "the quote is not closed");
        r->at++;
        if (c == '\\') {
            u32 high = hex_digit(peek(r)),
                low = r->at + 1 < r->text.len ? hex_digit(r->text.data[r->at + 1]) : 16;
            if (high > 15 || low > 15) return fail(r, "bad escape");
            c = (u8)(high << 4 | low);
            r->at += 2;
        }
        bytes_push(&bytes, c);
    }
    r->at++;
    *text = bytes_slice(&bytes);
    return true;
}

static bool read_const(Reader *r) {
    u64 number;
    IrConst constant = {0};
    if (!read_number(r, &number)) return false;
    skip_blanks(r);
    constant.tag = peek(r);
    r->at += constant.tag != 0;
    if (constant.tag == 'v' || constant.tag == 'f') {
        if (!read_number(r, &constant.bits)) return false;
        u8 *bytes = arena_alloc(r->arena, 8);
        for (u32 i = 0; i < 8; i++) bytes[i] = (u8)(constant.bits >> 8 * i);
        constant.bytes = slice_make(bytes, 8);
    } else if (constant.tag == 't') {
        VEC(u32) items = {0};
        for (skip_blanks(r); peek(r) >= '0' && peek(r) <= '9'; skip_blanks(r)) {
            u32 index;
            if (!read_index(r, r->module->consts.count, &index)) return false;
            *VEC_PUSH(r->arena, &items) = index;
        }
        constant.bytes = slice_make(items.items, items.count * sizeof(u32));
    } else if (constant.tag == 's' || constant.tag == 'i' || constant.tag == 'b' ||
               constant.tag == 'n') {
        constant.is_negative = accept(r, "-");
        if (!read_quoted(r, &constant.bytes)) return false;
    } else {
        return fail(r, "no such kind of constant");
    }
    *VEC_PUSH(r->arena, &r->module->consts) = constant;
    return true;
}

// `name NUMBER` into *number.
static bool read_field(Reader *r, const char *name, u32 *number) {
    u64 wide;
    if (!expect(r, name) || !read_number(r, &wide)) return false;
    *number = (u32)wide;
    return true;
}

static bool read_slot(Reader *r, IrSlot *slot) {
    u32 kind;
    if (!read_field(r, "kind", &kind)) return false;
    if (kind > SLOT_F64) return fail(r, "no such kind of slot");
    slot->kind = (SlotKind)kind;
    return true;
}

static bool read_global(Reader *r) {
    u64 number;
    IrSlot slot = {0};
    if (!read_number(r, &number) || !read_field(r, "name", &slot.name_const) ||
        !read_slot(r, &slot))
        return false;
    *VEC_PUSH(r->arena, &r->module->globals) = slot;
    return true;
}

static bool read_func_name(Reader *r, u32 *index) {
    if (!expect(r, "@")) return false;
    Slice name = read_word(r);
    for (u32 i = 0; i < r->module->funcs.count; i++) {
        *index = i;
        if (slice_equal(r->module->funcs.items[i]->name, name)) return true;
    }
    return fail(r, "no such function");
}

static bool read_spec(Reader *r) {
    u64 number;
    IrSpec spec = {.generic_func = IR_NONE};
    bool is_good =
        read_number(r, &number) && read_field(r, "name", &spec.name_const) &&
        read_field(r, "qualname", &spec.qualname_const) &&
        read_field(r, "params", &spec.params_const) && read_field(r, "count", &spec.param_count) &&
        read_field(r, "required", &spec.required_count) &&
        read_field(r, "captures", &spec.capture_count) && read_field(r, "file", &spec.file_const) &&
        read_field(r, "line", &spec.first_line);
    u64 positional = spec.param_count;
    if (is_good && accept_word(r, "positional")) {
        is_good = read_number(r, &positional) &&
                  read_field(r, "only", &spec.positional_only_count) &&
                  read_field(r, "extra", &spec.extra);
    }
    if (is_good) spec.positional_count = (u32)positional;
    spec.module_const = spec.doc_const = spec.name_const;
    spec.locals_const = spec.free_const = spec.params_const;  // right without captures
    if (is_good && accept_word(r, "module")) {
        is_good = read_number(r, &number) && read_field(r, "doc", &spec.doc_const) &&
                  read_field(r, "locals", &spec.locals_const) &&
                  read_field(r, "free", &spec.free_const);
        spec.module_const = (u32)number;
    }
    if (is_good && accept_word(r, "generic")) is_good = read_func_name(r, &spec.generic_func);
    if (is_good) *VEC_PUSH(r->arena, &r->module->specs) = spec;
    return is_good;
}

static bool read_class(Reader *r) {
    u64 number;
    IrClass class = {0};
    bool is_good = read_number(r, &number) && read_field(r, "name", &class.name_const) &&
                   read_field(r, "qualname", &class.qualname_const) &&
                   read_field(r, "module", &class.module_const) && expect(r, "base");
    class.has_unit_base = is_good && accept_word(r, "unit");
    u64 base = 0;
    is_good = is_good && read_number(r, &base) && read_field(r, "slots", &class.slot_count) &&
              read_field(r, "last", &class.last_subclass);
    class.base = (u32)base;
    if (is_good) *VEC_PUSH(r->arena, &r->module->classes) = class;
    return is_good;
}

// A line that belongs to the last class.
static bool read_class_part(Reader *r, const char *kind) {
    if (r->module->classes.count == 0) return fail(r, "stands in no class");
    IrClass *class = VEC_LAST(&r->module->classes);
    u64 name;
    if (!read_number(r, &name)) return false;
    if (kind[0] == 'f') {
        IrSlot slot = {.name_const = (u32)name};
        if (!read_slot(r, &slot)) return false;
        *VEC_PUSH(r->arena, &class->fields) = slot;
    } else if (kind[0] == 'm') {
        IrMethod method = {.name_const = (u32)name};
        if (!read_field(r, "spec", &method.func_index) || !read_field(r, "flags", &method.flags))
            return false;
        *VEC_PUSH(r->arena, &class->methods) = method;
    } else {
        IrAttribute attribute = {.name_const = (u32)name};
        if (!read_field(r, "global", &attribute.global_index)) return false;
        *VEC_PUSH(r->arena, &class->attributes) = attribute;
    }
    return true;
}

static bool read_position(Reader *r) {
    u64 number;
    IrPosition p = {0};
    u64 parts[4];
    if (!read_number(r, &number) || !read_field(r, "spec", &p.spec_index) || !expect(r, "at"))
        return false;
    static const char *const between[] = {":", "-", ":"};
    for (u32 i = 0; i < 4; i++) {
        if ((i > 0 && !expect(r, between[i - 1])) || !read_number(r, &parts[i])) return false;
    }
    p.line = (u32)parts[0];
    p.column = (u32)parts[1];
    p.end_line = (u32)parts[2];
    p.end_column = (u32)parts[3];
    *VEC_PUSH(r->arena, &r->module->positions) = p;
    return true;
}

// ---- functions. A first pass over the text finds their heads, so that calls can name later ones.

static bool read_head(Reader *r) {
    if (!expect(r, "@")) return false;
    IrFunc *func = ARENA_NEW(r->arena, IrFunc);
    func->name = read_word(r);
    func->spec_index = IR_NONE;
    VEC(IrType) types = {0};
    if (!expect(r, "(")) return false;
    while (!accept(r, ")")) {
        IrType type;
        if (types.count > 0 && !expect(r, ",")) return false;
        if (!read_type(r, &type)) return false;
        *VEC_PUSH(r->arena, &types) = type;
    }
    func->param_types = types.items;
    func->param_count = types.count;
    if (!expect(r, "->") || !read_type(r, &func->result)) return false;
    func->can_fail = accept_word(r, "fails");
    func->is_generic = accept_word(r, "generic");
    func->is_generator = accept_word(r, "generator");
    if (accept_word(r, "spec")) {
        u64 number;
        if (!read_number(r, &number)) return false;
        func->spec_index = (u32)number;
    }
    r->func = func;
    return expect(r, "{");
}

static bool need_inst(Reader *r, u32 value) {
    if (value >= IR_READ_VALUES_MAX) return fail(r, "value number too large");
    while (r->func->insts.count <= value) {
        *VEC_PUSH(r->arena, &r->func->insts) =
            (IrInst){.op = IR_UNDEF, .block = IR_NONE, .position = IR_NONE};
    }
    return true;
}

static bool need_block(Reader *r, u32 block) {
    if (block >= IR_READ_VALUES_MAX) return fail(r, "block number too large");
    while (r->func->blocks.count <= block) *VEC_PUSH(r->arena, &r->func->blocks) = (IrBlockData){0};
    return true;
}

static bool read_value(Reader *r, IrValue *value) {
    u64 number;
    if (!expect(r, "v") || !read_number(r, &number)) return false;
    *value = (u32)(number > IR_READ_VALUES_MAX ? IR_READ_VALUES_MAX : number);
    return need_inst(r, *value);
}

static bool read_values(Reader *r, IrValue **values, u32 *count) {
    VEC(IrValue) list = {0};
    do {
        IrValue value;
        if (!read_value(r, &value)) return false;
        *VEC_PUSH(r->arena, &list) = value;
    } while (accept(r, ","));
    *values = list.items;
    *count = list.count;
    return true;
}

static bool read_edges(Reader *r, IrInst *inst) {
    VEC(IrEdge) edges = {0};
    do {
        IrEdge edge = {0};
        u64 number;
        if (!expect(r, "b") || !read_number(r, &number)) return false;
        edge.target = (u32)(number > IR_READ_VALUES_MAX ? IR_READ_VALUES_MAX : number);
        if (!need_block(r, edge.target)) return false;
        if (accept(r, "(") && (!read_values(r, &edge.args, &edge.arg_count) || !expect(r, ")")))
            return false;
        *VEC_PUSH(r->arena, &edges) = edge;
    } while (accept(r, ","));
    inst->edges = edges.items;
    inst->edge_count = edges.count;
    return true;
}

static bool read_op(Reader *r, IrInst *inst) {
    Slice word = read_word(r);
    for (u32 i = 0; i < IR_OP_COUNT; i++) {
        if (!slice_equal(word, slice_of_text(ir_ops[i].name))) continue;
        inst->op = (u8)i;
        inst->type = (u8)ir_type_of_letter(ir_ops[i].result);
        return true;
    }
    return fail(r, "no such operation");
}

static bool read_imm(Reader *r, IrInst *inst) {
    u32 index;
    switch (inst->op) {
    case IR_CALL:
    case IR_FUNC_CODE:
        if (!read_func_name(r, &index)) return false;
        inst->imm = index;
        if (inst->op == IR_CALL) inst->can_fail = r->module->funcs.items[index]->can_fail;
        return true;
    case IR_CALL_RT: {
        Slice name = read_word(r);
        for (u32 i = 0; i < RT_CALL_COUNT; i++) {
            inst->imm = i;
            inst->type = (u8)ir_type_of_letter(rt_signatures[i].result);
            if (slice_equal(name, slice_of_text(rt_signatures[i].name))) return true;
        }
        return fail(r, "no such runtime call");
    }
    case IR_WEB: {
        Slice name;
        IrWebShape shape;
        if (!read_quoted(r, &name)) return false;
        if (!ir_web_parse(name, &shape)) return fail(r, "no such web operation");
        inst->imm = ir_web_name(r->module, name);
        return true;
    }
    case IR_CONST_I32:
    case IR_CONST_I64:
    case IR_CONST_INT:
    case IR_CONST_F64:
    case IR_CONST_VALUE: return read_number(r, &inst->imm);
    default: return !accept(r, "#") || read_number(r, &inst->imm);
    }
}

static bool read_inst(Reader *r) {
    IrValue value = IR_NONE;
    usize before = r->at;
    skip_blanks(r);
    bool has_name =
        peek(r) == 'v' && r->at + 1 < r->text.len && hex_digit(r->text.data[r->at + 1]) < 10;
    if (has_name && (!read_value(r, &value) || !expect(r, "="))) return false;
    if (!has_name) r->at = before;
    IrInst inst = {.position = IR_NONE, .block = r->block};
    if (!read_op(r, &inst) || !read_imm(r, &inst)) return false;
    skip_blanks(r);
    if (peek(r) == 'v' && !read_values(r, &inst.args, &inst.arg_count)) return false;
    if (accept(r, ":")) {
        IrType type;
        if (!read_type(r, &type)) return false;
        inst.type = (u8)type;
    }
    if (accept(r, "->") && !read_edges(r, &inst)) return false;
    u64 position;
    if (accept(r, "!")) {
        if (!read_number(r, &position)) return false;
        inst.position = (u32)position;
    }
    if (!has_name) {
        inst.type = IR_VOID;
        value = r->func->insts.count;
        // Numbers that later lines name are kept free for them.
        if (!need_inst(r, value)) return false;
    }
    r->func->insts.items[value] = inst;
    *VEC_PUSH(r->arena, &r->func->blocks.items[r->block].insts) = value;
    return true;
}

static bool read_block_head(Reader *r) {
    u64 number;
    if (!read_number(r, &number)) return false;
    r->block = (u32)(number > IR_READ_VALUES_MAX ? IR_READ_VALUES_MAX : number);
    if (!need_block(r, r->block)) return false;
    if (accept(r, "(")) {
        do {
            IrValue param;
            IrType type;
            if (!read_value(r, &param) || !expect(r, ":") || !read_type(r, &type)) return false;
            IrBlockData *data = &r->func->blocks.items[r->block];
            r->func->insts.items[param] = (IrInst){.op = IR_BLOCK_PARAM,
                                                   .type = (u8)type,
                                                   .imm = data->params.count,
                                                   .position = IR_NONE,
                                                   .block = r->block};
            *VEC_PUSH(r->arena, &data->params) = param;
        } while (accept(r, ","));
        if (!expect(r, ")")) return false;
    }
    r->func->blocks.items[r->block].is_cold = accept_word(r, "cold");
    return expect(r, ":");
}

// The largest value number that the function's text names: results without a name come behind it.
static void reserve_names(Reader *r) {
    u64 largest = 0;
    for (usize at = r->at; at + 1 < r->text.len && r->text.data[at] != '}'; at++) {
        bool is_start = r->text.data[at] == 'v' && (at == 0 || !is_word_char(r->text.data[at - 1]));
        if (!is_start) continue;
        u64 number = 0;
        for (usize k = at + 1;
             k < r->text.len && hex_digit(r->text.data[k]) < 10 && number < IR_READ_VALUES_MAX;
             k++) {
            number = number * 10 + hex_digit(r->text.data[k]);
        }
        if (number > largest) largest = number;
    }
    if (largest < IR_READ_VALUES_MAX) need_inst(r, (u32)largest);
}

static bool read_body(Reader *r) {
    reserve_names(r);
    r->block = IR_NONE;
    for (skip_lines(r); !accept(r, "}"); skip_lines(r)) {
        bool is_head =
            peek(r) == 'b' && r->at + 1 < r->text.len && hex_digit(r->text.data[r->at + 1]) < 10;
        if (is_head) {
            r->at++;
            if (!read_block_head(r)) return false;
        } else if (r->block == IR_NONE) {
            return fail(r, "an instruction outside a block");
        } else if (!read_inst(r)) {
            return false;
        }
    }
    return true;
}

static void skip_body(Reader *r) {
    while (r->at < r->text.len && peek(r) != '}') {
        r->line += peek(r) == '\n';
        r->at++;
    }
    r->at += r->at < r->text.len;
}

// ---- the whole text, twice: heads of functions, then everything

static bool read_item(Reader *r, bool is_first_pass, u32 *func_index) {
    if (accept_word(r, "func")) {
        if (!read_head(r)) return false;
        if (is_first_pass) {
            *VEC_PUSH(r->arena, &r->module->funcs) = r->func;
            skip_body(r);
            return true;
        }
        r->func = r->module->funcs.items[(*func_index)++];
        return read_body(r);
    }
    if (is_first_pass) {
        while (r->at < r->text.len && peek(r) != '\n') r->at++;
        return true;
    }
    if (accept_word(r, "const")) return read_const(r);
    if (accept_word(r, "global")) return read_global(r);
    if (accept_word(r, "spec")) return read_spec(r);
    if (accept_word(r, "class")) return read_class(r);
    if (accept_word(r, "field")) return read_class_part(r, "field");
    if (accept_word(r, "method")) return read_class_part(r, "method");
    if (accept_word(r, "attribute")) return read_class_part(r, "attribute");
    if (accept_word(r, "position")) return read_position(r);
    if (accept_word(r, "run")) return read_func_name(r, &r->module->run_func);
    if (accept_word(r, "web")) return r->module->uses_web = true;
    return fail(r, "unknown line");
}

static bool read_all(Reader *r, bool is_first_pass) {
    u32 func_index = 0;
    r->at = 0;
    r->line = 1;
    for (skip_lines(r); r->at < r->text.len; skip_lines(r)) {
        if (!read_item(r, is_first_pass, &func_index)) return false;
    }
    return true;
}

IrModule *ir_read(Arena *arena, Slice text, Bytes *report) {
    Reader r = {.arena = arena, .text = text, .report = report, .module = ir_module_new(arena)};
    return read_all(&r, true) && read_all(&r, false) ? r.module : NULL;
}
