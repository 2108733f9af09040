// Expressions: literals, operators, names, closures. Calls and members have files of their own.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

enum { CHECK_DEPTH_MAX = 1500 };

static JxlTypeId plain(JxlChecker *c, JxlDecl *decl) {
    return jxl_plain(c, decl);
}

// The type that an Optional expects inside, for literals.
static JxlTypeId unwrapped(JxlChecker *c, JxlTypeId expected) {
    if (expected == JXL_NO_TYPE) return expected;
    expected = jxl_resolve(c, expected);
    while (jxl_is_nominal(c, expected, c->optional)) expected = jxl_arg(c, expected, 0);
    return expected;
}

JxlTypeId jxl_check_value(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId type = jxl_check_expr(c, node, expected);
    if (expected == JXL_NO_TYPE || type == JXL_ERROR_TYPE) return type;
    if (!jxl_fits(c, type, expected)) {
        bool is_optional =
            jxl_is_nominal(c, type, c->optional) && jxl_fits(c, jxl_arg(c, type, 0), expected);
        if (is_optional)
            jxl_error(c, 240, node->span, "unwrap it: `if let`, `??` or `!`",
                      "`%s` may be nil, and `%s` is needed", jxl_text_of_type(c, type),
                      jxl_text_of_type(c, expected));
        else
            jxl_error(c, 201, node->span, NULL, "expected `%s`, found `%s`",
                      jxl_text_of_type(c, expected), jxl_text_of_type(c, type));
        return JXL_ERROR_TYPE;
    }
    jxl_fact(c, node)->converted = expected;
    return expected;
}

// ---- literals

static u64 limit_of(JxlChecker *c, JxlTypeId type, bool is_negative) {
    static const struct {
        const char *name;
        u64 max, min;
    } rows[] = {
        {"Int8", 127, 128},       {"Int16", 32767, 32768}, {"Int32", 2147483647, 2147483648},
        {"UInt8", 255, 0},        {"UInt16", 65535, 0},    {"UInt32", 4294967295, 0},
        {"UInt64", UINT64_MAX, 0}};
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        if (jxl_name_is(c, info->decl->name, rows[i].name))
            return is_negative ? rows[i].min : rows[i].max;
    }
    return is_negative ? (u64)1 << 63 : INT64_MAX;
}

static JxlTypeId check_int(JxlChecker *c, JxlNode *node, JxlTypeId expected, bool is_negative) {
    JxlTypeId wanted = unwrapped(c, expected);
    JxlTypeId type = plain(c, c->int_);
    if (wanted != JXL_NO_TYPE && jxl_is_numeric(c, wanted)) type = wanted;
    if (jxl_is_integer(c, type) && node->int_.value > limit_of(c, type, is_negative))
        jxl_error(c, 203, node->span, NULL, "%s%U is out of the range of `%s`",
                  is_negative ? "-" : "", node->int_.value, jxl_text_of_type(c, type));
    return type;
}

static JxlTypeId check_float(JxlChecker *c, JxlTypeId expected) {
    JxlTypeId wanted = unwrapped(c, expected);
    bool is_float = wanted != JXL_NO_TYPE && jxl_is_nominal(c, wanted, c->float_);
    return is_float ? wanted : plain(c, c->double_);
}

static JxlTypeId check_string(JxlChecker *c, JxlNode *node) {
    for (u32 i = 0; i < node->string.parts.count; i++) {
        JxlNode *part = node->string.parts.items[i];
        if (part->kind == JXL_TEXT) continue;
        JxlTypeId type = jxl_check_expr(c, part, JXL_NO_TYPE);
        if (type != JXL_ERROR_TYPE && !jxl_is_printable(c, type))
            jxl_error(c, 212, part->span, "give it `func toString(): String`",
                      "`%s` has no text form", jxl_text_of_type(c, type));
    }
    return plain(c, c->string);
}

u32 jxl_literal_rank(const JxlNode *node) {
    if (node->kind == JXL_CLOSURE) return 3;
    const JxlNode *inner = node->kind == JXL_UNARY ? node->unary.operand : node;
    if (inner->kind == JXL_FLOAT) return 1;
    return jxl_is_literal(node) ? 2 : 0;
}

static bool has_nil(JxlNodes items) {
    for (u32 i = 0; i < items.count; i++) {
        if (items.items[i]->kind == JXL_NIL) return true;
    }
    return false;
}

