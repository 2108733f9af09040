// Expressions: the type of each node.
#include "compiler/sema/infer_priv.h"

#include "base/check.h"

// ---- names and constants

static SemaType named_type(Frame *frame, u8 kind, u32 index) {
    Infer *in = frame->in;
    SemaTypes *types = in->types;
    switch ((SemaNameKind)kind) {
    case SEMA_NAME_VAR: {
        const SemaVar *var = &frame->func->vars.items[index];
        SemaType type = var->is_loose
                            ? sema_type_join(types, infer_read(frame, var->type_cell), SEMA_UNDEF)
                            : infer_env_get(frame->env, index);
        if (!sema_type_has(types, type, SEMA_UNDEF)) return sema_type_find(types, type);
        frame->inst->var_is_checked[index] = true;
        return sema_type_without(types, type, SEMA_UNDEF);
    }
    case SEMA_NAME_GLOBAL:
        infer_note_read(frame, index);
        return sema_type_without(types, infer_read(frame, infer_global_cell(in, index)),
                                 SEMA_UNDEF);
    case SEMA_NAME_METHOD: return sema_type_with_index(types, SEMA_FUNC, index);
    case SEMA_NAME_NATIVE: return sema_type_with_index(types, SEMA_NATIVE, index);
    case SEMA_NAME_BUILTIN_CLASS: return sema_type_with_index(types, SEMA_BUILTIN_CLASS, index);
    case SEMA_NAME_CONSTANT:
        switch ((SemaNameConstant)index) {
        case SEMA_CONSTANT_NOT_IMPLEMENTED: return SEMA_NOT_IMPLEMENTED;
        case SEMA_CONSTANT_ELLIPSIS: return SEMA_ELLIPSIS;
        case SEMA_CONSTANT_DEBUG: return SEMA_BOOL;
        case SEMA_CONSTANT_DOC: return SEMA_NONE;
        case SEMA_CONSTANT_FILE:
        case SEMA_CONSTANT_MODULE_NAME: return SEMA_STR;
        case SEMA_CONSTANT_MODULE_DOC:
        case SEMA_CONSTANT_PACKAGE:
        case SEMA_CONSTANT_OF_MODULE:
        case SEMA_CONSTANT_LATER:
        case SEMA_CONSTANT_SUPER: return SEMA_OBJECT;
        }
        return SEMA_OBJECT;
    case SEMA_NAME_NAMESPACE: return SEMA_OBJECT;
    case SEMA_NAME_UNKNOWN:
    case SEMA_NAME_NONE:
    case SEMA_NAME_MODULE: break;
    }
    return SEMA_BOTTOM;
}

static SemaType name_type(Frame *frame, const AstExpr *expr) {
    SemaName name = frame->module->names[expr->id];
    SemaType type = named_type(frame, name.kind, name.index);
    if (name.kind == SEMA_NAME_NAMESPACE) {
        infer_dynamic(frame);
        return sema_type_join(frame->in->types, type,
                              named_type(frame, name.fallback_kind, name.fallback));
    }
    if (name.kind != SEMA_NAME_GLOBAL || name.fallback_kind == SEMA_NAME_NONE) return type;
    const SemaGlobal *global = &frame->in->program->globals.items[name.index];
    bool is_constant =
        global->constant_func != SEMA_NONE_INDEX || global->constant_class != SEMA_NONE_INDEX;
    if (is_constant) return type;
    return sema_type_join(frame->in->types, type,
                          named_type(frame, name.fallback_kind, name.fallback));
}

// globals(), locals(), vars(), dir(): whoever gets the names gets what they stand for.
void infer_scope_call(Frame *frame, u32 native, bool has_no_argument) {
    bool is_local = (native == NATIVE_LOCALS || native == NATIVE_VARS || native == NATIVE_DIR) &&
                    has_no_argument;
    if (native != NATIVE_GLOBALS && !is_local) return;
    if (native == NATIVE_GLOBALS || frame->func->kind == SEMA_FUNC_MODULE) {
        infer_module_scope(frame->in, frame->func->module);
        return;
    }
    for (u32 i = 0; i < frame->func->vars.count; i++)
        sema_type_escape(frame->in->types, named_type(frame, SEMA_NAME_VAR, i));
}

