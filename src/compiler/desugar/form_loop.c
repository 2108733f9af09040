// Members that take functions, as loops: a closure that is written there is part of the loop.
#include "compiler/desugar/form_priv.h"

#include "base/check.h"

// ---- the function

typedef struct {
    JxlNode *closure;  // written out in the loop
    AstExpr *func;     // or called
    FormArgs args;
} Code;

static void find_return(void *context, JxlNode *node) {
    bool *is_found = context;
    if (node->kind == JXL_CLOSURE || node->kind == JXL_FUNC) return;
    bool is_jump = node->kind == JXL_RETURN || node->kind == JXL_AWAIT;
    if (is_jump) *is_found = true;
    jxl_each_child(node, find_return, context);
}

static Code open_code(Form *f, JxlNode *node, u32 count) {
    Code code = {.args = {.names = ARENA_NEW_ARRAY(f->arena, AstName, count + 1), .count = count}};
    bool has_return = false;
    if (node->kind == JXL_CLOSURE) jxl_each_child(node->closure.body, find_return, &has_return);
    if (node->kind == JXL_CLOSURE && !has_return)
        code.closure = node;
    else
        code.func = py_keep(&f->py, form_expr(f, node));
    return code;
}

// Names for what the closure gets: inside of the loop.
static void name_params(Form *f, Code *code) {
    for (u32 i = 0; i < code->args.count; i++) {
        JxlNodes params = code->closure ? code->closure->closure.params : (JxlNodes){0};
        code->args.names[i] = i < params.count
                                  ? form_local(f, form_fact(f, params.items[i])->target)
                                  : py_temp(&f->py, "a");
    }
}

static AstExpr *param(Form *f, const Code *code, u32 index) {
    return py_load(&f->py, code->args.names[index]);
}

// The value for the parameters as they are now.
static AstExpr *run_code(Form *f, Code *code) {
    Py *py = &f->py;
    if (!code->closure) {
        AstExpr **args = ARENA_NEW_ARRAY(f->arena, AstExpr *, code->args.count + 1);
        for (u32 i = 0; i < code->args.count; i++) args[i] = param(f, code, i);
        return py_call_list(py, py_copy(py, code->func), args, code->args.count);
    }
    code->args.outer = f->args;
    f->args = &code->args;
    JxlTypeId result = jxl_type(f->program, form_type(f, code->closure))->result;
    AstExpr *value = form_block_value(f, code->closure->closure.body, form_in_instance(f, result));
    f->args = code->args.outer;
    return value;
}

// ---- loops

typedef struct {
    PyBlock body;
    PyBlock *before;
    AstExpr *target, *sequence;
    u32 break_label;
} Loop;

static void begin_loop(Form *f, Loop *loop, AstExpr *target, AstExpr *sequence) {
    *loop = (Loop){.target = target, .sequence = sequence, .break_label = f->func->break_label};
    loop->before = py_begin(&f->py, &loop->body);
    f->func->break_label = 0;
}

static void end_loop(Form *f, Loop *loop) {
    f->func->loop_depth--;
    f->func->break_label = loop->break_label;
    f->py.out = loop->before;
    py_for(&f->py, loop->target, loop->sequence, &loop->body);
}

typedef enum {
    LOOP_NONE,
    LOOP_MAP,
    LOOP_FILTER,
    LOOP_REDUCE,
    LOOP_FLAT_MAP,
    LOOP_COMPACT_MAP,
    LOOP_FOR_EACH,
    LOOP_ANY,
    LOOP_ALL,
    LOOP_INDEX,
    LOOP_GROUP,
    LOOP_KEY,
} LoopOp;

static LoopOp loop_of(Form *f, FormKind kind, AstName name, const JxlDecl *callee) {
    static const struct {
        const char *name;
        LoopOp op;
    } rows[] = {{"map", LOOP_MAP},
                {"filter", LOOP_FILTER},
                {"reduce", LOOP_REDUCE},
                {"flatMap", LOOP_FLAT_MAP},
                {"compactMap", LOOP_COMPACT_MAP},
                {"forEach", LOOP_FOR_EACH},
                {"any", LOOP_ANY},
                {"all", LOOP_ALL},
                {"firstIndex", LOOP_INDEX},
                {"groupBy", LOOP_GROUP},
                {"keyBy", LOOP_KEY}};
    bool is_sequence = kind == FORM_KIND_ARRAY || kind == FORM_KIND_MAP || kind == FORM_KIND_SET ||
                       kind == FORM_KIND_RANGE;
    if (!is_sequence) return LOOP_NONE;
    if (form_name_is(f, name, "contains") && form_name_is(f, callee->params[0].name, "where"))
        return LOOP_ANY;
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (form_name_is(f, name, rows[i].name)) return rows[i].op;
    }
    return LOOP_NONE;
}

