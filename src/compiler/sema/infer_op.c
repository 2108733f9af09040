// Operators. What is not known to be safe is `object`, and its operands escape.
#include "compiler/sema/infer_priv.h"

static bool is_intlike(SemaKind kind) {
    return kind == SEMA_INT || kind == SEMA_BOOL;
}

static bool is_number(SemaKind kind) {
    return is_intlike(kind) || kind == SEMA_FLOAT;
}

static bool is_set(SemaKind kind) {
    return kind == SEMA_SET || kind == SEMA_FROZENSET;
}

static bool is_tuple(SemaKind kind) {
    return kind == SEMA_TUPLE || kind == SEMA_TUPLE_OF;
}

static bool is_non_negative(const AstExpr *expr) {
    return expr &&
           (ast_is_constant(expr, AST_CONST_INT) || ast_is_constant(expr, AST_CONST_BIG_INT));
}

static bool is_negative(const AstExpr *expr) {
    return expr && expr->kind == AST_UNARY_OP && expr->unary_op.op == AST_UNARY_SUB &&
           is_non_negative(expr->unary_op.operand) &&
           expr->unary_op.operand->constant.value.u.int_value != 0;
}

static bool is_whole(const AstExpr *expr) {
    if (!expr || !ast_is_constant(expr, AST_CONST_FLOAT)) return false;
    return expr->constant.value.u.float_value ==
           __builtin_floor(expr->constant.value.u.float_value);
}

static SemaType number_result(Frame *frame, AstOperator op, SemaKind left, SemaKind right,
                              const AstExpr *right_expr) {
    bool is_float = left == SEMA_FLOAT || right == SEMA_FLOAT;
    // table:
    switch (op) {
    case AST_OP_ADD:
    case AST_OP_SUB:
    case AST_OP_MULT:
    case AST_OP_MOD:
    case AST_OP_FLOOR_DIV: return is_float ? SEMA_FLOAT : SEMA_INT;
    case AST_OP_DIV: return SEMA_FLOAT;
    case AST_OP_POW:
        if (is_float && right == SEMA_FLOAT && frame->in->program->uses_complex &&
            !is_whole(right_expr))
            return SEMA_OBJECT;
        if (is_float) return SEMA_FLOAT;
        if (is_non_negative(right_expr)) return SEMA_INT;
        if (is_negative(right_expr)) return SEMA_FLOAT;
        return sema_type_join(frame->in->types, SEMA_INT, SEMA_FLOAT);
    case AST_OP_LSHIFT:
    case AST_OP_RSHIFT: return is_float ? SEMA_BOTTOM : SEMA_INT;
    case AST_OP_BIT_OR:
    case AST_OP_BIT_XOR:
    case AST_OP_BIT_AND:
        if (is_float) return SEMA_BOTTOM;
        return left == SEMA_BOOL && right == SEMA_BOOL ? SEMA_BOOL : SEMA_INT;
    case AST_OP_MAT_MULT: break;
    }
    return SEMA_BOTTOM;
}

static SemaType fresh(Frame *frame, SemaKind kind, u32 node_id, SemaType first, SemaType second) {
    SemaCell cells[2] = {infer_site(frame, node_id, 0), infer_site(frame, node_id, 1)};
    infer_store(frame->in, cells[0], first);
    if (kind == SEMA_DICT) infer_store(frame->in, cells[1], second);
    return sema_type_with_cells(frame->in->types, kind, 0, cells[0], cells[1]);
}

static SemaType tuple_sum(Frame *frame, SemaTypeRow left, SemaTypeRow right) {
    SemaTypes *types = frame->in->types;
    if (left.kind == SEMA_TUPLE && right.kind == SEMA_TUPLE &&
        left.part_count + right.part_count <= SEMA_TUPLE_MAX) {
        SemaType parts[SEMA_TUPLE_MAX];
        for (u32 i = 0; i < left.part_count; i++) parts[i] = left.parts[i];
        for (u32 i = 0; i < right.part_count; i++) parts[left.part_count + i] = right.parts[i];
        return sema_type_tuple(types, parts, left.part_count + right.part_count);
    }
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < left.part_count; i++) all = sema_type_join(types, all, left.parts[i]);
    for (u32 i = 0; i < right.part_count; i++) all = sema_type_join(types, all, right.parts[i]);
    return sema_type_with_part(types, SEMA_TUPLE_OF, 0, all);
}