static JxlTypeId check_array(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId wanted = unwrapped(c, expected);
    bool is_array = wanted != JXL_NO_TYPE && jxl_is_nominal(c, wanted, c->array);
    JxlTypeId item = is_array ? jxl_arg(c, wanted, 0) : jxl_fresh(c);
    JxlNodes items = node->array.items;
    if (!is_array && has_nil(items)) item = jxl_optional_of(c, item);
    for (u32 rank = 0; rank < JXL_RANK_COUNT; rank++) {
        for (u32 i = 0; i < items.count; i++) {
            if (jxl_literal_rank(items.items[i]) == rank)
                jxl_check_value(c, items.items[i], jxl_resolve(c, item));
        }
    }
    return jxl_array_of(c, jxl_resolve(c, item));
}

static JxlTypeId check_map(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId wanted = unwrapped(c, expected);
    bool is_map = wanted != JXL_NO_TYPE && jxl_is_nominal(c, wanted, c->map);
    JxlTypeId args[2] = {is_map ? jxl_arg(c, wanted, 0) : jxl_fresh(c),
                         is_map ? jxl_arg(c, wanted, 1) : jxl_fresh(c)};
    JxlNodes entries = node->map.entries;
    for (u32 rank = 0; rank < JXL_RANK_COUNT; rank++) {
        for (u32 i = 0; i < entries.count; i++) {
            JxlNode *key = entries.items[i]->map_entry.key;
            JxlNode *value = entries.items[i]->map_entry.value;
            if (jxl_literal_rank(key) == rank) jxl_check_value(c, key, jxl_resolve(c, args[0]));
            if (jxl_literal_rank(value) == rank) jxl_check_value(c, value, jxl_resolve(c, args[1]));
        }
    }
    args[0] = jxl_resolve(c, args[0]);
    args[1] = jxl_resolve(c, args[1]);
    return jxl_nominal(c->program, c->map, args, 2);
}

static JxlTypeId check_tuple(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlNodes args = node->tuple.args;
    if (args.count == 0) return JXL_VOID_TYPE;
    JxlTypeId wanted = unwrapped(c, expected);
    JxlType want = wanted != JXL_NO_TYPE ? *jxl_type(c->program, wanted) : (JxlType){0};
    bool fits = want.kind == JXL_TYPE_TUPLE && want.arg_count == args.count;
    JxlTypeId *items = ARENA_NEW_ARRAY(c->arena, JxlTypeId, args.count);
    AstName *names = NULL;
    for (u32 i = 0; i < args.count; i++) {
        JxlNode *arg = args.items[i];
        if (arg->arg.label != AST_NO_NAME && !names)
            names = ARENA_NEW_ARRAY(c->arena, AstName, args.count);
        if (names) names[i] = arg->arg.label;
        items[i] = jxl_check_value(c, arg->arg.value, fits ? want.args[i] : JXL_NO_TYPE);
    }
    if (fits && !names) names = want.names;
    return jxl_tuple_type(c->program, items, names, args.count);
}

static JxlTypeId check_key_path(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId wanted = unwrapped(c, expected);
    if (wanted == JXL_NO_TYPE || !jxl_is_nominal(c, wanted, c->key_path)) {
        jxl_error(c, 201, node->span, NULL, "a key path has no meaning here");
        return JXL_ERROR_TYPE;
    }
    JxlTypeId root = jxl_arg(c, wanted, 0), type = root;
    for (u32 i = 0; i < node->key_path.names.count; i++) {
        JxlNode *step = node->key_path.names.items[i];
        AstName name = step->name.name;
        if (i == 0 && jxl_name_is(c, name, "self")) continue;
        JxlDecl *owner = jxl_owner_of(c, type);
        JxlDecl *member = owner ? jxl_find_member(c, owner, name) : NULL;
        if (!member || member->kind != JXL_DECL_FIELD) {
            jxl_unknown_member(c, step->span, type, owner, name);
            return JXL_ERROR_TYPE;
        }
        jxl_fact(c, step)->target = member;
        type = jxl_member_type(c, type, member);
    }
    JxlTypeId args[2] = {root, type};
    return jxl_nominal(c->program, c->key_path, args, 2);
}

// ---- operators