static AstExpr *start_value(Form *f, LoopOp op, FormKind kind, AstExpr *initial) {
    Py *py = &f->py;
    AstExpr *const *none = NULL;
    switch (op) {
    case LOOP_REDUCE: return initial;
    case LOOP_ANY: return py_bool(py, false);
    case LOOP_ALL: return py_bool(py, true);
    case LOOP_INDEX: return py_none(py);
    case LOOP_GROUP:
    case LOOP_KEY: return py_dict(py, none, none, 0);
    case LOOP_FILTER:
        if (kind == FORM_KIND_MAP || kind == FORM_KIND_SET) return py_dict(py, none, none, 0);
        return py_list(py, none, 0);
    default: return py_list(py, none, 0);
    }
}

static AstExpr *items_of(Form *f, FormKind kind, AstExpr *receiver) {
    if (kind == FORM_KIND_MAP) return py_method(&f->py, receiver, "items", 0);
    if (kind == FORM_KIND_RANGE) return py_method(&f->py, receiver, "ints", 0);
    return receiver;
}

static void found(Form *f, AstName result, AstExpr *test, AstExpr *value) {
    Py *py = &f->py;
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    py_assign_name(py, result, value);
    py_break(py);
    py->out = before;
    py_if(py, test, &block, NULL);
}

static void keep_item(Form *f, const Code *code, FormKind kind, AstName result, AstExpr *test) {
    Py *py = &f->py;
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    AstExpr *to = py_load(py, result);
    if (kind == FORM_KIND_MAP)
        py_assign(py, py_as_store(py_item(py, to, param(f, code, 0))), param(f, code, 1));
    else if (kind == FORM_KIND_SET)
        py_assign(py, py_as_store(py_item(py, to, param(f, code, 0))), py_none(py));
    else
        py_do(py, py_method(py, to, "append", 1, param(f, code, 0)));
    py->out = before;
    py_if(py, test, &block, NULL);
}

static void group_item(Form *f, const Code *code, AstName result, AstExpr *key) {
    Py *py = &f->py;
    AstExpr *kept = py_keep(py, key);
    AstExpr *group = py_keep(py, py_method(py, py_load(py, result), "get", 1, py_copy(py, kept)));
    PyBlock first = {0}, more = {0};
    PyBlock *before = py_begin(py, &first);
    AstExpr *item = param(f, code, 0);
    py_assign(py, py_as_store(py_item(py, py_load(py, result), py_copy(py, kept))),
              py_list(py, &item, 1));
    py->out = &more;
    py_do(py, py_method(py, py_copy(py, group), "append", 1, param(f, code, 0)));
    py->out = before;
    py_if(py, py_is_none(py, group, true), &first, &more);
}

static void loop_step(Form *f, LoopOp op, Code *code, FormKind kind, AstName result,
                      AstName index) {
    Py *py = &f->py;
    AstExpr *value = run_code(f, code);
    switch (op) {
    case LOOP_MAP: py_do(py, py_method(py, py_load(py, result), "append", 1, value)); break;
    case LOOP_FLAT_MAP: py_do(py, py_method(py, py_load(py, result), "extend", 1, value)); break;
    case LOOP_FOR_EACH: py_do(py, value); break;
    case LOOP_REDUCE: py_assign_name(py, result, value); break;
    case LOOP_FILTER: keep_item(f, code, kind, result, value); break;
    case LOOP_ANY: found(f, result, value, py_bool(py, true)); break;
    case LOOP_ALL: found(f, result, py_not(py, value), py_bool(py, false)); break;
    case LOOP_INDEX:
        found(f, result, value, py_load(py, index));
        py_assign_name(py, index, py_binary(py, py_load(py, index), AST_OP_ADD, py_int(py, 1)));
        break;
    case LOOP_GROUP: group_item(f, code, result, value); break;
    case LOOP_KEY:
        py_assign(py, py_as_store(py_item(py, py_load(py, result), value)), param(f, code, 0));
        break;
    default: {
        AstExpr *kept = py_keep(py, value);
        PyBlock block = {0};
        PyBlock *before = py_begin(py, &block);
        py_do(py, py_method(py, py_load(py, result), "append", 1, py_copy(py, kept)));
        py->out = before;
        py_if(py, py_is_none(py, kept, false), &block, NULL);
    }
    }
}

