// Components that are more than an element: error boundaries, routes, canvases, links, choices,
// numbers.
#include "compiler/desugar/form_view.h"

// ---- ErrorBoundary: a scope that catches, around a branch that shows the content or the fallback
typedef struct {
    AstName scope, state, error, caught, branch;
} Boundary;

static void assign_nonlocal(Form *f, AstName name, AstExpr *value) {
    *VEC_PUSH(f->arena, &f->func->nonlocals) = name;
    py_assign_name(&f->py, name, value);
}

static void mark(Form *f, AstName state) {
    py_do(&f->py, py_call(&f->py, form_ui(f, "mark"), 1, py_load(&f->py, state)));
}

static void put_caught(Form *f, Boundary *b) {
    Py *py = &f->py;
    FormClosure closure;
    form_closure_begin(f, &closure, "caught");
    b->caught = closure.name;
    AstName error = py_temp(py, "e");
    assign_nonlocal(f, b->error, py_load(py, error));
    mark(f, b->state);
    form_closure_end(f, &closure, &error, 1);
}

static void put_retry(Form *f, const Boundary *b, const JxlDecl *decl) {
    Py *py = &f->py;
    FormClosure closure;
    form_closure_begin(f, &closure, "retry");
    AstName name = closure.name;
    assign_nonlocal(f, b->error, py_none(py));
    mark(f, b->state);
    form_closure_end(f, &closure, NULL, 0);
    form_plain_local(f, decl, py_load(py, name));
}

static void fallback(Form *f, const Boundary *b, JxlNode *closure) {
    JxlNodes params = closure->closure.params;
    const JxlDecl *error = params.count > 0 ? form_fact(f, params.items[0])->target : NULL;
    const JxlDecl *retry = params.count > 1 ? form_fact(f, params.items[1])->target : NULL;
    if (error) form_plain_local(f, error, py_load(&f->py, b->error));
    if (retry) put_retry(f, b, retry);
    form_branch_body(f, closure->closure.body);
}

static void show_if(Form *f, AstExpr *test, AstName branch) {
    Py *py = &f->py;
    PyBlock then = {0}, otherwise = {0};
    PyBlock *before = py_begin(py, &then);
    py_do(py, py_call(py, form_ui(f, "show"), 2, py_load(py, branch), py_int(py, 1)));
    py->out = &otherwise;
    py_do(py, py_call(py, form_ui(f, "show"), 2, py_load(py, branch), py_int(py, 2)));
    py->out = before;
    py_if(py, test, &then, &otherwise);
}

static void make_boundary(Form *f, const FormFragment *fragment, const FormPiece *piece,
                          Boundary *b) {
    Py *py = &f->py;
    JxlNode *content = form_arg_named(f, piece->node, "content");
    JxlNode *other = form_arg_named(f, piece->node, "fallback");
    FormClosure closure;
    form_closure_begin(f, &closure, "make");
    AstExpr *test = py_compare(py, py_call(py, form_ui(f, "which"), 0), AST_CMP_EQ, py_int(py, 1));
    PyBlock then = {0}, otherwise = {0};
    PyBlock *before = py_begin(py, &then);
    form_branch_body(f, content->closure.body);
    py->out = &otherwise;
    if (other && other->kind == JXL_CLOSURE) fallback(f, b, other);
    py->out = before;
    py_if(py, test, &then, &otherwise);
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    b->branch = py_temp(py, "branch");
    py_assign_name(py, b->branch,
                   py_call(py, form_ui(f, "branch"), 3, code, form_place_parent(f, fragment, piece),
                           form_place_before(f, piece)));
}

static void put_boundary(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    Boundary b = {py_temp(py, "scope"), py_temp(py, "state"), py_temp(py, "error"), 0, 0};
    py_assign_name(py, b.state, py_call(py, form_ui(f, "atom"), 0));
    py_assign_name(py, b.error, py_none(py));
    put_caught(f, &b);
    make_boundary(f, fragment, piece, &b);
    py_assign_name(py, b.scope, py_call(py, form_ui(f, "scope"), 0));
    py_do(py, py_call(py, form_ui(f, "catch"), 2, py_load(py, b.scope), py_load(py, b.caught)));
    FormClosure choose;
    form_closure_begin(f, &choose, "choose");
    py_do(py, py_call(py, form_ui(f, "read"), 1, py_load(py, b.state)));
    show_if(f, py_is_none(py, py_load(py, b.error), true), b.branch);
    AstExpr *code = form_closure_end(f, &choose, NULL, 0);
    FormClosure inside;
    form_closure_begin(f, &inside, "inside");
    py_do(py, py_call(py, form_ui(f, "structure"), 1, code));
    AstExpr *run = form_closure_end(f, &inside, NULL, 0);
    // What fails at once comes here; later it comes to the scope.
    PyBlock body = {0}, handler = {0};
    PyBlock *before = py_begin(py, &body);
    py_do(py, py_call(py, form_ui(f, "within"), 2, py_load(py, b.scope), run));
    py->out = &handler;
    AstName error = py_temp(py, "e");
    py_do(py, py_call(py, py_load(py, b.caught), 1, py_load(py, error)));
    py->out = before;
    py_try(py, &body, py_builtin(py, "Exception"), error, &handler, NULL);
}