// sequence * count
static SemaType repeated(Frame *frame, SemaType sequence, u32 node_id) {
    SemaTypes *types = frame->in->types;
    SemaTypeRow row = types->rows.items[sequence];
    if (row.kind == SEMA_LIST)
        return fresh(frame, SEMA_LIST, node_id, infer_read(frame, row.cells[0]), SEMA_BOTTOM);
    if (!is_tuple(row.kind)) return sequence;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < row.part_count; i++) all = sema_type_join(types, all, row.parts[i]);
    return sema_type_with_part(types, SEMA_TUPLE_OF, 0, all);
}

static bool is_sequence(SemaKind kind) {
    return kind == SEMA_STR || kind == SEMA_LIST || kind == SEMA_BYTES || kind == SEMA_BYTEARRAY ||
           is_tuple(kind);
}

// Set to false when the pair has no known meaning.
static SemaType container_result(Frame *frame, AstOperator op, SemaType left, SemaType right,
                                 u32 node_id, bool *is_known) {
    SemaTypes *types = frame->in->types;
    SemaTypeRow l = types->rows.items[left], r = types->rows.items[right];
    *is_known = true;
    if (op == AST_OP_ADD && l.kind == r.kind && (l.kind == SEMA_STR || l.kind == SEMA_BYTES))
        return left;
    if (op == AST_OP_ADD && l.kind == SEMA_LIST && r.kind == SEMA_LIST) {
        SemaType both =
            sema_type_join(types, infer_read(frame, l.cells[0]), infer_read(frame, r.cells[0]));
        return fresh(frame, SEMA_LIST, node_id, both, SEMA_BOTTOM);
    }
    if (op == AST_OP_ADD && is_tuple(l.kind) && is_tuple(r.kind)) return tuple_sum(frame, l, r);
    if (op == AST_OP_MULT && is_sequence(l.kind) && is_intlike(r.kind))
        return repeated(frame, left, node_id);
    if (op == AST_OP_MULT && is_sequence(r.kind) && is_intlike(l.kind))
        return repeated(frame, right, node_id);
    if (op == AST_OP_MOD && (l.kind == SEMA_STR || l.kind == SEMA_BYTES)) {
        if (!infer_is_inert(frame, right, 0)) infer_dynamic(frame);
        return left;
    }
    bool is_set_op =
        op == AST_OP_BIT_OR || op == AST_OP_BIT_AND || op == AST_OP_BIT_XOR || op == AST_OP_SUB;
    if (is_set_op && is_set(l.kind) && is_set(r.kind)) {
        SemaType item = infer_read(frame, l.cells[0]);
        bool takes_both = op == AST_OP_BIT_OR || op == AST_OP_BIT_XOR || op == AST_OP_BIT_AND;
        infer_compared(frame, item, infer_read(frame, r.cells[0]), frame->in->dunder_eq);
        if (takes_both) item = sema_type_join(types, item, infer_read(frame, r.cells[0]));
        return fresh(frame, l.kind, node_id, item, SEMA_BOTTOM);
    }
    if (op == AST_OP_BIT_OR && l.kind == SEMA_DICT && r.kind == SEMA_DICT) {
        SemaType key =
            sema_type_join(types, infer_read(frame, l.cells[0]), infer_read(frame, r.cells[0]));
        SemaType value =
            sema_type_join(types, infer_read(frame, l.cells[1]), infer_read(frame, r.cells[1]));
        return fresh(frame, SEMA_DICT, node_id, key, value);
    }
    *is_known = false;
    return SEMA_BOTTOM;
}

static SemaType pair_result(Frame *frame, AstOperator op, SemaType left, SemaType right,
                            const AstExpr *right_expr, u32 node_id) {
    SemaTypes *types = frame->in->types;
    SemaKind l = sema_type_kind(types, left), r = sema_type_kind(types, right);
    bool is_known;
    if (l == SEMA_BOTTOM || r == SEMA_BOTTOM) return SEMA_BOTTOM;
    if (is_number(l) && is_number(r)) return number_result(frame, op, l, r, right_expr);
    SemaType result = container_result(frame, op, left, right, node_id, &is_known);
    if (is_known) return result;
    bool is_plain = (is_number(l) || l == SEMA_STR || l == SEMA_NONE) &&
                    (is_number(r) || r == SEMA_STR || r == SEMA_NONE);
    if (is_plain) return SEMA_BOTTOM;  // TypeError
    if (infer_binary_instance(frame, op, left, right, &result)) return result;
    sema_type_escape(types, left);
    sema_type_escape(types, right);
    return SEMA_OBJECT;
}