static JxlTypeId fail_operands(JxlChecker *c, const JxlNode *node, JxlTypeId left,
                               JxlTypeId right) {
    if (left == JXL_ERROR_TYPE || right == JXL_ERROR_TYPE) return JXL_ERROR_TYPE;
    bool is_optional =
        jxl_is_nominal(c, left, c->optional) || jxl_is_nominal(c, right, c->optional);
    jxl_error(c, is_optional ? 240 : 201, node->span,
              is_optional ? "unwrap it: `if let`, `??` or `!`" : NULL,
              "`%s` does not take `%s` and `%s`", jxl_binary_text((JxlBinaryOp)node->binary.op),
              jxl_text_of_type(c, left), jxl_text_of_type(c, right));
    return JXL_ERROR_TYPE;
}

bool jxl_is_literal(const JxlNode *node) {
    if (node->kind == JXL_UNARY) return jxl_is_literal(node->unary.operand);
    return node->kind == JXL_INT || node->kind == JXL_FLOAT || node->kind == JXL_NIL ||
           node->kind == JXL_IMPLICIT ||
           (node->kind == JXL_CALL && node->call.callee->kind == JXL_IMPLICIT) ||
           (node->kind == JXL_ARRAY && node->array.items.count == 0) ||
           (node->kind == JXL_MAP && node->map.entries.count == 0);
}

// Both operands, the one that is no literal first: the literal takes its type.
static void check_operands(JxlChecker *c, JxlNode *node, JxlTypeId expected, JxlTypeId *left,
                           JxlTypeId *right) {
    JxlNode *a = node->binary.left, *b = node->binary.right;
    if (jxl_is_literal(a) && !jxl_is_literal(b)) {
        *right = jxl_check_expr(c, b, expected);
        *left = jxl_check_expr(c, a, *right);
    } else {
        *left = jxl_check_expr(c, a, expected);
        *right = jxl_check_expr(c, b, *left == JXL_ERROR_TYPE ? JXL_NO_TYPE : *left);
    }
}

// The common type of two numbers; the other operand is converted. JXL_NO_TYPE: none.
static JxlTypeId common_type(JxlChecker *c, JxlNode *node, JxlTypeId left, JxlTypeId right) {
    u32 trail = jxl_trail(c);
    if (jxl_unify(c, left, right)) return jxl_resolve(c, left);
    jxl_undo(c, trail);
    if (jxl_fits(c, left, right)) {
        jxl_fact(c, node->binary.left)->converted = right;
        return right;
    }
    jxl_undo(c, trail);
    if (!jxl_fits(c, right, left)) return JXL_NO_TYPE;
    jxl_fact(c, node->binary.right)->converted = left;
    return left;
}

static bool adds(JxlChecker *c, JxlBinaryOp op, JxlTypeId type) {
    if (jxl_is_numeric(c, type) || jxl_is_nominal(c, type, c->duration) ||
        jxl_is_nominal(c, type, c->length))
        return true;
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind == JXL_TYPE_PARAMETER) return jxl_conforms(c, type, jxl_plain(c, c->numeric));
    return op == JXL_OP_ADD &&
           (jxl_is_nominal(c, type, c->string) || jxl_is_nominal(c, type, c->array));
}

static JxlTypeId check_arithmetic(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlBinaryOp op = (JxlBinaryOp)node->binary.op;
    JxlTypeId wanted = unwrapped(c, expected);
    if (wanted != JXL_NO_TYPE && jxl_is_nominal(c, wanted, c->length)) wanted = JXL_NO_TYPE;
    JxlTypeId left, right;
    check_operands(c, node, wanted, &left, &right);
    if (left == JXL_ERROR_TYPE || right == JXL_ERROR_TYPE) return JXL_ERROR_TYPE;
    bool scales = (op == JXL_OP_MUL || op == JXL_OP_DIV) && jxl_is_numeric(c, right) &&
                  (jxl_is_nominal(c, left, c->duration) || jxl_is_nominal(c, left, c->length));
    if (scales) return left;
    bool is_scaled = op == JXL_OP_MUL && jxl_is_numeric(c, left) &&
                     (jxl_is_nominal(c, right, c->duration) || jxl_is_nominal(c, right, c->length));
    if (is_scaled) return right;
    JxlTypeId type = common_type(c, node, left, right);
    if (type == JXL_NO_TYPE || !adds(c, op, type)) return fail_operands(c, node, left, right);
    if (op > JXL_OP_SUB && !jxl_is_numeric(c, type) &&
        jxl_type(c->program, type)->kind != JXL_TYPE_PARAMETER)
        return fail_operands(c, node, left, right);
    return type;
}

