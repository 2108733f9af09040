// What a test that came out true or false tells about the variables in it.
#include "compiler/sema/infer_priv.h"

// The variable that `expr` names, or SEMA_NONE_INDEX.
static u32 var_of(Frame *frame, const AstExpr *expr) {
    if (expr->kind != AST_NAME) return SEMA_NONE_INDEX;
    SemaName name = frame->module->names[expr->id];
    return name.kind == SEMA_NAME_VAR ? name.index : SEMA_NONE_INDEX;
}

static bool descends(Frame *frame, u32 class_index, u32 base) {
    return sema_class_is_subclass(frame->in->program, class_index, base);
}

static bool kind_is_class(SemaKind kind, u32 class_id) {
    static const struct {
        SemaKind kind;
        u32 class_id;
    } rows[] = {
        {SEMA_BOOL, CLASS_BOOL},      {SEMA_BOOL, CLASS_INT},
        {SEMA_INT, CLASS_INT},        {SEMA_FLOAT, CLASS_FLOAT},
        {SEMA_STR, CLASS_STR},        {SEMA_BYTES, CLASS_BYTES},
        {SEMA_LIST, CLASS_LIST},      {SEMA_BYTEARRAY, CLASS_BYTEARRAY},
        {SEMA_TUPLE, CLASS_TUPLE},    {SEMA_DICT, CLASS_DICT},
        {SEMA_TUPLE_OF, CLASS_TUPLE}, {SEMA_SET, CLASS_SET},
        {SEMA_RANGE, CLASS_RANGE},    {SEMA_FROZENSET, CLASS_FROZENSET},
        {SEMA_SLICE, CLASS_SLICE},
    };
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].kind == kind && rows[i].class_id == class_id) return true;
    }
    return class_id == CLASS_OBJECT;
}

// What an unknown object is once it is an instance of a built-in class.
static SemaType of_class(Frame *frame, u32 class_id) {
    if (frame->in->program->has_open_subclass[class_id]) return SEMA_OBJECT;
    switch (class_id) {
    case CLASS_INT: return sema_type_join(frame->in->types, SEMA_INT, SEMA_BOOL);
    case CLASS_BOOL: return SEMA_BOOL;
    case CLASS_FLOAT: return SEMA_FLOAT;
    case CLASS_STR: return SEMA_STR;
    case CLASS_BYTES: return SEMA_BYTES;
    case CLASS_BYTEARRAY: return SEMA_BYTEARRAY;
    case CLASS_RANGE: return SEMA_RANGE;
    case CLASS_TUPLE: return sema_type_with_part(frame->in->types, SEMA_TUPLE_OF, 0, SEMA_OBJECT);
    default: break;
    }
    if (sema_builtin_is_subclass(class_id, CLASS_BASE_EXCEPTION))
        return sema_type_with_index(frame->in->types, SEMA_EXCEPTION, class_id);
    // Lists and dicts too: nothing is known about the kind of their storage.
    return SEMA_OBJECT;
}

static SemaType web_filter(Frame *frame, SemaType member, u32 interface, bool truth) {
    SemaTypes *types = frame->in->types;
    SemaTypeRow row = types->rows.items[member];
    bool is_web = row.kind == SEMA_WEB;
    // What another realm made fails the test whatever it is, so failing tells nothing.
    if (!truth) return member;
    SemaType object = sema_type_with_index(types, SEMA_WEB, interface);
    if (row.kind == SEMA_OBJECT) return object;
    if (!is_web) return SEMA_BOTTOM;
    return web_interface_descends(types->web, row.index, interface) ? member : object;
}

