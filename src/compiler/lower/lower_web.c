// Objects of the web platform: one IR operation per access, named by interface, member and the
// letters of what goes in and comes out.
#include "compiler/lower/lower_priv.h"

#include "abi/web.h"
#include "base/check.h"
#include "compiler/ir/web.h"
#include "compiler/sema/web_type.h"

// An operation under construction: receiver (where there is one) and arguments.
typedef struct {
    Bytes name;
    IrValue *args;  // in scratch
    u32 count;
} WebOp;

static const WebTable *table_of(Lower *l) {
    return l->program->types.web;
}

static Slice interface_text(Lower *l, u32 interface) {
    const WebTable *web = table_of(l);
    Slice name = web_name_copy(web, web_interface_name(web, interface), l->shared->arena);
    // Promise<Response> is a Promise.
    for (usize i = 0; i < name.len; i++) {
        if (name.data[i] == '<') return slice_range(name, 0, i);
    }
    return name;
}

static WebOp op_begin(Lower *l, const char *kind, Slice interface, u32 member_name, u32 arg_max) {
    WebOp op = {.args = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, arg_max + 1)};
    bytes_init(&op.name, l->shared->arena);
    bytes_format(&op.name, "%s %S", kind, &interface);
    if (member_name != WEB_NONE) {
        u8 text[WEB_NAME_MAX];
        bytes_push(&op.name, '.');
        u32 len = web_name_text(table_of(l), member_name, text);
        bytes_append(&op.name, slice_make(text, len));
    }
    bytes_push(&op.name, ' ');
    return op;
}

static void op_receiver(WebOp *op, IrValue value) {
    op->args[op->count++] = value;
}

// By what is known of the value's type.
static void op_arg(Lower *l, WebOp *op, Val val) {
    SemaTypes *types = &l->program->types;
    SemaType plain = sema_type_without(types, val.type, SEMA_NONE);
    bool is_nullable = plain != val.type, is_single = sema_member_count(types, plain) == 1;
    SemaKind kind = is_single ? sema_type_kind(types, plain) : SEMA_OBJECT;
    const char *letter = "a";
    IrValue value;
    if (kind == SEMA_WEB) {
        letter = is_nullable ? "?o" : "o";
        value = lower_to_value(l, val);
    } else if (kind == SEMA_STR && is_nullable) {
        letter = "?s";
        value = lower_to_value(l, val);
    } else if (kind == SEMA_STR) {
        letter = "s";
        value = lower_convert(l, val, IR_REF);
    } else if (kind == SEMA_INT && !is_nullable) {
        letter = "i";
        value = lower_to_f64(l, val.repr == IR_VALUE ? lower_as(l, val, SEMA_INT) : val);
    } else if (kind == SEMA_FLOAT && !is_nullable) {
        letter = "f";
        value = lower_convert(l, val, IR_F64);
    } else if (kind == SEMA_BOOL && !is_nullable) {
        letter = "b";
        value = lower_convert(l, val, IR_I1);
    } else {
        value = lower_to_value(l, val);
    }
    bytes_text(&op->name, letter);
    op->args[op->count++] = value;
}

static Val op_end(Lower *l, WebOp *op, u32 result) {
    static const char *const letters[] = {"v", "a", "b", "i", "f", "s", "o", "a"};
    SemaTypes *types = &l->program->types;
    WebTypeKind kind = web_type_kind(result);
    const char *letter = letters[kind];
    if (web_type_is_nullable(result)) {
        bool has_pointer = kind == WEB_TYPE_STR || kind == WEB_TYPE_INTERFACE;
        letter = kind == WEB_TYPE_STR ? "?s" : has_pointer ? "?o" : "a";
    }
    bytes_format(&op->name, ">%s", letter);
    IrWebShape shape;
    CHECK(ir_web_parse(bytes_slice(&op->name), &shape));
    IrType repr = ir_web_result_type(shape.result);
    u32 name = ir_web_name(l->out, bytes_slice(&op->name));
    IrValue value = lower_emit_typed(l, IR_WEB, repr, name, op->args, op->count);
    if (repr == IR_VOID) return lower_none(l);
    if (repr == IR_I64) return (Val){EMIT(l, INT_FROM_I64, 0, value), IR_INT, SEMA_INT};
    return (Val){value, repr, sema_web_type(types, result)};
}