static SemaType constant_type(const AstExpr *expr) {
    // table:
    switch (expr->constant.value.kind) {
    case AST_CONST_NONE: return SEMA_NONE;
    case AST_CONST_FALSE:
    case AST_CONST_TRUE: return SEMA_BOOL;
    case AST_CONST_ELLIPSIS: return SEMA_ELLIPSIS;
    case AST_CONST_INT:
    case AST_CONST_BIG_INT: return SEMA_INT;
    case AST_CONST_FLOAT: return SEMA_FLOAT;
    case AST_CONST_STR: return SEMA_STR;
    case AST_CONST_BYTES: return SEMA_BYTES;
    case AST_CONST_COMPLEX: break;
    }
    return SEMA_OBJECT;
}

// ---- displays

static SemaType item_type(Frame *frame, const AstExpr *elt) {
    if (elt->kind == AST_STARRED) return infer_items(frame, infer_expr(frame, elt->starred.value));
    return infer_expr(frame, elt);
}

static void note_keys(Frame *frame, SemaType key) {
    if (infer_is_inert(frame, key, 0)) return;
    infer_compared(frame, key, key, frame->in->dunder_eq);
}

static SemaType display_type(Frame *frame, const AstExpr *expr) {
    SemaTypes *types = frame->in->types;
    SemaCell cell = infer_site(frame, expr->id, 0);
    AstExprs elts = expr->list.elts;
    for (u32 i = 0; i < elts.count; i++)
        infer_store(frame->in, cell, item_type(frame, elts.items[i]));
    if (expr->kind == AST_SET) note_keys(frame, sema_cell_content(types, cell));
    return sema_type_with_cells(types, expr->kind == AST_SET ? SEMA_SET : SEMA_LIST, 0, cell, cell);
}

static SemaType tuple_type(Frame *frame, const AstExpr *expr) {
    SemaTypes *types = frame->in->types;
    AstExprs elts = expr->tuple.elts;
    SemaType parts[SEMA_TUPLE_MAX], all = SEMA_BOTTOM;
    bool is_open = elts.count > SEMA_TUPLE_MAX;
    for (u32 i = 0; i < elts.count; i++) is_open |= elts.items[i]->kind == AST_STARRED;
    for (u32 i = 0; i < elts.count; i++) {
        SemaType type = item_type(frame, elts.items[i]);
        if (!is_open)
            parts[i] = type;
        else
            all = sema_type_join(types, all, type);
    }
    return is_open ? sema_type_with_part(types, SEMA_TUPLE_OF, 0, all)
                   : sema_type_tuple(types, parts, elts.count);
}

static SemaType dict_type(Frame *frame, const AstExpr *expr) {
    SemaTypes *types = frame->in->types;
    SemaCell keys = infer_site(frame, expr->id, 0), values = infer_site(frame, expr->id, 1);
    for (u32 i = 0; i < expr->dict.values.count; i++) {
        const AstExpr *key = expr->dict.keys.items[i];
        if (key) {
            infer_store(frame->in, keys, infer_expr(frame, key));
            infer_store(frame->in, values, infer_expr(frame, expr->dict.values.items[i]));
            continue;
        }
        SemaType merged = infer_expr(frame, expr->dict.values.items[i]);
        bool is_dict = sema_type_kind(types, merged) == SEMA_DICT;
        SemaTypeRow row = types->rows.items[merged];
        infer_store(frame->in, keys, is_dict ? infer_read(frame, row.cells[0]) : SEMA_OBJECT);
        infer_store(frame->in, values, is_dict ? infer_read(frame, row.cells[1]) : SEMA_OBJECT);
        if (!is_dict) sema_type_escape(types, merged);
    }
    note_keys(frame, sema_cell_content(types, keys));
    return sema_type_with_cells(types, SEMA_DICT, 0, keys, values);
}