// The part of one member that passes isinstance(_, class) (or fails it).
static SemaType member_filter(Frame *frame, SemaType member, SemaType class, bool truth) {
    SemaTypes *types = frame->in->types;
    SemaTypeRow row = types->rows.items[member], test = types->rows.items[class];
    bool is_user_test = test.kind == SEMA_CLASS;
    bool is_any = row.kind == SEMA_OBJECT;
    if (row.kind == SEMA_UNDEF) return SEMA_BOTTOM;
    if (test.kind == SEMA_WEB_CLASS) return web_filter(frame, member, test.index, truth);
    if (!truth) {
        // Only what surely passes is taken away.
        bool passes = is_user_test
                          ? row.kind == SEMA_INSTANCE && descends(frame, row.index, test.index)
                          : kind_is_class(row.kind, test.index) && !is_any;
        return passes ? SEMA_BOTTOM : member;
    }
    if (is_user_test) {
        SemaType instance = sema_type_with_index(types, SEMA_INSTANCE, test.index);
        if (is_any || row.kind == SEMA_EXCEPTION) return instance;
        if (row.kind != SEMA_INSTANCE) return SEMA_BOTTOM;
        if (descends(frame, row.index, test.index)) return member;
        return descends(frame, test.index, row.index) ? instance : SEMA_BOTTOM;
    }
    if (is_any) return of_class(frame, test.index);
    if (row.kind == SEMA_EXCEPTION || row.kind == SEMA_INSTANCE) {
        bool is_exception = sema_builtin_is_subclass(test.index, CLASS_BASE_EXCEPTION);
        if (test.index == CLASS_OBJECT) return member;
        if (row.kind == SEMA_INSTANCE) {
            u32 base = frame->in->program->classes.items[row.index]->builtin_base;
            return is_exception && sema_builtin_is_subclass(base, test.index) ? member
                                                                              : SEMA_BOTTOM;
        }
        if (!is_exception) return SEMA_BOTTOM;
        if (sema_builtin_is_subclass(row.index, test.index)) return member;
        return sema_type_with_index(types, SEMA_EXCEPTION, test.index);
    }
    if (kind_is_class(row.kind, test.index)) return member;
    // Kinds that the table does not know may still pass.
    bool is_known =
        row.kind < SEMA_NOT_IMPLEMENTED || (row.kind >= SEMA_LIST && row.kind <= SEMA_TUPLE_OF);
    return is_known ? SEMA_BOTTOM : member;
}

static SemaType filter(Frame *frame, SemaType type, SemaType class, bool truth) {
    SemaTypes *types = frame->in->types;
    SemaKind kind = sema_type_kind(types, class);
    if (kind == SEMA_TUPLE) {
        SemaTypeRow row = types->rows.items[class];
        SemaType passed = SEMA_BOTTOM, rest = type;
        for (u32 i = 0; i < row.part_count; i++) {
            passed = sema_type_join(types, passed, filter(frame, type, row.parts[i], true));
            rest = filter(frame, rest, row.parts[i], false);
        }
        return truth ? passed : rest;
    }
    if (kind != SEMA_CLASS && kind != SEMA_BUILTIN_CLASS && kind != SEMA_WEB_CLASS) return type;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++)
        all = sema_type_join(types, all,
                             member_filter(frame, sema_member(types, type, i), class, truth));
    return all;
}

// What passes the test of a sequence or mapping pattern, or fails it.
static SemaType filter_matched(Frame *frame, SemaType type, u32 native, bool truth) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaType member = sema_member(types, type, i);
        bool matches, is_known = infer_matches(sema_type_kind(types, member), native, &matches);
        if (!is_known || matches == truth) all = sema_type_join(types, all, member);
    }
    return all;
}

bool infer_matches(SemaKind kind, u32 native, bool *matches) {
    // table:
    switch (kind) {
    case SEMA_LIST:
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF:
    case SEMA_RANGE: *matches = native == NATIVE_MATCH_SEQUENCE; return true;
    case SEMA_DICT: *matches = native == NATIVE_MATCH_MAPPING; return true;
    case SEMA_NONE:
    case SEMA_BOOL:
    case SEMA_INT:
    case SEMA_FLOAT:
    case SEMA_STR:
    case SEMA_BYTES:
    case SEMA_BYTEARRAY:
    case SEMA_SET:
    case SEMA_FROZENSET:
    case SEMA_FUNC: *matches = false; return true;
    default: return false;
    }
}

// isinstance(x, C), and what match statements ask.
static void narrow_call(Frame *frame, const AstExpr *call, bool truth) {
    if (call->call.args.count == 0 || call->call.func->kind != AST_NAME) return;
    SemaName name = frame->module->names[call->call.func->id];
    u32 var = var_of(frame, call->call.args.items[0]);
    if (name.kind != SEMA_NAME_NATIVE || var == SEMA_NONE_INDEX) return;
    if (name.index == NATIVE_MATCH_SEQUENCE || name.index == NATIVE_MATCH_MAPPING) {
        SemaType matched = filter_matched(frame, infer_env_get(frame->env, var), name.index, truth);
        infer_env_set(frame, frame->env, var, matched);
        return;
    }
    bool is_instance = name.index == NATIVE_ISINSTANCE || name.index == NATIVE_MATCH_INSTANCE;
    if (!is_instance || call->call.args.count != 2) return;
    const AstExpr *class = call->call.args.items[1];
    SemaType type = frame->inst->node_types[class->id - frame->func->node_first];
    infer_env_set(frame, frame->env, var,
                  filter(frame, infer_env_get(frame->env, var), type, truth));
}