// ---- names of the module

static Val global_named(Lower *l, Slice name, u32 result) {
    WebOp op = op_begin(l, "global", name, WEB_NONE, 0);
    return op_end(l, &op, result);
}

static Slice member_text(Lower *l, u32 member) {
    return web_name_copy(table_of(l), web_member_name(table_of(l), member), l->shared->arena);
}

static bool is_global(Lower *l, u32 interface) {
    return web_interface_flags(table_of(l), interface) & WEB_IS_GLOBAL;
}

Val lower_web_name(Lower *l, u32 kind, u32 index) {
    const WebTable *web = table_of(l);
    switch ((SemaWebNameKind)kind) {
    case SEMA_WEB_NAME_MEMBER: {
        bool is_plain = !sema_web_is_operation(web_member_kind(web, index));
        u32 type = is_plain ? web_member_type(web, index) : WEB_TYPE_ANY;
        // Under node and in workers the global object has no name but this.
        bool is_self =
            web_type_kind(type) == WEB_TYPE_INTERFACE && is_global(l, web_type_index(type));
        return global_named(l, is_self ? SLICE_LITERAL("globalThis") : member_text(l, index), type);
    }
    case SEMA_WEB_NAME_INTERFACE: return global_named(l, interface_text(l, index), WEB_TYPE_ANY);
    case SEMA_WEB_NAME_BRIDGE: return global_named(l, SLICE_LITERAL("globalThis"), WEB_TYPE_ANY);
    case SEMA_WEB_NAME_MODULE:
    case SEMA_WEB_NAME_NONE: break;
    }
    return lower_none(l);
}

// ---- attributes

static bool may_be_none(Lower *l, SemaType type) {
    return sema_type_has(&l->program->types, type, SEMA_NONE);
}

// None has no such attribute: the runtime says so.
static IrValue receiver_of(Lower *l, Val object, SemaType type, AstName name) {
    IrValue value = lower_to_value(l, object);
    if (!may_be_none(l, type)) return value;
    IrBlock fine = ssa_block_new(&l->ssa), none = ssa_block_new(&l->ssa);
    IrValue is_none = EMIT(l, VALUE_IS, 0, value, lower_const_value(l, VALUE_NONE));
    ssa_brif(&l->ssa, is_none, none, fine, 2);
    ssa_begin_sealed(&l->ssa, none);
    l->b.func->blocks.items[none].is_cold = true;
    RT(l, GETATTR, value, lower_const_name(l, name));
    ssa_jump(&l->ssa, fine);
    ssa_begin_sealed(&l->ssa, fine);
    return value;
}

Val lower_web_attribute_get(Lower *l, const AstExpr *expr, const SemaAttribute *attribute,
                            Val object) {
    const WebTable *web = table_of(l);
    u32 member = attribute->index;
    if (attribute->kind == SEMA_ATTR_WEB_NAME)
        return lower_web_name(l, attribute->slot_kind, member);
    WebMemberKind kind = web_member_kind(web, member);
    u32 home = web_member_home(web, member), name = web_member_name(web, member);
    SemaType base = lower_type_of(l, expr->attribute.value);
    bool is_static = lower_kind(l, base) == SEMA_WEB_CLASS;
    IrValue receiver = IR_NONE;
    if (!is_static) receiver = receiver_of(l, object, base, expr->attribute.attr);
    if (kind == WEB_MEMBER_CONSTANT)
        return (Val){lower_const_int(l, web_member_constant(web, member)), IR_INT, SEMA_INT};
    if (is_global(l, home)) {
        WebOp op = op_begin(l, "read", SLICE_LITERAL("globalThis"), name, 0);
        return op_end(l, &op, web_member_type(web, member));
    }
    WebOp op = op_begin(l, is_static ? "read" : "get", interface_text(l, home), name, 1);
    if (!is_static) op_receiver(&op, receiver);
    return op_end(l, &op, web_member_type(web, member));
}

// Whether the base is named, not computed: then nothing but its type matters.
static bool is_named(Lower *l, const AstExpr *expr) {
    SemaKind kind = lower_kind(l, lower_type_of(l, expr));
    if (kind != SEMA_WEB_CLASS && kind != SEMA_WEB_MODULE) return false;
    return expr->kind == AST_NAME ||
           (expr->kind == AST_ATTRIBUTE && is_named(l, expr->attribute.value));
}