// What iter() gives for the first iterable of a generator expression. Known containers are handed
// on as they are: their iterators hold nothing else.
static SemaType iterated_type(Frame *frame, SemaType type) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaType member = sema_member(types, type, i);
        SemaType items = infer_items(frame, member);
        bool is_kept = sema_is_plain_iterable(types, member);
        SemaType one = is_kept                ? member
                       : items == SEMA_OBJECT ? SEMA_OBJECT
                                              : sema_type_with_part(types, SEMA_ITERATOR,
                                                                    CLASS_SEQUENCE_ITERATOR, items);
        all = sema_type_join(types, all, one);
    }
    return all;
}

// The code waits here: anything may run meanwhile.
static void note_await(Frame *frame) {
    static const char *const names[] = {"__await__", "send", "throw", "close", "__next__"};
    Infer *in = frame->in;
    infer_dynamic(frame);
    for (u32 k = 0; k < COUNT_OF(names); k++)
        infer_dynamic_read(in, names_intern_text(in->program->names, names[k]));
    infer_store(in, frame->inst->state->yield_cell, SEMA_OBJECT);
}

// What the target of the clause gets.
static SemaType clause_items(Frame *frame, const AstComprehension *clause, SemaType source) {
    static const char *const names[] = {"__aiter__", "__anext__"};
    if (!clause->is_async) return infer_items(frame, source);
    sema_type_escape(frame->in->types, source);
    for (u32 k = 0; k < COUNT_OF(names); k++)
        infer_dynamic_read(frame->in, names_intern_text(frame->in->program->names, names[k]));
    note_await(frame);
    return SEMA_OBJECT;
}

static SemaType genexpr_type(Frame *frame, const AstExpr *expr) {
    u32 func = frame->module->funcs[expr->id];
    SemaType source = infer_expr(frame, expr->generator_exp.generators.items[0]->iter);
    infer_closure(frame, frame->in->program->funcs.items[func]);
    if (source == SEMA_BOTTOM) return SEMA_BOTTOM;
    bool is_async = expr->generator_exp.generators.items[0]->is_async != 0;
    if (is_async) sema_type_escape(frame->in->types, source);
    SemaType type = is_async ? SEMA_OBJECT : iterated_type(frame, source);
    SemaTarget *target = ARENA_NEW(frame->in->arena, SemaTarget);
    target->instance = infer_instance_for(frame, func, &type);
    infer_set_call(frame, expr->id,
                   (SemaCall){.kind = SEMA_CALL_DIRECT, .target_count = 1, .targets = target});
    return infer_call_instance(frame, target->instance);
}

// The code of a generator expression.
void infer_genexpr_body(Frame *frame) {
    const AstExpr *expr = (const AstExpr *)frame->func->node;
    AstComprehensions generators = expr->generator_exp.generators;
    for (u32 i = 0; i < generators.count; i++) {
        const AstComprehension *generator = generators.items[i];
        SemaType source = i == 0 ? infer_read(frame, frame->inst->state->param_cells[0])
                                 : infer_expr(frame, generator->iter);
        infer_assign(frame, generator->target, clause_items(frame, generator, source));
        for (u32 k = 0; k < generator->ifs.count; k++) {
            infer_truth(frame, infer_expr(frame, generator->ifs.items[k]));
            infer_narrow(frame, generator->ifs.items[k], true);
        }
    }
    infer_dynamic(frame);
    infer_store(frame->in, frame->inst->state->yield_cell,
                infer_expr(frame, expr->generator_exp.elt));
}

SemaType infer_comprehension(Frame *frame, const AstExpr *expr) {
    SemaTypes *types = frame->in->types;
    bool is_dict = expr->kind == AST_DICT_COMP;
    AstComprehensions generators =
        is_dict ? expr->dict_comp.generators : expr->list_comp.generators;
    InferEnv *before = frame->env;
    frame->env = infer_env_copy(frame, before);
    for (u32 i = 0; i < generators.count; i++) {
        const AstComprehension *generator = generators.items[i];
        infer_assign(frame, generator->target,
                     clause_items(frame, generator, infer_expr(frame, generator->iter)));
        for (u32 k = 0; k < generator->ifs.count; k++) {
            infer_truth(frame, infer_expr(frame, generator->ifs.items[k]));
            infer_narrow(frame, generator->ifs.items[k], true);
        }
    }
    SemaCell first = infer_site(frame, expr->id, 0), second = infer_site(frame, expr->id, 1);
    infer_store(frame->in, first,
                infer_expr(frame, is_dict ? expr->dict_comp.key : expr->list_comp.elt));
    if (is_dict) infer_store(frame->in, second, infer_expr(frame, expr->dict_comp.value));
    frame->env = before;
    if (is_dict || expr->kind == AST_SET_COMP) note_keys(frame, sema_cell_content(types, first));
    SemaKind kind = is_dict ? SEMA_DICT : expr->kind == AST_SET_COMP ? SEMA_SET : SEMA_LIST;
    return sema_type_with_cells(types, kind, 0, first, second);
}