// len(x) == 2, len(x) >= 2: of tuples whose length is known.
static void narrow_len(Frame *frame, const AstExpr *test, bool truth) {
    const AstExpr *call = test->compare.left, *count = test->compare.comparators.items[0];
    u32 op = test->compare.ops.items[0];
    if (call->kind != AST_CALL || call->call.args.count != 1 || call->call.func->kind != AST_NAME ||
        !ast_is_constant(count, AST_CONST_INT) || (op != AST_CMP_EQ && op != AST_CMP_GT_E))
        return;
    SemaName name = frame->module->names[call->call.func->id];
    u32 var = var_of(frame, call->call.args.items[0]);
    if (name.kind != SEMA_NAME_NATIVE || name.index != NATIVE_LEN || var == SEMA_NONE_INDEX) return;
    SemaTypes *types = frame->in->types;
    SemaType type = infer_env_get(frame->env, var), all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaType member = sema_member(types, type, i);
        SemaTypeRow row = types->rows.items[member];
        u64 wanted = count->constant.value.u.int_value;
        bool passes = op == AST_CMP_EQ ? row.part_count == wanted : row.part_count >= wanted;
        if (row.kind != SEMA_TUPLE || passes == truth) all = sema_type_join(types, all, member);
    }
    infer_env_set(frame, frame->env, var, all);
}

// x is None, x is not None
static void narrow_compare(Frame *frame, const AstExpr *test, bool truth) {
    if (test->compare.ops.count != 1) return;
    narrow_len(frame, test, truth);
    u32 op = test->compare.ops.items[0];
    if (op != AST_CMP_IS && op != AST_CMP_IS_NOT) return;
    if (!ast_is_constant(test->compare.comparators.items[0], AST_CONST_NONE)) return;
    u32 var = var_of(frame, test->compare.left);
    if (var == SEMA_NONE_INDEX) return;
    SemaTypes *types = frame->in->types;
    SemaType type = sema_type_without(types, infer_env_get(frame->env, var), SEMA_UNDEF);
    bool is_none = (op == AST_CMP_IS) == truth;
    bool may_be_none =
        sema_type_has(types, type, SEMA_NONE) || sema_type_has(types, type, SEMA_OBJECT);
    if (!is_none)
        infer_env_set(frame, frame->env, var, sema_type_without(types, type, SEMA_NONE));
    else
        infer_env_set(frame, frame->env, var, may_be_none ? SEMA_NONE : SEMA_BOTTOM);
}

static void narrow_truth(Frame *frame, u32 var, bool truth) {
    SemaTypes *types = frame->in->types;
    SemaType type = sema_type_without(types, infer_env_get(frame->env, var), SEMA_UNDEF);
    if (truth) {
        infer_env_set(frame, frame->env, var, sema_type_without(types, type, SEMA_NONE));
        return;
    }
    // Plain instances and functions are always true.
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaType member = sema_member(types, type, i);
        SemaTypeRow row = types->rows.items[member];
        bool is_true = row.kind == SEMA_FUNC || row.kind == SEMA_CLASS;
        if (row.kind == SEMA_WEB)
            is_true = web_interface_flags(types->web, row.index) & WEB_IS_TRUE;
        if (!is_true) all = sema_type_join(types, all, member);
    }
    infer_env_set(frame, frame->env, var, all);
}

static void narrow_bool_op(Frame *frame, const AstExpr *test, bool truth) {
    AstExprs values = test->bool_op.values;
    bool is_all = (test->bool_op.op == AST_BOOL_AND) == truth;
    if (is_all) {
        for (u32 i = 0; i < values.count; i++) infer_narrow(frame, values.items[i], truth);
        return;
    }
    // One of them decided: the join of "the first did", "the first did not, the second did" …
    InferEnv *before = frame->env, *all = NULL;
    InferEnv *so_far = infer_env_copy(frame, before);
    for (u32 i = 0; i < values.count; i++) {
        frame->env = infer_env_copy(frame, so_far);
        infer_narrow(frame, values.items[i], truth);
        if (all)
            infer_env_join(frame, all, frame->env);
        else
            all = frame->env;
        frame->env = so_far;
        infer_narrow(frame, values.items[i], !truth);
        so_far = frame->env;
    }
    infer_env_assign(frame, before, all);
    frame->env = before;
}

void infer_narrow(Frame *frame, const AstExpr *test, bool truth) {
    if (frame->in->program->is_untyped) return;
    switch (test->kind) {
    case AST_NAME: {
        u32 var = var_of(frame, test);
        if (var != SEMA_NONE_INDEX) narrow_truth(frame, var, truth);
        break;
    }
    case AST_UNARY_OP:
        if (test->unary_op.op == AST_UNARY_NOT) infer_narrow(frame, test->unary_op.operand, !truth);
        break;
    case AST_BOOL_OP: narrow_bool_op(frame, test, truth); break;
    case AST_CALL: narrow_call(frame, test, truth); break;
    case AST_COMPARE: narrow_compare(frame, test, truth); break;
    default: break;
    }
}