static JxlTypeId check_bits(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId left, right;
    check_operands(c, node, unwrapped(c, expected), &left, &right);
    JxlTypeId type = common_type(c, node, left, right);
    if (type == JXL_NO_TYPE || !jxl_is_integer(c, type)) return fail_operands(c, node, left, right);
    return type;
}

static JxlTypeId check_comparison(JxlChecker *c, JxlNode *node) {
    JxlBinaryOp op = (JxlBinaryOp)node->binary.op;
    JxlTypeId left, right;
    check_operands(c, node, JXL_NO_TYPE, &left, &right);
    if (left == JXL_ERROR_TYPE || right == JXL_ERROR_TYPE) return plain(c, c->bool_);
    JxlTypeId type = common_type(c, node, left, right);
    if (type == JXL_NO_TYPE) {
        fail_operands(c, node, left, right);
        return plain(c, c->bool_);
    }
    bool is_identity = op == JXL_OP_IDENTICAL || op == JXL_OP_NOT_IDENTICAL;
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    bool is_class = info->kind == JXL_TYPE_NOMINAL && info->decl->form == JXL_OP_CLASS;
    bool is_ordered = op >= JXL_OP_LESS;
    JxlDecl *needed = is_ordered ? c->comparable : c->equatable;
    if (is_identity ? !is_class : !jxl_conforms(c, type, jxl_plain(c, needed)))
        fail_operands(c, node, left, right);
    return plain(c, c->bool_);
}

static JxlTypeId check_logic(JxlChecker *c, JxlNode *node) {
    jxl_check_value(c, node->binary.left, plain(c, c->bool_));
    c->conditional++;
    jxl_check_value(c, node->binary.right, plain(c, c->bool_));
    c->conditional--;
    return plain(c, c->bool_);
}

static JxlTypeId check_coalesce(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId wanted = expected == JXL_NO_TYPE ? JXL_NO_TYPE : jxl_optional_of(c, expected);
    JxlTypeId left = jxl_check_expr(c, node->binary.left, wanted);
    if (left == JXL_ERROR_TYPE) return left;
    if (!jxl_is_nominal(c, left, c->optional)) {
        jxl_error(c, 201, node->binary.left->span, NULL, "`%s` is never nil",
                  jxl_text_of_type(c, left));
        return left;
    }
    JxlTypeId item = jxl_arg(c, left, 0);
    c->conditional++;
    JxlTypeId right = jxl_check_expr(c, node->binary.right, item);
    c->conditional--;
    u32 trail = jxl_trail(c);
    if (jxl_is_nominal(c, right, c->optional) && jxl_fits(c, left, right)) return right;
    jxl_undo(c, trail);
    if (jxl_fits(c, right, item)) {
        jxl_fact(c, node->binary.right)->converted = jxl_resolve(c, item);
        return jxl_resolve(c, item);
    }
    if (jxl_fits(c, item, right)) return right;
    return fail_operands(c, node, left, right);
}

static JxlTypeId check_range(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId wanted = unwrapped(c, expected);
    bool is_range = wanted != JXL_NO_TYPE && jxl_is_nominal(c, wanted, c->range);
    JxlTypeId left, right;
    check_operands(c, node, is_range ? jxl_resolve(c, jxl_arg(c, wanted, 0)) : JXL_NO_TYPE, &left,
                   &right);
    JxlTypeId type = common_type(c, node, left, right);
    bool is_good = type != JXL_NO_TYPE && jxl_conforms(c, type, jxl_plain(c, c->comparable));
    if (!is_good) return fail_operands(c, node, left, right);
    return jxl_nominal(c->program, c->range, &type, 1);
}

static JxlTypeId check_binary(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    switch (jxl_binary_level((JxlBinaryOp)node->binary.op)) {
    case 3:
        jxl_error(c, 900, node->span, NULL, "not yet supported: declared operators such as `%s`",
                  jxl_binary_text((JxlBinaryOp)node->binary.op));
        return JXL_ERROR_TYPE;
    case 4: return check_coalesce(c, node, expected);
    case 5:
    case 6: return check_logic(c, node);
    case 7:
    case 8: return check_comparison(c, node);
    case 9: return check_range(c, node, expected);
    case 10:
    case 11:
    case 12: return check_bits(c, node, expected);
    default: return check_arithmetic(c, node, expected);
    }
}