SemaType infer_binary(Frame *frame, AstOperator op, SemaType left, SemaType right,
                      const AstExpr *right_expr, u32 node_id) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    u32 left_count = sema_member_count(types, left), right_count = sema_member_count(types, right);
    for (u32 i = 0; i < left_count; i++) {
        for (u32 k = 0; k < right_count; k++) {
            SemaType one = pair_result(frame, op, sema_member(types, left, i),
                                       sema_member(types, right, k), right_expr, node_id);
            all = sema_type_join(types, all, one);
        }
    }
    return all;
}

// Lists, sets and dicts change in place; everything else as the plain operator.
SemaType infer_inplace(Frame *frame, AstOperator op, SemaType left, SemaType right,
                       const AstExpr *right_expr, u32 node_id) {
    Infer *in = frame->in;
    SemaTypes *types = in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, left); i++) {
        SemaType member = sema_member(types, left, i);
        SemaTypeRow row = types->rows.items[member];
        bool is_set_op =
            op == AST_OP_BIT_OR || op == AST_OP_BIT_AND || op == AST_OP_BIT_XOR || op == AST_OP_SUB;
        SemaType one = member;
        if (row.kind == SEMA_LIST && op == AST_OP_ADD) {
            infer_store(in, row.cells[0], infer_items(frame, right));
        } else if (row.kind == SEMA_BYTEARRAY && op == AST_OP_ADD) {
            one = member;
        } else if (row.kind == SEMA_SET && is_set_op) {
            infer_compared(frame, member, right, in->dunder_eq);
            infer_store(in, row.cells[0], infer_items(frame, right));
        } else if (row.kind == SEMA_DICT && op == AST_OP_BIT_OR) {
            // Also from an iterable of pairs: then nothing is known about them.
            bool is_dict = sema_type_kind(types, right) == SEMA_DICT;
            SemaTypeRow other = types->rows.items[right];
            infer_store(in, row.cells[0],
                        is_dict ? infer_read(frame, other.cells[0]) : SEMA_OBJECT);
            infer_store(in, row.cells[1],
                        is_dict ? infer_read(frame, other.cells[1]) : SEMA_OBJECT);
            if (!is_dict) sema_type_escape(types, right);
        } else if (row.kind == SEMA_OBJECT) {
            sema_type_escape(types, right);
            infer_inplace_instance(frame, op, member, right);
            one = infer_binary(frame, op, member, right, right_expr, node_id);
        } else if (row.kind == SEMA_INSTANCE) {
            one = sema_type_join(types, infer_inplace_instance(frame, op, member, right),
                                 infer_binary(frame, op, member, right, right_expr, node_id));
        } else {
            if (row.kind == SEMA_LIST && op == AST_OP_MULT)
                one = member;
            else
                one = infer_binary(frame, op, member, right, right_expr, node_id);
        }
        all = sema_type_join(types, all, one);
    }
    return all;
}

SemaType infer_unary(Frame *frame, AstUnaryOperator op, SemaType operand) {
    SemaTypes *types = frame->in->types;
    if (op == AST_UNARY_NOT) return SEMA_BOOL;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, operand); i++) {
        SemaKind kind = sema_type_kind(types, sema_member(types, operand, i));
        SemaType one;
        if (is_intlike(kind))
            one = SEMA_INT;
        else if (kind == SEMA_FLOAT)
            one = op == AST_UNARY_INVERT ? SEMA_BOTTOM : SEMA_FLOAT;
        else if (kind == SEMA_BOTTOM || kind == SEMA_NONE || kind == SEMA_STR)
            one = SEMA_BOTTOM;
        else
            one = infer_unary_instance(frame, op, sema_member(types, operand, i));
        all = sema_type_join(types, all, one);
    }
    return all;
}

// ---- comparison and truth

// What `dunder` of such objects gives, beside bool.
static SemaType rich_result(Frame *frame, SemaType type, AstName dunder, SemaType other) {
    Infer *in = frame->in;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(in->types, type); i++) {
        SemaType member = sema_member(in->types, type, i);
        if (sema_type_kind(in->types, member) != SEMA_INSTANCE) continue;
        SemaType result = infer_call_method_of(frame, member, dunder, &other, 1);
        all = sema_type_join(in->types, all,
                             sema_type_without(in->types, result, SEMA_NOT_IMPLEMENTED));
    }
    return all;
}