Val lower_web_attribute(Lower *l, const AstExpr *expr, const SemaAttribute *attribute) {
    Val object = {IR_NONE, IR_VALUE, SEMA_OBJECT};
    if (!is_named(l, expr->attribute.value)) object = lower_expr(l, expr->attribute.value);
    lower_at(l, expr->span);
    return lower_web_attribute_get(l, expr, attribute, object);
}

void lower_web_attribute_set(Lower *l, const AstExpr *target, const SemaAttribute *attribute,
                             Val object, Val value) {
    const WebTable *web = table_of(l);
    SemaType base = lower_type_of(l, target->attribute.value);
    bool is_module = attribute->kind == SEMA_ATTR_WEB_NAME;
    u32 home = is_module ? WEB_NONE : web_member_home(web, attribute->index);
    bool is_static = is_module || lower_kind(l, base) == SEMA_WEB_CLASS || is_global(l, home);
    Slice interface =
        is_module || is_global(l, home) ? SLICE_LITERAL("globalThis") : interface_text(l, home);
    u32 name = is_module ? sema_web_member_id(web, names_text(l->names, target->attribute.attr))
                         : web_member_name(web, attribute->index);
    WebOp op = op_begin(l, is_static ? "write" : "set", interface, name, 2);
    if (!is_static) op_receiver(&op, receiver_of(l, object, base, target->attribute.attr));
    op_arg(l, &op, value);
    op_end(l, &op, WEB_TYPE_VOID);
}

// ---- calls

static Val keywords_dict(Lower *l, const AstExpr *expr, const Val *values) {
    u32 count = expr->call.keywords.count;
    Val dict = {RT(l, DICT_NEW, lower_const_i64(l, count)), IR_REF, SEMA_OBJECT};
    for (u32 i = 0; i < count; i++) {
        IrValue name = lower_const_name(l, expr->call.keywords.items[i]->arg);
        RT(l, DICT_SET_STR, dict.id, name, lower_to_value(l, values[i]));
    }
    return dict;
}

static void op_args(Lower *l, WebOp *op, const AstExpr *expr) {
    u32 count = expr->call.args.count, keyword_count = expr->call.keywords.count;
    Val *vals = ARENA_NEW_ARRAY(l->ssa.scratch, Val, count + keyword_count + 1);
    for (u32 i = 0; i < count; i++) vals[i] = lower_expr(l, expr->call.args.items[i]);
    for (u32 i = 0; i < keyword_count; i++)
        vals[count + i] = lower_expr(l, expr->call.keywords.items[i]->value);
    lower_at(l, expr->span);
    for (u32 i = 0; i < count; i++) op_arg(l, op, vals[i]);
    if (keyword_count > 0) op_arg(l, op, keywords_dict(l, expr, vals + count));
}

static Val web_call(Lower *l, const AstExpr *expr, const SemaCall *call, u32 result) {
    const WebTable *web = table_of(l);
    const AstExpr *func = expr->call.func;
    u32 home = web_member_home(web, call->web_member),
        name = web_member_name(web, call->web_member);
    u32 arg_max = expr->call.args.count + 2;
    const SemaTypeRow *row = sema_type_row(&l->program->types, lower_type_of(l, func));
    bool is_new = row->kind == SEMA_WEB_CLASS;
    const SemaTypeRow *self = is_new ? row : sema_type_row(&l->program->types, row->parts[0]);
    bool is_free = self->kind == SEMA_WEB && is_global(l, self->index);
    bool is_method = !is_new && self->kind == SEMA_WEB && !is_free;
    IrValue receiver = IR_NONE;
    if (is_method) {
        Val object = lower_expr(l, func->attribute.value);
        lower_at(l, func->span);
        SemaType base = lower_type_of(l, func->attribute.value);
        receiver = receiver_of(l, object, base, func->attribute.attr);
    } else if (func->kind == AST_NAME) {
        lower_expr(l, func);
    } else if (func->kind == AST_ATTRIBUTE && !is_named(l, func->attribute.value)) {
        lower_expr(l, func->attribute.value);
    }
    Slice interface = is_free ? SLICE_LITERAL("globalThis") : interface_text(l, home);
    WebOp op = op_begin(l,
                        is_new      ? "new"
                        : is_method ? "call"
                                    : "static",
                        interface, is_new ? WEB_NONE : name, arg_max);
    if (is_method) op_receiver(&op, receiver);
    op_args(l, &op, expr);
    return op_end(l, &op, result);
}