static JxlTypeId check_unary(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlNode *operand = node->unary.operand;
    if (node->unary.op == JXL_OP_NOT) {
        jxl_check_value(c, operand, plain(c, c->bool_));
        return plain(c, c->bool_);
    }
    JxlTypeId type;
    if (node->unary.op == JXL_OP_NEGATE && operand->kind == JXL_INT)
        type = jxl_fact(c, operand)->type = check_int(c, operand, expected, true);
    else
        type = jxl_check_expr(c, operand, expected);
    bool is_good = node->unary.op == JXL_OP_INVERT ? jxl_is_integer(c, type)
                                                   : adds(c, JXL_OP_SUB, jxl_resolve(c, type));
    if (type == JXL_ERROR_TYPE || is_good) return type;
    jxl_error(c, 201, node->span, NULL, "this operator does not take `%s`",
              jxl_text_of_type(c, type));
    return JXL_ERROR_TYPE;
}

static JxlTypeId check_cast(JxlChecker *c, JxlNode *node) {
    JxlTypeId from = jxl_check_expr(c, node->cast.operand, JXL_NO_TYPE);
    JxlTypeId to = jxl_resolve_type(c, node->cast.type);
    if (node->cast.op == JXL_OP_IS) return plain(c, c->bool_);
    if (from == JXL_ERROR_TYPE || to == JXL_ERROR_TYPE) return to;
    if (node->cast.op == JXL_OP_AS_OPTIONAL) return jxl_optional_of(c, to);
    if (!jxl_fits(c, from, to))
        jxl_error(c, 201, node->span, "`as?` gives an optional", "`%s` is not always a `%s`",
                  jxl_text_of_type(c, from), jxl_text_of_type(c, to));
    return to;
}

// ---- branches as values

JxlTypeId jxl_join(JxlChecker *c, JxlNode *left_node, JxlTypeId left, JxlNode *right_node,
                   JxlTypeId right) {
    if (left == JXL_NEVER_TYPE) return right;
    if (right == JXL_NEVER_TYPE) return left;
    u32 trail = jxl_trail(c);
    if (jxl_fits(c, right, left)) {
        jxl_fact(c, right_node)->converted = left;
        return left;
    }
    jxl_undo(c, trail);
    if (jxl_fits(c, left, right)) {
        jxl_fact(c, left_node)->converted = right;
        return right;
    }
    jxl_error(c, 201, right_node->span, NULL, "expected `%s` as in the branch before, found `%s`",
              jxl_text_of_type(c, left), jxl_text_of_type(c, right));
    return JXL_ERROR_TYPE;
}

static JxlTypeId check_conditional(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    jxl_check_value(c, node->conditional.cond, plain(c, c->bool_));
    c->conditional++;
    JxlNode *then = node->conditional.then, *otherwise = node->conditional.otherwise;
    JxlTypeId left, right;
    if (expected == JXL_NO_TYPE && jxl_is_literal(then) && !jxl_is_literal(otherwise)) {
        right = jxl_check_expr(c, otherwise, JXL_NO_TYPE);
        left = jxl_check_expr(c, then, right);
    } else {
        left = expected == JXL_NO_TYPE ? jxl_check_expr(c, then, JXL_NO_TYPE)
                                       : jxl_check_value(c, then, expected);
        right = expected == JXL_NO_TYPE ? jxl_check_expr(c, otherwise, left)
                                        : jxl_check_value(c, otherwise, expected);
    }
    c->conditional--;
    if (expected != JXL_NO_TYPE) return expected;
    return jxl_join(c, then, left, otherwise, right);
}

// The value of a branch's block: its last statement, an expression.
JxlTypeId jxl_check_branch(JxlChecker *c, JxlNode *block, JxlTypeId expected, JxlNode **last) {
    u32 locals = c->locals.count;
    JxlNodes items = block->block.items;
    JxlTypeId type = JXL_VOID_TYPE;
    *last = block;
    for (u32 i = 0; i + 1 < items.count; i++) {
        jxl_check_statement(c, items.items[i]);
    }
    if (items.count > 0) {
        *last = items.items[items.count - 1];
        if (jxl_block_leaves(block)) {
            jxl_check_statement(c, *last);
            type = JXL_NEVER_TYPE;
        } else {
            type = jxl_check_value(c, *last, expected);
        }
    }
    c->locals.count = locals;
    jxl_fact(c, block)->type = type;
    return type;
}