// ---- Router: the first route that matches the path
static AstExpr *matched(Form *f, Slice pattern) {
    Py *py = &f->py;
    AstExpr *path = py_call(py, form_ui(f, "location"), 1, py_int(py, 0));
    return py_call(py, form_ui(f, "match"), 2, py_str(py, pattern), path);
}

// The names of a pattern's parameters: "/posts/:id/*rest".
static u32 parameters(Form *f, Slice pattern, AstExpr **names) {
    u32 count = 0;
    for (usize i = 0; i < pattern.len && count < 8; i++) {
        if (pattern.data[i] != ':' && pattern.data[i] != '*') continue;
        usize end = i + 1;
        while (end < pattern.len && pattern.data[end] != '/') end++;
        names[count++] = py_str(&f->py, slice_make(pattern.data + i + 1, end - i - 1));
        i = end;
    }
    return count;
}

// def params(): the parameters by name, as they are now.
static void put_params(Form *f, Slice pattern, const JxlDecl *decl) {
    Py *py = &f->py;
    AstExpr *names[8], *values[8];
    FormClosure closure;
    form_closure_begin(f, &closure, "g");
    AstName match = py_temp(py, "m");
    py_assign_name(py, match, matched(f, pattern));
    PyBlock none = {0};
    PyBlock *before = py_begin(py, &none);
    AstExpr *empty = py_str(py, (Slice){0}), *empty_too = py_str(py, (Slice){0});
    py_return(py, py_dict(py, &empty, &empty_too, 1));
    py->out = before;
    py_if(py, py_is_none(py, py_load(py, match), true), &none, NULL);
    u32 count = parameters(f, pattern, names);
    for (u32 i = 0; i < count; i++)
        values[i] =
            py_call(py, py_builtin(py, "str"), 1, py_item(py, py_load(py, match), py_int(py, i)));
    py_return(py, py_dict(py, names, values, count));
    AstName name = closure.name;
    form_closure_end(f, &closure, NULL, 0);
    form_getter_local(f, decl, name);
}

static bool route_of(Form *f, JxlNode *call, Slice *pattern, JxlNode **content) {
    const JxlDecl *decl = call->kind == JXL_CALL ? form_fact(f, call)->target : NULL;
    bool is_route =
        decl && decl->kind == JXL_DECL_VIEW &&
        (form_name_is(f, decl->name, "Route") || form_name_is(f, decl->name, "NotFound"));
    if (!is_route) return form_refuse(f, call, "this in a Router"), false;
    JxlNode *text = form_arg_named(f, call, "pattern");
    *pattern = SLICE_LITERAL("/*rest");
    if (text && !form_constant_text(text, pattern))
        return form_refuse(f, text, "a pattern that changes"), false;
    *content = form_arg_named(f, call, "content");
    if (*content && (*content)->kind == JXL_CLOSURE) return true;
    return form_refuse(f, call, "this route"), false;
}

static void put_router(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    JxlNodes routes = form_arg_named(f, piece->node, "content")->closure.body->block.items;
    FormClosure make;
    form_closure_begin(f, &make, "make");
    AstName number = py_temp(py, "which");
    py_assign_name(py, number, py_call(py, form_ui(f, "which"), 0));
    Slice pattern;
    JxlNode *content;
    for (u32 i = 0; i < routes.count; i++) {
        if (!route_of(f, routes.items[i], &pattern, &content)) continue;
        PyBlock body = {0};
        PyBlock *before = py_begin(py, &body);
        const JxlDecl *decl = content->closure.params.count > 0
                                  ? form_fact(f, content->closure.params.items[0])->target
                                  : NULL;
        if (decl) put_params(f, pattern, decl);
        form_branch_body(f, content->closure.body);
        py->out = before;
        py_if(py, py_compare(py, py_load(py, number), AST_CMP_EQ, py_uint(py, i + 1)), &body, NULL);
    }
    AstExpr *code = form_closure_end(f, &make, NULL, 0);
    AstName branch = py_temp(py, "branch");
    py_assign_name(py, branch,
                   py_call(py, form_ui(f, "branch"), 3, code, form_place_parent(f, fragment, piece),
                           form_place_before(f, piece)));
    FormClosure choose;
    form_closure_begin(f, &choose, "choose");
    AstName chosen = py_temp(py, "chosen");
    py_assign_name(py, chosen, py_int(py, 0));
    for (u32 i = routes.count; i-- > 0;) {
        if (!route_of(f, routes.items[i], &pattern, &content)) continue;
        PyBlock body = {0};
        PyBlock *before = py_begin(py, &body);
        py_assign_name(py, chosen, py_uint(py, i + 1));
        py->out = before;
        py_if(py, py_is_none(py, matched(f, pattern), false), &body, NULL);
    }
    py_do(py, py_call(py, form_ui(f, "show"), 2, py_load(py, branch), py_load(py, chosen)));
    AstExpr *run = form_closure_end(f, &choose, NULL, 0);
    py_do(py, py_call(py, form_ui(f, "structure"), 1, run));
}