Val lower_web_call(Lower *l, const AstExpr *expr, const SemaCall *call) {
    return web_call(l, expr, call, call->web_result);
}

bool lower_web_unused(Lower *l, const AstExpr *expr) {
    if (expr->kind != AST_CALL) return false;
    const SemaCall *call = sema_call_at(l->program, l->inst, expr->id);
    bool is_new = lower_kind(l, lower_type_of(l, expr->call.func)) == SEMA_WEB_CLASS;
    if (call->kind != SEMA_CALL_WEB || is_new) return false;
    web_call(l, expr, call, WEB_TYPE_VOID);
    return true;
}

// ---- tests

static IrValue is_foreign(Lower *l, IrValue value) {
    return EMIT(l, VALUE_CLASS_IS, CLASS_FOREIGN, value);
}

bool lower_web_isinstance(Lower *l, const AstExpr *expr, Val object, Val *result) {
    if (expr->call.args.count != 2) return false;
    const SemaTypeRow *row =
        sema_type_row(&l->program->types, lower_type_of(l, expr->call.args.items[1]));
    if (row->kind != SEMA_WEB_CLASS) return false;
    Slice interface = interface_text(l, row->index);
    IrValue value = lower_to_value(l, object);
    SsaVar truth = ssa_var_new(&l->ssa, IR_I1);
    IrBlock ask = ssa_block_new(&l->ssa), done = ssa_block_new(&l->ssa);
    ssa_write(&l->ssa, truth, lower_const_bool(l, false));
    ssa_brif(&l->ssa, is_foreign(l, value), ask, done, 0);
    ssa_begin_sealed(&l->ssa, ask);
    WebOp op = op_begin(l, "is", interface, WEB_NONE, 1);
    op_receiver(&op, value);
    ssa_write(&l->ssa, truth, op_end(l, &op, WEB_TYPE_BOOL).id);
    ssa_jump(&l->ssa, done);
    ssa_begin_sealed(&l->ssa, done);
    *result = (Val){ssa_read(&l->ssa, truth), IR_I1, SEMA_BOOL};
    return true;
}

bool lower_web_truth(Lower *l, Val val, IrValue *truth) {
    SemaTypes *types = &l->program->types;
    SemaType plain = sema_type_without(types, val.type, SEMA_NONE);
    const SemaTypeRow *row = sema_type_row(types, plain);
    if (row->kind != SEMA_WEB || !(web_interface_flags(table_of(l), row->index) & WEB_IS_TRUE))
        return false;
    bool is_sure = plain == val.type;
    *truth = is_sure ? lower_const_bool(l, true)
                     : NOT(l, EMIT(l, VALUE_IS, 0, lower_to_value(l, val),
                                   lower_const_value(l, VALUE_NONE)));
    return true;
}

// ---- items

bool lower_web_item(Lower *l, Val object, Val key, Val *result) {
    SemaTypes *types = &l->program->types;
    if (!lower_is(l, object, SEMA_WEB)) return false;
    u32 interface = sema_type_row(types, object.type)->index;
    u32 member = sema_web_item(types, interface, key.type, "");
    if (member == WEB_NONE) return false;
    WebOp op = op_begin(l, "getitem", interface_text(l, web_member_home(table_of(l), member)),
                        WEB_NONE, 2);
    op_receiver(&op, lower_to_value(l, object));
    op_arg(l, &op, key);
    *result = op_end(l, &op, web_member_type(table_of(l), member));
    return true;
}

bool lower_web_sequence(Lower *l, Val val, u32 *member) {
    if (!lower_is(l, val, SEMA_WEB)) return false;
    *member = sema_web_sequence(table_of(l), sema_type_row(&l->program->types, val.type)->index);
    return *member != WEB_NONE;
}