static JxlTypeId check_if_value(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    u32 locals = c->locals.count;
    jxl_check_conds(c, node->if_.conds);
    c->conditional++;
    JxlNode *then_last, *else_last;
    JxlTypeId then = jxl_check_branch(c, node->if_.body, expected, &then_last);
    c->locals.count = locals;
    JxlNode *otherwise = node->if_.otherwise;
    if (!otherwise) {
        jxl_error(c, 201, node->span, NULL, "an `if` whose value is used needs an `else`");
        c->conditional--;
        return JXL_ERROR_TYPE;
    }
    JxlTypeId other = otherwise->kind == JXL_IF
                          ? jxl_check_value(c, otherwise, expected)
                          : jxl_check_branch(c, otherwise, expected, &else_last);
    c->conditional--;
    if (otherwise->kind == JXL_IF) else_last = otherwise;
    return expected != JXL_NO_TYPE ? expected : jxl_join(c, then_last, then, else_last, other);
}

// ---- closures

typedef struct {
    u32 count;
} ArgScan;

static void scan_args(void *context, JxlNode *node) {
    ArgScan *scan = context;
    bool is_inner = node->kind == JXL_CLOSURE && !(node->closure.flags & JXL_FLAG_HEAD);
    if (is_inner) {
        // `$0` inside belongs to that closure; one without any may still be the outer's.
        return;
    }
    if (node->kind == JXL_CLOSURE_ARG && node->closure_arg.index + 1 > scan->count)
        scan->count = (u32)node->closure_arg.index + 1;
    jxl_each_child(node, scan_args, scan);
}

static bool is_view_type(JxlChecker *c, JxlTypeId type) {
    return type != JXL_NO_TYPE && jxl_is_nominal(c, type, c->view);
}

static JxlPlaceKind closure_place(JxlChecker *c, JxlTypeId result) {
    if (is_view_type(c, result)) return JXL_PLACE_RENDER;
    bool is_render = c->body && c->body->is_render;
    if (!is_render) return c->body ? c->body->place : JXL_PLACE_FREE;
    // An action, or part of a binding's value.
    return jxl_resolve(c, result) == JXL_VOID_TYPE ? JXL_PLACE_FREE : JXL_PLACE_PURE;
}

static void declare_closure_params(JxlChecker *c, JxlNode *node, const JxlTypeId *types) {
    for (u32 i = 0; i < node->closure.params.count; i++) {
        JxlNode *param = node->closure.params.items[i];
        u32 flags = c->body->place == JXL_PLACE_RENDER ? JXL_DECL_REACTIVE : 0;
        jxl_declare_local(c, JXL_DECL_PARAM, param, param->param.name, types[i], flags);
        jxl_fact(c, param)->type = types[i];
    }
}

static void check_closure_body(JxlChecker *c, JxlNode *node, const JxlTypeId *types, u32 count,
                               JxlTypeId result) {
    JxlBody body;
    JxlPlaceKind place = closure_place(c, result);
    u32 reads = c->reads;
    jxl_open_body(c, &body, c->body ? c->body->decl : NULL, place);
    body.is_closure = true;
    body.is_render = body.outer && body.outer->is_render && place != JXL_PLACE_FREE;
    body.result = result;
    bool is_void = jxl_resolve(c, result) == JXL_VOID_TYPE;
    body.infers_result = !is_void && place != JXL_PLACE_RENDER && jxl_has_free_var(c, result);
    body.is_throwing = true;  // an error goes to the caller
    body.is_async = (node->closure.flags & JXL_FLAG_ASYNC) != 0;
    body.closure_args = types;
    body.closure_arg_count = count;
    declare_closure_params(c, node, types);
    u32 saved_conditional = c->conditional++;
    u32 flags = place == JXL_PLACE_RENDER ? JXL_IS_RENDER : is_void ? JXL_IS_ACTION : 0u;
    jxl_fact(c, node)->flags |= flags;
    jxl_fact(c, node->closure.body)->flags |= flags;
    if (place == JXL_PLACE_RENDER) {
        body.is_render = true;
        body.result = JXL_NO_TYPE;
        jxl_check_render_block(c, node->closure.body);
    } else {
        jxl_check_function_block(c, node->closure.body);
    }
    c->conditional = saved_conditional;
    // What an action reads is not tracked.
    if (place == JXL_PLACE_FREE && body.outer && body.outer->is_render) c->reads = reads;
    jxl_close_body(c);
}