// ---- functions as values

// What a new function object captures, and its defaults.
void infer_closure(Frame *frame, const SemaFunc *func) {
    Infer *in = frame->in;
    for (u32 i = 0; i < func->vars.count; i++) {
        const SemaVar *var = &func->vars.items[i];
        if (var->outer_var == SEMA_NONE_INDEX) continue;
        SemaType type = infer_env_get(frame->env, var->outer_var);
        infer_store(in, var->type_cell, type);
        if (sema_type_has(in->types, type, SEMA_UNDEF))
            frame->inst->var_is_checked[var->outer_var] = true;
    }
    for (u32 i = 0; i < func->params.count; i++) {
        const SemaParam *param = &func->params.items[i];
        if (!param->default_value) continue;
        SemaType type = infer_expr(frame, param->default_value);
        infer_store(in, in->funcs[func->index].defaults[i], type);
        if (param->default_global != SEMA_NONE_INDEX)
            infer_store(in, infer_global_cell(in, param->default_global), type);
        // A default can come in through the generic entry at any time.
        if (func->generic_instance != SEMA_NONE_INDEX)
            infer_store(in,
                        in->program->instances.items[func->generic_instance]->state->param_cells[i],
                        type);
    }
}

static SemaType lambda_type(Frame *frame, const AstExpr *expr) {
    const SemaFunc *func = frame->in->program->funcs.items[frame->module->funcs[expr->id]];
    infer_closure(frame, func);
    return sema_type_with_index(frame->in->types, SEMA_FUNC, func->index);
}

// ---- logic

static SemaType bool_op_type(Frame *frame, const AstExpr *expr) {
    SemaTypes *types = frame->in->types;
    bool is_and = expr->bool_op.op == AST_BOOL_AND;
    InferEnv *before = frame->env;
    SemaType all = SEMA_BOTTOM;
    frame->env = infer_env_copy(frame, before);
    for (u32 i = 0; i < expr->bool_op.values.count; i++) {
        const AstExpr *value = expr->bool_op.values.items[i];
        SemaType type = infer_expr(frame, value);
        if (i + 1 == expr->bool_op.values.count) {
            all = sema_type_join(types, all, type);
            break;
        }
        infer_truth(frame, type);
        // The value that decides: of `or` a true one, of `and` a false one.
        if (!is_and) type = sema_type_without(types, type, SEMA_NONE);
        if (is_and) type = sema_type_without(types, type, SEMA_FUNC);
        all = sema_type_join(types, all, type);
        infer_narrow(frame, value, is_and);
    }
    frame->env = before;
    return all;
}

static SemaType if_exp_type(Frame *frame, const AstExpr *expr) {
    InferEnv *before = frame->env;
    infer_truth(frame, infer_expr(frame, expr->if_exp.test));
    frame->env = infer_env_copy(frame, before);
    infer_narrow(frame, expr->if_exp.test, true);
    SemaType type = infer_expr(frame, expr->if_exp.body);
    frame->env = infer_env_copy(frame, before);
    infer_narrow(frame, expr->if_exp.test, false);
    type = sema_type_join(frame->in->types, type, infer_expr(frame, expr->if_exp.orelse));
    frame->env = before;
    return type;
}

// What is only compared goes nowhere.
static SemaType compared_type(Frame *frame, const AstExpr *expr) {
    u32 outer = frame->in->harmless_node;
    frame->in->harmless_node = expr->id;
    SemaType type = infer_expr(frame, expr);
    frame->in->harmless_node = outer;
    return type;
}