AstExpr *form_loop_call(Form *f, JxlNode *node, const JxlBinding *binding, JxlTypeId type,
                        AstExpr *receiver, bool *is_one) {
    Py *py = &f->py;
    FormKind kind = form_kind(f, type);
    const JxlDecl *callee = binding->callee;
    *is_one = true;
    if (kind == FORM_KIND_ARRAY && form_name_is(f, callee->name, "sorted") &&
        callee->param_count == 1)
        return form_sorted_by(f, receiver, node->call.args.items[0]->arg.value);
    if (kind == FORM_KIND_ARRAY && form_name_is(f, callee->name, "joined"))
        return form_joined(f, node, binding, type, receiver);
    LoopOp op = loop_of(f, kind, callee->name, callee);
    *is_one = op != LOOP_NONE;
    if (!*is_one) return NULL;
    receiver = py_keep(py, receiver);
    u32 code_at = 0;
    AstExpr *initial = NULL;
    for (u32 i = 0; i < binding->arg_count; i++) {
        bool is_initial = op == LOOP_REDUCE && binding->params[i] == 0;
        if (is_initial)
            initial = py_keep(py, form_expr(f, node->call.args.items[i]->arg.value));
        else
            code_at = i;
    }
    u32 param_count = op == LOOP_REDUCE || kind == FORM_KIND_MAP ? 2 : 1;
    AstName result = py_temp(py, "r"), index = py_temp(py, "i");
    u32 outer_depth = f->func->loop_depth;
    Code code = open_code(f, node->call.args.items[code_at]->arg.value, param_count);
    py_assign_name(py, result, start_value(f, op, kind, initial));
    if (op == LOOP_INDEX) py_assign_name(py, index, py_int(py, 0));
    Loop loop;
    f->func->loop_depth++;
    name_params(f, &code);
    AstExpr *target;
    if (kind == FORM_KIND_MAP) {
        AstExpr *both[] = {py_store(py, code.args.names[0]), py_store(py, code.args.names[1])};
        target = py_tuple(py, both, 2);
        target->tuple.ctx = AST_STORE;
    } else {
        target = py_store(py, code.args.names[op == LOOP_REDUCE ? 1 : 0]);
    }
    begin_loop(f, &loop, target, items_of(f, kind, receiver));
    if (op == LOOP_REDUCE) py_assign_name(py, code.args.names[0], py_load(py, result));
    loop_step(f, op, &code, kind, result, index);
    end_loop(f, &loop);
    CHECK(f->func->loop_depth == outer_depth);
    return op == LOOP_FOR_EACH ? py_none(py) : py_load(py, result);
}

// ---- others

AstExpr *form_without(Form *f, AstExpr *old, JxlNode *node, JxlTypeId type) {
    Py *py = &f->py;
    AstExpr *receiver = py_keep(py, old);
    AstName result = py_temp(py, "r");
    Code code = open_code(f, node, 1);
    AstExpr *const *none = NULL;
    py_assign_name(py, result, py_list(py, none, 0));
    Loop loop;
    f->func->loop_depth++;
    name_params(f, &code);
    begin_loop(f, &loop, py_store(py, code.args.names[0]), receiver);
    AstExpr *test = py_not(py, run_code(f, &code));
    keep_item(f, &code, form_kind(f, type), result, test);
    end_loop(f, &loop);
    return py_load(py, result);
}

// `{ $0.x < $1.x }`: sorted by a key, once for each item.
AstExpr *form_sorted_by(Form *f, AstExpr *old, JxlNode *node) {
    Py *py = &f->py;
    old = py_keep(py, old);
    return py_call(py, py_library(py, "sorted_by"), 2, old, form_expr(f, node));
}

AstExpr *form_joined(Form *f, JxlNode *node, const JxlBinding *binding, JxlTypeId type,
                     AstExpr *receiver) {
    Py *py = &f->py;
    JxlTypeId item = form_arg(f, type, 0);
    u32 mark = py->out->count;
    AstExpr *separator = form_arguments(f, node, binding)[0];
    if (py->out->count != mark) receiver = py_keep_at(py, mark, receiver);
    if (form_kind(f, item) != FORM_KIND_STRING) {
        receiver = py_keep(py, receiver);
        separator = py_keep(py, separator);
        receiver = form_texts(f, receiver, item, false);
    }
    return py_method(py, separator, "join", 1, receiver);
}

AstExpr *form_texts(Form *f, AstExpr *list, JxlTypeId item, bool is_inner) {
    Py *py = &f->py;
    AstName result = py_temp(py, "r"), one = py_temp(py, "a");
    AstExpr *const *none = NULL;
    py_assign_name(py, result, py_list(py, none, 0));
    Loop loop;
    f->func->loop_depth++;
    begin_loop(f, &loop, py_store(py, one), list);
    AstExpr *text = is_inner ? form_inner_text(f, py_load(py, one), item)
                             : form_text(f, py_load(py, one), item);
    py_do(py, py_method(py, py_load(py, result), "append", 1, text));
    end_loop(f, &loop);
    return py_load(py, result);
}