JxlTypeId jxl_check_closure(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId wanted = unwrapped(c, expected);
    JxlType want = wanted != JXL_NO_TYPE ? *jxl_type(c->program, wanted) : (JxlType){0};
    bool is_expected = want.kind == JXL_TYPE_FUNC;
    bool has_head = (node->closure.flags & JXL_FLAG_HEAD) != 0;
    ArgScan scan = {0};
    if (!has_head) jxl_each_child(node->closure.body, scan_args, &scan);
    u32 own = has_head ? node->closure.params.count : scan.count;
    u32 count = is_expected ? want.arg_count : own;
    bool fits = has_head ? own == count : own <= count;
    if (!fits) {
        jxl_error(c, 205, node->span, NULL, "this closure takes %u parameters, not %u", count, own);
        return JXL_ERROR_TYPE;
    }
    JxlTypeId *types = ARENA_NEW_ARRAY(c->arena, JxlTypeId, count);
    for (u32 i = 0; i < count; i++) {
        JxlNode *param = has_head ? node->closure.params.items[i] : NULL;
        types[i] = is_expected ? want.args[i] : jxl_fresh(c);
        if (!param || !param->param.type) continue;
        JxlTypeId written = jxl_resolve_type(c, param->param.type);
        if (!jxl_unify(c, written, types[i]))
            jxl_error(c, 201, param->span, NULL, "this parameter is a `%s`",
                      jxl_text_of_type(c, types[i]));
        types[i] = written;
    }
    JxlTypeId result = is_expected ? want.result : jxl_fresh(c);
    if (node->closure.returns) {
        JxlTypeId written = jxl_resolve_type(c, node->closure.returns);
        if (!jxl_unify(c, written, result))
            jxl_error(c, 201, node->closure.returns->span, NULL, "a `%s` is expected",
                      jxl_text_of_type(c, result));
        result = written;
    }
    check_closure_body(c, node, types, count, result);
    return jxl_func_type(c->program, types, count, jxl_resolve(c, result),
                         is_expected ? want.flags : 0);
}

static JxlTypeId check_closure_arg(JxlChecker *c, JxlNode *node) {
    c->variables++;
    for (JxlBody *body = c->body; body; body = body->outer) {
        if (!body->is_closure) continue;
        if (node->closure_arg.index < body->closure_arg_count) {
            if (body->place == JXL_PLACE_RENDER) c->reads++;
            return body->closure_args[node->closure_arg.index];
        }
        break;
    }
    jxl_error(c, 202, node->span, NULL, "no closure here has a parameter $%U",
              node->closure_arg.index);
    return JXL_ERROR_TYPE;
}

// ---- the rest

static JxlTypeId check_self(JxlChecker *c, JxlNode *node) {
    c->variables++;
    for (JxlDecl *owner = c->self; owner; owner = owner->owner) {
        if (owner->kind == JXL_DECL_NOMINAL) return owner->type;
    }
    jxl_error(c, 202, node->span, NULL, "there is no `self` here");
    return JXL_ERROR_TYPE;
}

static JxlTypeId check_try(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    c->tries++;
    JxlTypeId type = jxl_check_expr(c, node->try_.operand, expected);
    c->tries--;
    if (node->try_.op != JXL_OP_TRY_OPTIONAL || type == JXL_ERROR_TYPE) return type;
    return jxl_optional_of(c, type);
}

static JxlTypeId check_await(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    bool is_async = c->body && c->body->is_async;
    if (!is_async)
        jxl_error(c, 208, node->span, "start a task: `async { … }`",
                  "`await` stands in an async function, an async atom or a task");
    c->awaits++;
    JxlTypeId type = jxl_check_expr(c, node->await.operand, expected);
    c->awaits--;
    return type;
}

static JxlTypeId check_async(JxlChecker *c, JxlNode *node) {
    node->async.closure->closure.flags |= JXL_FLAG_ASYNC;
    jxl_check_expr(c, node->async.closure,
                   jxl_func_type(c->program, NULL, 0, JXL_VOID_TYPE, JXL_FLAG_THROWS));
    return JXL_VOID_TYPE;
}

static JxlTypeId check_force(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId wanted = expected == JXL_NO_TYPE ? JXL_NO_TYPE : jxl_optional_of(c, expected);
    JxlTypeId type = jxl_check_expr(c, node->force.operand, wanted);
    if (type == JXL_ERROR_TYPE) return type;
    if (!jxl_is_nominal(c, type, c->optional)) {
        jxl_error(c, 201, node->span, "leave the `!` out", "`%s` is never nil",
                  jxl_text_of_type(c, type));
        return type;
    }
    jxl_warn(c, 251, node->span, "`if let` and `??` cannot fail",
             "this throws NilError when it is nil");
    return jxl_arg(c, type, 0);
}