static SemaType compare_type(Frame *frame, const AstExpr *expr) {
    SemaType left = compared_type(frame, expr->compare.left), all = SEMA_BOTTOM;
    u32 count = expr->compare.ops.count;
    for (u32 i = 0; i < count; i++) {
        SemaType right = compared_type(frame, expr->compare.comparators.items[i]);
        SemaType one =
            infer_compare_op(frame, (AstCompareOperator)expr->compare.ops.items[i], left, right);
        if (i + 1 < count) infer_truth(frame, one);
        all = sema_type_join(frame->in->types, all, one);
        left = right;
    }
    return all;
}

static void format_parts(Frame *frame, const AstExpr *expr) {
    for (u32 i = 0; i < expr->joined_str.values.count; i++) {
        const AstExpr *part = expr->joined_str.values.items[i];
        if (part->kind != AST_FORMATTED_VALUE) continue;
        if (!infer_is_inert(frame, infer_expr(frame, part->formatted_value.value), 0))
            infer_dynamic(frame);
        infer_record(frame, part->id, SEMA_STR);
        if (part->formatted_value.format_spec) infer_expr(frame, part->formatted_value.format_spec);
    }
}

// ---- subscripts

static bool is_index_only(SemaTypes *types, SemaType key) {
    for (u32 i = 0; i < sema_member_count(types, key); i++) {
        SemaKind kind = sema_type_kind(types, sema_member(types, key, i));
        if (kind != SEMA_INT && kind != SEMA_BOOL && kind != SEMA_BOTTOM) return false;
    }
    return true;
}

static SemaType tuple_item(Frame *frame, SemaTypeRow row, SemaType key, const AstExpr *index) {
    SemaTypes *types = frame->in->types;
    bool is_negative = index && index->kind == AST_UNARY_OP && index->unary_op.op == AST_UNARY_SUB;
    const AstExpr *constant = is_negative ? index->unary_op.operand : index;
    if (row.kind == SEMA_TUPLE && constant && ast_is_constant(constant, AST_CONST_INT)) {
        u64 place = constant->constant.value.u.int_value;
        if (is_negative) place = row.part_count - place;
        return place < row.part_count ? row.parts[place] : SEMA_BOTTOM;
    }
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < row.part_count; i++) all = sema_type_join(types, all, row.parts[i]);
    if (is_index_only(types, key)) return all;
    SemaType slice = sema_type_with_part(types, SEMA_TUPLE_OF, 0, all);
    return key == SEMA_SLICE ? slice : sema_type_join(types, all, slice);
}

// C[int] of a class with type parameters: analysis goes on with a class that can say what it is.
static void infer_generic_class(Frame *frame, u32 index) {
    const SemaClass *class = frame->in->program->classes.items[index];
    if (class->node->class_def.type_params.items)
        *VEC_PUSH(frame->in->arena, &frame->in->program->wanted) = class->node->span;
}

static SemaType member_item(Frame *frame, SemaType base, SemaType key, const AstExpr *index) {
    Infer *in = frame->in;
    SemaTypes *types = in->types;
    SemaTypeRow row = types->rows.items[base];
    bool may_be_index = key != SEMA_SLICE, may_be_slice = !is_index_only(types, key);
    switch (row.kind) {
    case SEMA_LIST: {
        SemaType item = may_be_index ? infer_read(frame, row.cells[0]) : SEMA_BOTTOM;
        return may_be_slice ? sema_type_join(types, item, base) : item;
    }
    case SEMA_TUPLE:
    case SEMA_TUPLE_OF: return tuple_item(frame, row, key, index);
    case SEMA_STR: return SEMA_STR;
    case SEMA_BYTES:
    case SEMA_BYTEARRAY:
    case SEMA_RANGE:
        if (!may_be_slice) return SEMA_INT;
        return may_be_index ? sema_type_join(types, SEMA_INT, base) : base;
    case SEMA_DICT:
        if (!infer_is_inert(frame, key, 0))
            infer_compared(frame, key, infer_read(frame, row.cells[0]), in->dunder_eq);
        return infer_read(frame, row.cells[1]);
    case SEMA_INSTANCE: return infer_call_method_of(frame, base, in->dunder_getitem, &key, 1);
    case SEMA_WEB:
    case SEMA_WEB_CLASS: return infer_web_subscript(frame, row, key);
    case SEMA_CLASS: infer_generic_class(frame, row.index); return SEMA_OBJECT;
    case SEMA_BOTTOM: return SEMA_BOTTOM;
    case SEMA_OBJECT:
        sema_type_escape(types, key);
        infer_dynamic(frame);
        infer_dynamic_read(in, in->dunder_getitem);
        return SEMA_OBJECT;
    default: return SEMA_OBJECT;
    }
}