// Some __eq__ or __lt__ of the program that gives no bool: then an unknown comparison gives an
// unknown object.
static bool has_rich_method(Frame *frame, AstName dunder) {
    Infer *in = frame->in;
    for (u32 i = 0; i < in->program->classes.count; i++) {
        u32 func = sema_method_find(in->program, i, dunder);
        if (func == SEMA_NONE_INDEX) continue;
        u32 inst = in->program->funcs.items[func]->generic_instance;
        if (inst == SEMA_NONE_INDEX) continue;
        SemaType result = infer_read(frame, in->program->instances.items[inst]->state->return_cell);
        result = sema_type_without(in->types, result, SEMA_NOT_IMPLEMENTED);
        if (result != SEMA_BOOL && result != SEMA_BOTTOM) return true;
    }
    return false;
}

// An instance of a class may be one of a class that extends it.
static bool has_in_subclass(const Infer *in, u32 class_index, AstName name) {
    const SemaClass *class = in->program->classes.items[class_index];
    for (u32 k = class->index + 1; k <= class->last_subclass; k++) {
        if (sema_method_find(in->program, k, name) != SEMA_NONE_INDEX) return true;
    }
    return false;
}

static void contains(Frame *frame, SemaType item, SemaType container) {
    Infer *in = frame->in;
    for (u32 i = 0; i < sema_member_count(in->types, container); i++) {
        SemaType member = sema_member(in->types, container, i);
        SemaKind kind = sema_type_kind(in->types, member);
        if (kind == SEMA_OBJECT) {
            sema_type_escape(in->types, item);
            infer_dynamic(frame);
            infer_dynamic_read(in, in->dunder_contains);
            infer_dynamic_read(in, in->dunder_iter);
            infer_dynamic_read(in, in->dunder_getitem);
            infer_compared(frame, item, SEMA_OBJECT, in->dunder_eq);
        } else if (kind == SEMA_INSTANCE) {
            infer_dynamic(frame);
            u32 class_index = in->types->rows.items[member].index;
            if (sema_method_find(in->program, class_index, in->dunder_contains) !=
                SEMA_NONE_INDEX) {
                infer_call_method_of(frame, member, in->dunder_contains, &item, 1);
                continue;
            }
            if (has_in_subclass(in, class_index, in->dunder_contains)) {
                sema_type_escape(in->types, item);
                infer_dynamic_read(in, in->dunder_contains);
            }
            infer_compared(frame, item, infer_items(frame, member), in->dunder_eq);
        } else {
            infer_compared(frame, item, member, in->dunder_eq);
        }
    }
}

SemaType infer_compare_op(Frame *frame, AstCompareOperator op, SemaType left, SemaType right) {
    Infer *in = frame->in;
    if (op == AST_CMP_IS || op == AST_CMP_IS_NOT) return SEMA_BOOL;
    if (op == AST_CMP_IN || op == AST_CMP_NOT_IN) {
        contains(frame, left, right);
        return SEMA_BOOL;
    }
    if (left == SEMA_BOTTOM || right == SEMA_BOTTOM) return SEMA_BOTTOM;
    if (infer_is_inert(frame, left, 0) && infer_is_inert(frame, right, 0)) return SEMA_BOOL;
    AstName dunder = infer_compare_dunder(in, op), mirrored = infer_mirrored_dunder(in, dunder);
    infer_compared(frame, left, right, in->dunder_eq);
    if (dunder != in->dunder_eq) infer_compared(frame, left, right, dunder);
    bool has_object = sema_type_has(in->types, left, SEMA_OBJECT) ||
                      sema_type_has(in->types, right, SEMA_OBJECT) ||
                      sema_type_has(in->types, left, SEMA_EXCEPTION) ||
                      sema_type_has(in->types, right, SEMA_EXCEPTION);
    bool is_rich = has_rich_method(frame, dunder) || has_rich_method(frame, mirrored);
    if (has_object && is_rich) return SEMA_OBJECT;
    SemaType result = sema_type_join(in->types, rich_result(frame, left, dunder, right),
                                     rich_result(frame, right, mirrored, left));
    return sema_type_join(in->types, result, SEMA_BOOL);
}

// Its truth is asked for.
void infer_truth(Frame *frame, SemaType type) {
    Infer *in = frame->in;
    for (u32 i = 0; i < sema_member_count(in->types, type); i++) {
        SemaKind kind = sema_type_kind(in->types, sema_member(in->types, type, i));
        if (kind != SEMA_OBJECT && kind != SEMA_INSTANCE && kind != SEMA_EXCEPTION) continue;
        infer_dynamic(frame);
        if (kind == SEMA_INSTANCE)
            continue;  // __bool__ and __len__ of every class have generic entries
        infer_dynamic_read(in, in->dunder_bool);
        infer_dynamic_read(in, in->dunder_len);
    }
}