static JxlTypeId check_generic(JxlChecker *c, JxlNode *node) {
    JxlNode *name = node->generic.value;
    JxlDecl *decl = name->kind == JXL_NAME ? jxl_find_name(c, name->name.name) : NULL;
    if (!decl || decl->kind != JXL_DECL_NOMINAL) {
        jxl_error(c, 202, name->span, NULL, "type arguments follow the name of a type");
        return JXL_ERROR_TYPE;
    }
    JxlNode type = {.kind = JXL_NAMED_TYPE, .id = node->id, .span = node->span};
    type.named_type.name = name->name.name;
    type.named_type.args = node->generic.args;
    return jxl_meta_type(c->program, jxl_resolve_type(c, &type));
}

// table: kinds of expressions
static JxlTypeId expr_of(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlTypeId result = JXL_NO_TYPE;
    switch (node->kind) {
    case JXL_INT: return check_int(c, node, expected, false);
    case JXL_FLOAT: return check_float(c, expected);
    case JXL_BOOL: return plain(c, c->bool_);
    case JXL_NIL:
        if (expected != JXL_NO_TYPE && jxl_is_nominal(c, expected, c->optional)) return expected;
        return jxl_optional_of(c, jxl_fresh(c));
    case JXL_SELF: return check_self(c, node);
    case JXL_STRING: return check_string(c, node);
    case JXL_NAME: return jxl_check_name(c, node, expected);
    case JXL_HANDLE: return jxl_check_handle(c, node);
    case JXL_CLOSURE_ARG: return check_closure_arg(c, node);
    case JXL_KEY_PATH: return check_key_path(c, node, expected);
    case JXL_IMPLICIT: {
        JxlDecl *found;
        return jxl_check_implicit(c, node, node->implicit.name, expected, &found);
    }
    case JXL_TUPLE: return check_tuple(c, node, expected);
    case JXL_ARRAY: return check_array(c, node, expected);
    case JXL_MAP: return check_map(c, node, expected);
    case JXL_RECORD:
        jxl_error(c, 901, node->span, "labelled arguments and modifiers say the same",
                  "reserved syntax: records");
        return JXL_ERROR_TYPE;
    case JXL_CLOSURE: return jxl_check_closure(c, node, expected);
    case JXL_ASYNC: return check_async(c, node);
    case JXL_UNARY: return check_unary(c, node, expected);
    case JXL_BINARY: return check_binary(c, node, expected);
    case JXL_CONDITIONAL: return check_conditional(c, node, expected);
    case JXL_CAST: return check_cast(c, node);
    case JXL_TRY: return check_try(c, node, expected);
    case JXL_AWAIT: return check_await(c, node, expected);
    case JXL_FORCE: return check_force(c, node, expected);
    case JXL_MEMBER:
    case JXL_TUPLE_MEMBER: return jxl_check_member(c, node, expected);
    case JXL_GENERIC: return check_generic(c, node);
    case JXL_SUBSCRIPT: return jxl_check_subscript(c, node);
    case JXL_CALL: return jxl_check_call(c, node, expected);
    case JXL_IF: return check_if_value(c, node, expected);
    case JXL_SWITCH:
        c->wants_value = true;
        jxl_check_switch(c, node, expected, &result);
        return result;
    default:
        jxl_error(c, 201, node->span, NULL, "a statement has no value");
        jxl_check_statement(c, node);
        return JXL_ERROR_TYPE;
    }
}

JxlTypeId jxl_check_expr(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    if (++c->depth > CHECK_DEPTH_MAX) {
        c->depth--;
        jxl_error(c, 8, node->span, NULL, "this is nested too deep");
        return JXL_ERROR_TYPE;
    }
    bool was_statement = c->is_statement;
    if (node->kind != JXL_CALL) c->is_statement = false;
    u32 reads = c->reads, variables = c->variables;
    JxlTypeId type = expr_of(c, node, expected);
    JxlFact *fact = jxl_fact(c, node);
    fact->type = jxl_resolve(c, type);
    fact->flags &= ~(u32)(JXL_READS | JXL_CONSTANT);  // of an attempt before
    if (c->reads != reads) fact->flags |= JXL_READS;
    if (c->variables == variables) fact->flags |= JXL_CONSTANT;
    c->is_statement = was_statement;
    c->depth--;
    return fact->type;
}