SemaType infer_subscript(Frame *frame, SemaType base, SemaType key, const AstExpr *slice,
                         u32 node_id) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    (void)node_id;
    for (u32 i = 0; i < sema_member_count(types, base); i++)
        all =
            sema_type_join(types, all, member_item(frame, sema_member(types, base, i), key, slice));
    return all;
}

static void member_store(Frame *frame, SemaType base, SemaType key, bool is_slice, SemaType value) {
    Infer *in = frame->in;
    SemaTypes *types = in->types;
    SemaTypeRow row = types->rows.items[base];
    switch (row.kind) {
    case SEMA_LIST:
        if (!is_slice) infer_store(in, row.cells[0], value);
        if (is_slice || !is_index_only(types, key))
            infer_store(in, row.cells[0], infer_items(frame, value));
        break;
    case SEMA_DICT:
        if (!infer_is_inert(frame, key, 0))
            infer_compared(frame, key, infer_read(frame, row.cells[0]), in->dunder_eq);
        infer_store(in, row.cells[0], key);
        infer_store(in, row.cells[1], value);
        break;
    case SEMA_INSTANCE: {
        SemaType args[] = {key, value};
        infer_call_method_of(frame, base, in->dunder_setitem, args, 2);
        break;
    }
    case SEMA_WEB: infer_web_subscript_store(frame, key, value); break;
    case SEMA_BYTEARRAY:
    case SEMA_BOTTOM: break;
    default:
        sema_type_escape(types, key);
        sema_type_escape(types, value);
        infer_dynamic(frame);
        infer_dynamic_read(in, in->dunder_setitem);
        break;
    }
}

void infer_subscript_store(Frame *frame, SemaType base, SemaType key, bool is_slice,
                           SemaType value) {
    for (u32 i = 0; i < sema_member_count(frame->in->types, base); i++)
        member_store(frame, sema_member(frame->in->types, base, i), key, is_slice, value);
}

static SemaType slice_type(Frame *frame, const AstExpr *expr) {
    if (expr->slice.lower) infer_expr(frame, expr->slice.lower);
    if (expr->slice.upper) infer_expr(frame, expr->slice.upper);
    if (expr->slice.step) infer_expr(frame, expr->slice.step);
    return SEMA_SLICE;
}

// ---- yield

static SemaType yield_type(Frame *frame, const AstExpr *expr) {
    const InferState *state = frame->inst->state;
    SemaType type = expr->yield.value ? infer_expr(frame, expr->yield.value) : SEMA_NONE;
    infer_store(frame->in, state->yield_cell, type);
    infer_dynamic(frame);
    return infer_read(frame, state->sent_cell);
}

// Anything may be sent to a coroutine and come back.
static SemaType await_type(Frame *frame, const AstExpr *expr) {
    sema_type_escape(frame->in->types, infer_expr(frame, expr->await.value));
    note_await(frame);
    return SEMA_OBJECT;
}

// What `yield from` gives when the iterator has ended.
static SemaType end_type(Frame *frame, SemaType type) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaTypeRow row = types->rows.items[sema_member(types, type, i)];
        SemaType one = SEMA_NONE;
        if (row.kind == SEMA_GENERATOR) one = infer_read(frame, row.cells[1]);
        if (row.kind == SEMA_OBJECT || row.kind == SEMA_INSTANCE) one = SEMA_OBJECT;
        all = sema_type_join(types, all, one);
    }
    return all;
}