// ---- Redirect: when it stands
static void put_redirect(Form *f, const FormPiece *piece) {
    Py *py = &f->py;
    FormClosure closure;
    form_closure_begin(f, &closure, "l");
    JxlNode *to = form_arg_named(f, piece->node, "to");
    py_do(py, py_call(py, form_ui(f, "navigate"), 2, form_expr(f, to), py_bool(py, true)));
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    py_do(py, py_call(py, form_ui(f, "mount"), 1, code));
}

// ---- Canvas: a binding that draws
static void put_canvas(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    JxlNode *draw = form_arg_named(f, piece->node, "draw");
    JxlNode *width = form_arg_named(f, piece->node, "width");
    JxlNode *height = form_arg_named(f, piece->node, "height");
    if (!draw || draw->kind != JXL_CLOSURE) {
        form_refuse(f, piece->node, "this canvas");
        return;
    }
    FormClosure closure;
    form_closure_begin(f, &closure, "draw");
    JxlNodes params = draw->closure.params;
    const JxlDecl *context = params.count > 0 ? form_fact(f, params.items[0])->target : NULL;
    const JxlDecl *size = params.count > 1 ? form_fact(f, params.items[1])->target : NULL;
    if (context) form_plain_local(f, context, form_node_ref(f, fragment, piece->at));
    AstExpr *sides[] = {form_expr(f, width), form_expr(f, height)};
    if (size) form_plain_local(f, size, py_tuple(py, sides, 2));
    form_block(f, draw->closure.body);
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    py_do(py, py_call(py, form_ui(f, "bind"), 1, code));
}

// ctx.fillRect(x, y, w, h, color): the numbers are those of web/ui/canvas.mjs.
AstExpr *form_canvas_call(Form *f, const JxlNode *node, AstName method, AstExpr *context,
                          AstExpr *const *args, u32 count) {
    static const struct {
        const char *name;
        i32 text;  // which argument is a color or text; -1: none
    } operations[] = {{"clear", 0},    {"begin", -1},   {"moveTo", -1},    {"lineTo", -1},
                      {"curveTo", -1}, {"arc", -1},     {"close", -1},     {"fill", 0},
                      {"stroke", 0},   {"fillRect", 4}, {"strokeRect", 4}, {"fillCircle", 3},
                      {"fillText", 0}, {"save", -1},    {"restore", -1},   {"translate", -1},
                      {"rotate", -1},  {"scale", -1},   {"clip", -1}};
    Py *py = &f->py;
    for (u32 i = 0; i < COUNT_OF(operations); i++) {
        if (!form_name_is(f, method, operations[i].name)) continue;
        AstExpr *numbers[8], *text = py_str(py, (Slice){0});
        u32 number_count = 0;
        bool is_text = form_name_is(f, method, "fillText");
        for (u32 k = 0; k < count && number_count < 8; k++) {
            if (!args[k]) continue;
            if (is_text && k == 3) continue;
            if ((i32)k == operations[i].text)
                text = args[k];
            else
                numbers[number_count++] = args[k];
        }
        if (is_text && count > 3 && args[3]) {
            AstExpr *parts[] = {args[3], py_str(py, SLICE_LITERAL(" ")), text};
            text = py_joined(py, parts, 3);
        }
        AstExpr *tuple = py_tuple(py, numbers, number_count);
        return py_call(py, form_ui(f, "draw"), 4, context, py_uint(py, i), tuple, text);
    }
    return form_refuse(f, node, "this operation of a canvas");
}

static void put_code(Form *f, const FormPiece *piece, const char *native) {
    Py *py = &f->py;
    AstExpr *code = form_view_argument(f, piece->node, form_value_type(f, piece->node));
    py_do(py, py_call(py, form_ui(f, native), 1, code));
}

void form_special(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    switch (piece->special) {
    case FORM_SPECIAL_BOUNDARY: put_boundary(f, fragment, piece); break;
    case FORM_SPECIAL_ROUTER: put_router(f, fragment, piece); break;
    case FORM_SPECIAL_REDIRECT: put_redirect(f, piece); break;
    case FORM_SPECIAL_APPEAR: put_code(f, piece, "mount"); break;
    case FORM_SPECIAL_DISAPPEAR: put_code(f, piece, "cleanup"); break;
    default: put_canvas(f, fragment, piece); break;
    }
}
