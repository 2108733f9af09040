// Closures: lambdas where their body is an expression, else functions in front of the statement.
// Variables are captured as Python does, by cell; what is declared inside a loop is a new variable
// each time, so its value is bound when the closure is made.
#include "compiler/desugar/form_priv.h"

typedef struct {
    FormFunc func;
    FormFunc *outer;
    FormArgs args;
    PyBlock body;
    PyBlock *before;
} Opened;

static void open_closure(Form *f, const JxlNode *node, Opened *o) {
    JxlTypeId type = form_type(f, node);
    u32 count = jxl_type(f->program, type)->arg_count;
    *o = (Opened){.outer = f->func};
    o->func.outer = f->func;
    o->args = (FormArgs){f->args, ARENA_NEW_ARRAY(f->arena, AstName, count + 1), count};
    f->func = &o->func;
    f->args = &o->args;
    JxlNodes params = node->closure.params;
    for (u32 i = 0; i < count; i++) {
        bool is_named = i < params.count && !form_name_is(f, params.items[i]->param.name, "_");
        o->args.names[i] =
            is_named ? form_local(f, form_fact(f, params.items[i])->target) : py_temp(&f->py, "a");
    }
    o->before = py_begin(&f->py, &o->body);
}

// The variables of loops around it that it uses, as parameters with their values.
static void bind_captured(Form *f, const FormFunc *func, AstArguments *args) {
    u32 count = func->bound.count;
    if (count == 0) return;
    AstArgs all = {ARENA_NEW_ARRAY(f->arena, AstArg *, args->args.count + count),
                   args->args.count + count};
    AstExprs defaults = {ARENA_NEW_ARRAY(f->arena, AstExpr *, count), count};
    for (u32 i = 0; i < args->args.count; i++) all.items[i] = args->args.items[i];
    for (u32 i = 0; i < count; i++) {
        AstArg *arg = ARENA_NEW(f->arena, AstArg);
        arg->kind = AST_ARG;
        arg->span = f->py.span;
        arg->arg = func->bound.items[i];
        all.items[args->args.count + i] = arg;
        defaults.items[i] = py_load(&f->py, func->bound.items[i]);
    }
    args->args = all;
    args->defaults = defaults;
}

static AstExpr *close_closure(Form *f, Opened *o) {
    Py *py = &f->py;
    f->func = o->outer;
    f->args = o->args.outer;
    py->out = o->before;
    for (u32 i = 0; i < o->func.bound.count; i++) form_note_capture(f, o->func.bound.items[i]);
    bool is_lambda = o->body.count == 1 && o->body.items[0]->kind == AST_RETURN &&
                     o->body.items[0]->return_stmt.value && o->func.nonlocals.count == 0 &&
                     o->func.globals.count == 0 && !o->func.is_async;
    if (is_lambda) {
        AstExpr *lambda =
            py_lambda(py, o->args.names, o->args.count, o->body.items[0]->return_stmt.value);
        bind_captured(f, &o->func, lambda->lambda.args);
        return lambda;
    }
    PyBlock whole = {0};
    form_put_scopes(f, &o->func, &whole);
    for (u32 i = 0; i < o->body.count; i++) *VEC_PUSH(f->arena, &whole) = o->body.items[i];
    AstName name = py_temp(py, "f");
    py_def(py, name, o->args.names, o->args.count, &whole, o->func.is_async);
    bind_captured(f, &o->func, py->out->items[py->out->count - 1]->function_def.args);
    return py_load(py, name);
}

AstExpr *form_closure(Form *f, JxlNode *node) {
    Opened o;
    open_closure(f, node, &o);
    o.func.is_async = (node->closure.flags & JXL_FLAG_ASYNC) != 0;
    JxlTypeId result = form_in_instance(f, jxl_type(f->program, form_type(f, node))->result);
    form_function_block(f, node->closure.body, result);
    return close_closure(f, &o);
}

AstExpr *form_thunk(Form *f, FormBody *write, void *context) {
    Opened o = {.outer = f->func};
    o.func.outer = f->func;
    o.args = (FormArgs){f->args, NULL, 0};
    f->func = &o.func;
    o.before = py_begin(&f->py, &o.body);
    write(f, context);
    AstExpr *made = close_closure(f, &o);
    return made;
}

AstExpr *form_closure_arg(Form *f, const JxlNode *node) {
    const FormArgs *args = f->args;
    u64 index = node->closure_arg.index;
    if (!args || index >= args->count) return form_refuse(f, node, "this parameter");
    return py_load(&f->py, args->names[index]);
}