// What is sent to the outer generator is handed on to the inner one.
static SemaType yield_from_type(Frame *frame, const AstExpr *expr) {
    Infer *in = frame->in;
    const InferState *state = frame->inst->state;
    SemaType type = infer_expr(frame, expr->yield_from.value);
    SemaType sent = infer_read(frame, state->sent_cell);
    infer_dynamic(frame);
    infer_store(in, state->yield_cell, infer_items(frame, type));
    for (u32 i = 0; i < sema_member_count(in->types, type); i++) {
        SemaType member = sema_member(in->types, type, i);
        SemaTypeRow row = in->types->rows.items[member];
        if (row.kind == SEMA_GENERATOR) {
            infer_store(in, in->program->instances.items[row.index]->state->sent_cell, sent);
        } else if (row.kind == SEMA_INSTANCE || row.kind == SEMA_OBJECT) {
            // It may have methods send, throw and close.
            sema_type_escape(in->types, sent);
            sema_type_escape(in->types, member);
            static const char *const names[] = {"send", "throw", "close"};
            for (u32 k = 0; k < COUNT_OF(names); k++)
                infer_dynamic_read(in, names_intern_text(in->program->names, names[k]));
        }
    }
    return end_type(frame, type);
}

// ---- all expressions

static SemaType expr_type(Frame *frame, const AstExpr *expr) {
    // table:
    switch (expr->kind) {
    case AST_CONSTANT: return constant_type(expr);
    case AST_NAME: return name_type(frame, expr);
    case AST_ATTRIBUTE: return infer_attribute(frame, expr);
    case AST_CALL: return infer_call(frame, expr);
    case AST_BIN_OP: {
        SemaType left = infer_expr(frame, expr->bin_op.left),
                 right = infer_expr(frame, expr->bin_op.right);
        return infer_binary(frame, expr->bin_op.op, left, right, expr->bin_op.right, expr->id);
    }
    case AST_UNARY_OP: {
        SemaType operand = infer_expr(frame, expr->unary_op.operand);
        if (expr->unary_op.op == AST_UNARY_NOT) infer_truth(frame, operand);
        return infer_unary(frame, expr->unary_op.op, operand);
    }
    case AST_COMPARE: return compare_type(frame, expr);
    case AST_BOOL_OP: return bool_op_type(frame, expr);
    case AST_IF_EXP: return if_exp_type(frame, expr);
    case AST_SUBSCRIPT: {
        SemaType base = infer_expr(frame, expr->subscript.value);
        SemaType key = infer_expr(frame, expr->subscript.slice);
        return infer_subscript(frame, base, key, expr->subscript.slice, expr->id);
    }
    case AST_LIST:
    case AST_SET: return display_type(frame, expr);
    case AST_TUPLE: return tuple_type(frame, expr);
    case AST_DICT: return dict_type(frame, expr);
    case AST_NAMED_EXPR: {
        SemaType type = infer_expr(frame, expr->named_expr.value);
        infer_store_name(frame, expr->named_expr.target->id, type);
        return type;
    }
    case AST_LIST_COMP:
    case AST_SET_COMP:
    case AST_DICT_COMP: return infer_comprehension(frame, expr);
    case AST_GENERATOR_EXP:
        if (frame->module->funcs[expr->id] != SEMA_NONE_INDEX) return genexpr_type(frame, expr);
        return infer_comprehension(frame, expr);
    case AST_JOINED_STR: format_parts(frame, expr); return SEMA_STR;
    case AST_LAMBDA: return lambda_type(frame, expr);
    case AST_YIELD: return yield_type(frame, expr);
    case AST_YIELD_FROM: return yield_from_type(frame, expr);
    case AST_AWAIT: return await_type(frame, expr);
    case AST_SLICE: return slice_type(frame, expr);
    case AST_STARRED: return infer_expr(frame, expr->starred.value);
    default: return SEMA_OBJECT;
    }
}

SemaType infer_expr(Frame *frame, const AstExpr *expr) {
    infer_visit(frame->in);
    SemaType type = expr_type(frame, expr);
    SemaType joined = infer_record(frame, expr->id, type);
    // A name keeps what is known of it here: a loop may come back with more.
    return joined;
}