IrValue lower_web_length(Lower *l, Val object) {
    const WebTable *web = table_of(l);
    u32 interface = sema_type_row(&l->program->types, object.type)->index;
    u32 member = sema_web_member(web, interface, SLICE_LITERAL("length"));
    WebOp op = op_begin(l, "get", interface_text(l, web_member_home(web, member)),
                        web_member_name(web, member), 1);
    op_receiver(&op, lower_to_value(l, object));
    Val length = op_end(l, &op, WEB_TYPE_INT);
    return EMIT(l, INDEX_FROM_INT, 0, length.id);
}

Val lower_web_item_at(Lower *l, Val object, u32 member, IrValue index) {
    const WebTable *web = table_of(l);
    WebOp op = op_begin(l, "getitem", interface_text(l, web_member_home(web, member)), WEB_NONE, 2);
    op_receiver(&op, lower_to_value(l, object));
    op_arg(l, &op, (Val){index, IR_I64, SEMA_INT});
    return op_end(l, &op, web_member_type(web, member));
}

// ---- arguments that JavaScript gives

// Whether the value is of that one kind; IR_NONE: it cannot be told, or is never given.
static IrValue is_of_kind(Lower *l, IrValue value, SemaKind kind) {
    switch (kind) {
    case SEMA_NONE: return EMIT(l, VALUE_IS, 0, value, lower_const_value(l, VALUE_NONE));
    case SEMA_BOOL: return EMIT(l, VALUE_CLASS_IS, CLASS_BOOL, value);
    case SEMA_INT: return EMIT(l, VALUE_CLASS_IS, CLASS_INT, value);
    case SEMA_FLOAT: return EMIT(l, VALUE_CLASS_IS, CLASS_FLOAT, value);
    case SEMA_STR: return EMIT(l, VALUE_CLASS_IS, CLASS_STR, value);
    case SEMA_WEB: return is_foreign(l, value);
    default: return IR_NONE;
    }
}

static IrValue refused_unless(Lower *l, IrValue value, SemaType type) {
    SemaTypes *types = &l->program->types;
    IrBlock fine = ssa_block_new(&l->ssa);
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        IrValue is_it = is_of_kind(l, value, sema_type_kind(types, sema_member(types, type, i)));
        if (is_it == IR_NONE) continue;
        IrBlock next = ssa_block_new(&l->ssa);
        ssa_brif(&l->ssa, is_it, fine, next, 1);
        ssa_begin_sealed(&l->ssa, next);
    }
    lower_raise_text(l, CLASS_TYPE_ERROR,
                     SLICE_LITERAL("JavaScript called with an argument of another type"));
    lower_continue_at(l, fine);
    return value;
}

// A number that happens to be integral arrives as an int.
static IrValue argument_as_f64(Lower *l, IrValue value) {
    SsaVar number = ssa_var_new(&l->ssa, IR_F64);
    IrBlock whole = ssa_block_new(&l->ssa), other = ssa_block_new(&l->ssa),
            done = ssa_block_new(&l->ssa);
    ssa_brif(&l->ssa, EMIT(l, VALUE_IS_SMALL_INT, 0, value), whole, other, 0);
    ssa_begin_sealed(&l->ssa, whole);
    IrValue as_int = EMIT(l, INT_FROM_VALUE, 0, value);
    ssa_write(&l->ssa, number, EMIT(l, F64_FROM_I64, 0, EMIT(l, SMALL_FROM_INT, 0, as_int)));
    ssa_jump(&l->ssa, done);
    ssa_begin_sealed(&l->ssa, other);
    refused_unless(l, value, SEMA_FLOAT);
    ssa_write(&l->ssa, number, EMIT(l, F64_FROM_VALUE, 0, value));
    ssa_jump(&l->ssa, done);
    ssa_begin_sealed(&l->ssa, done);
    return ssa_read(&l->ssa, number);
}

IrValue lower_web_argument(Lower *l, IrValue value, SemaType type) {
    IrType repr = lower_repr_of(l, type);
    if (type == SEMA_OBJECT || type == SEMA_BOTTOM) return value;
    if (type == SEMA_FLOAT) return argument_as_f64(l, value);
    refused_unless(l, value, type);
    return lower_convert(l, (Val){value, IR_VALUE, SEMA_OBJECT}, repr);
}
