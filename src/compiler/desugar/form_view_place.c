// Places of a template: branches, loops, other views, slots; and the code of handlers.
#include "compiler/desugar/form_view.h"

#include "base/check.h"

// ---- where a place is
AstExpr *form_place_parent(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    return form_node_ref(f, fragment, piece->at->parent);
}

AstExpr *form_place_before(Form *f, const FormPiece *piece) {
    return piece->at->hole > 0 ? py_load(&f->py, piece->at->held) : py_int(&f->py, 0);
}

static AstExpr *stamp(Form *f, const char *native, AstName template, AstExpr *parent,
                      AstExpr *before) {
    return py_call(&f->py, form_ui(f, native), 3, py_load(&f->py, template), parent, before);
}

static void structure(Form *f, AstExpr *code) {
    py_do(&f->py, py_call(&f->py, form_ui(f, "structure"), 1, code));
}

// ---- conditions
static AstExpr *cond_value(Form *f, JxlNode *cond) {
    const JxlFact *fact = form_fact(f, cond);
    if (cond->cond_let.value) return form_expr(f, cond->cond_let.value);
    CHECK(fact->source);
    return form_read_decl(f, cond, fact->source);
}

static AstExpr *condition(Form *f, JxlNodes conds) {
    Py *py = &f->py;
    AstExpr *test = NULL;
    for (u32 i = 0; i < conds.count; i++) {
        JxlNode *cond = conds.items[i];
        AstExpr *next;
        if (cond->kind == JXL_COND_CASE)
            next = form_refuse(f, cond, "`if case` in a render block");
        else if (cond->kind == JXL_COND_LET)
            next = py_is_none(py, cond_value(f, cond), false);
        else
            next = form_expr(f, cond);
        test = test ? py_bool_op(py, AST_BOOL_AND, test, next) : next;
    }
    return test;
}

// The variables of `if let`: read anew each time, so that they follow.
static void let_getters(Form *f, JxlNodes conds) {
    Py *py = &f->py;
    for (u32 i = 0; i < conds.count; i++) {
        JxlNode *cond = conds.items[i];
        if (cond->kind != JXL_COND_LET) continue;
        FormClosure closure;
        form_closure_begin(f, &closure, "g");
        AstName name = py_temp(py, "v");
        py_assign_name(py, name, cond_value(f, cond));
        PyBlock gone = {0};
        PyBlock *before = py_begin(py, &gone);
        py_raise(py, py_call(py, py_builtin(py, "ValueError"), 1,
                             py_str(py, SLICE_LITERAL("the value is gone"))));
        py->out = before;
        py_if(py, py_is_none(py, py_load(py, name), true), &gone, NULL);
        py_return(py, py_load(py, name));
        AstName getter = closure.name;
        form_closure_end(f, &closure, NULL, 0);
        form_getter_local(f, form_fact(f, cond)->target, getter);
    }
}

// ---- fragments inside of a branch, a row, a slot
static FormFragment *finished(Form *f, FormFragment *fragment) {
    form_fragment_finish(f, fragment, py_temp(&f->py, "t"));
    return fragment;
}

void form_branch_body(Form *f, JxlNode *block) {
    Py *py = &f->py;
    FormFragment *fragment = finished(f, form_fragment(f, block));
    AstName id = py_temp(py, "id");
    AstExpr *parent = py_call(py, form_ui(f, "parent"), 0);
    AstExpr *before = py_call(py, form_ui(f, "before"), 0);
    py_assign_name(py, id, stamp(f, "stamp", fragment->template, parent, before));
    py_do(py, py_call(py, form_ui(f, "root"), 1, py_load(py, id)));
    form_fragment_write(f, fragment, id);
}

static void show(Form *f, AstName branch, u32 which) {
    Py *py = &f->py;
    py_do(py, py_call(py, form_ui(f, "show"), 2, py_load(py, branch), py_uint(py, which)));
}

// ---- if
static void choose_if(Form *f, const JxlNode *node, AstName branch, u32 which) {
    Py *py = &f->py;
    PyBlock then = {0}, otherwise = {0};
    AstExpr *test = condition(f, node->if_.conds);
    PyBlock *before = py_begin(py, &then);
    show(f, branch, which);
    py_begin(py, &otherwise);
    if (node->if_.otherwise && node->if_.otherwise->kind == JXL_IF)
        choose_if(f, node->if_.otherwise, branch, which + 1);
    else
        show(f, branch, node->if_.otherwise ? which + 1 : 0);
    py->out = before;
    py_if(py, test, &then, &otherwise);
}

static void make_if(Form *f, const JxlNode *node, AstName number, u32 which) {
    Py *py = &f->py;
    PyBlock then = {0}, otherwise = {0};
    AstExpr *test = py_compare(py, py_load(py, number), AST_CMP_EQ, py_uint(py, which));
    PyBlock *before = py_begin(py, &then);
    let_getters(f, node->if_.conds);
    form_branch_body(f, node->if_.body);
    py_begin(py, &otherwise);
    if (node->if_.otherwise && node->if_.otherwise->kind == JXL_IF)
        make_if(f, node->if_.otherwise, number, which + 1);
    else if (node->if_.otherwise)
        form_branch_body(f, node->if_.otherwise);
    py->out = before;
    py_if(py, test, &then, otherwise.count > 0 ? &otherwise : NULL);
}

static AstName make_branch(Form *f, const FormFragment *fragment, const FormPiece *piece,
                           void (*make)(Form *, const JxlNode *, AstName, u32)) {
    Py *py = &f->py;
    FormClosure closure;
    form_closure_begin(f, &closure, "make");
    AstName number = py_temp(py, "which");
    py_assign_name(py, number, py_call(py, form_ui(f, "which"), 0));
    make(f, piece->node, number, 1);
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    AstName branch = py_temp(py, "branch");
    py_assign_name(py, branch,
                   py_call(py, form_ui(f, "branch"), 3, code, form_place_parent(f, fragment, piece),
                           form_place_before(f, piece)));
    return branch;
}

static void put_if(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    AstName branch = make_branch(f, fragment, piece, make_if);
    FormClosure closure;
    form_closure_begin(f, &closure, "choose");
    choose_if(f, piece->node, branch, 1);
    structure(f, form_closure_end(f, &closure, NULL, 0));
}

// ---- switch
static AstExpr *clause_test(Form *f, const JxlNode *clause, AstName subject, JxlTypeId type) {
    Py *py = &f->py;
    AstExpr *test = NULL;
    if (clause->clause.filter) return form_refuse(f, clause, "`where` in a render block");
    for (u32 i = 0; i < clause->clause.patterns.count; i++) {
        JxlNode *pattern = clause->clause.patterns.items[i];
        AstExpr *next = NULL;
        AstExpr *value = py_load(py, subject);
        if (pattern->kind == JXL_CASE_PATTERN)
            next = form_case_test(f, form_fact(f, pattern)->target, value, type);
        else if (form_pattern_is_simple(f, pattern))
            next = form_pattern_test(f, pattern, value, type);
        else
            next = form_refuse(f, pattern, "this pattern in a render block");
        if (!next) next = py_bool(py, true);
        test = test ? py_bool_op(py, AST_BOOL_OR, test, next) : next;
    }
    return test;  // NULL: `default`
}

static void choose_clause(Form *f, JxlNodes clauses, u32 at, AstName subject, JxlTypeId type,
                          AstName branch) {
    Py *py = &f->py;
    if (at == clauses.count) {
        show(f, branch, 0);
        return;
    }
    AstExpr *test = clause_test(f, clauses.items[at], subject, type);
    if (!test) {
        show(f, branch, at + 1);
        return;
    }
    PyBlock then = {0}, otherwise = {0};
    PyBlock *before = py_begin(py, &then);
    show(f, branch, at + 1);
    py->out = &otherwise;
    choose_clause(f, clauses, at + 1, subject, type, branch);
    py->out = before;
    py_if(py, test, &then, &otherwise);
}

// `case .done(let id)`: read anew each time, as long as the case is the same.
static void payload_getters(Form *f, const JxlNode *clause, JxlNode *subject, JxlTypeId type) {
    Py *py = &f->py;
    if (clause->clause.patterns.count != 1) return;
    JxlNode *pattern = clause->clause.patterns.items[0];
    if (pattern->kind != JXL_CASE_PATTERN) return;
    JxlDecl *found = form_fact(f, pattern)->target;
    for (u32 i = 0; i < pattern->case_pattern.args.count; i++) {
        JxlNode *inner = pattern->case_pattern.args.items[i];
        if (inner->kind == JXL_PATTERN_ARG) inner = inner->pattern_arg.pattern;
        if (inner->kind == JXL_BIND_PATTERN) inner = inner->bind_pattern.pattern;
        if (inner->kind == JXL_ANY_PATTERN) continue;
        const JxlDecl *decl = form_fact(f, inner)->target;
        if (inner->kind != JXL_NAME_PATTERN || !decl) {
            form_refuse(f, inner, "this pattern in a render block");
            continue;
        }
        FormClosure closure;
        form_closure_begin(f, &closure, "g");
        AstName value = py_temp(py, "v");
        py_assign_name(py, value, form_expr(f, subject));
        PyBlock gone = {0};
        PyBlock *before = py_begin(py, &gone);
        py_raise(py, py_call(py, py_builtin(py, "ValueError"), 1,
                             py_str(py, SLICE_LITERAL("the case is another one"))));
        py->out = before;
        py_if(py, py_not(py, form_case_test(f, found, py_load(py, value), type)), &gone, NULL);
        py_return(py, py_attr(py, py_load(py, value), form_payload_name(f, found, i)));
        AstName getter = closure.name;
        form_closure_end(f, &closure, NULL, 0);
        form_getter_local(f, decl, getter);
    }
}

static void make_switch(Form *f, const JxlNode *node, AstName number, u32 first) {
    Py *py = &f->py;
    JxlNode *subject = node->switch_.subject;
    for (u32 i = 0; i < node->switch_.clauses.count; i++) {
        JxlNode *clause = node->switch_.clauses.items[i];
        PyBlock body = {0};
        PyBlock *before = py_begin(py, &body);
        payload_getters(f, clause, subject, form_value_type(f, subject));
        form_branch_body(f, clause->clause.body);
        py->out = before;
        py_if(py, py_compare(py, py_load(py, number), AST_CMP_EQ, py_uint(py, first + i)), &body,
              NULL);
    }
}

static void put_switch(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    JxlNode *subject = piece->node->switch_.subject;
    AstName branch = make_branch(f, fragment, piece, make_switch);
    FormClosure closure;
    form_closure_begin(f, &closure, "choose");
    AstName value = py_temp(py, "v");
    py_assign_name(py, value, form_expr(f, subject));
    choose_clause(f, piece->node->switch_.clauses, 0, value, form_value_type(f, subject), branch);
    structure(f, form_closure_end(f, &closure, NULL, 0));
}

// ---- loops
static JxlNode *key_modifier(const Form *f, JxlNode *block) {
    JxlNode *only = NULL;
    for (u32 i = 0; i < block->block.items.count; i++) {
        if (block->block.items.items[i]->kind != JXL_VARIABLE) only = block->block.items.items[i];
    }
    while (only && only->kind == JXL_CALL && only->call.callee->kind == JXL_MEMBER) {
        if (form_name_is(f, only->call.callee->member.name, "key") && only->call.args.count == 1)
            return only->call.args.items[0]->arg.value;
        only = only->call.callee->member.value;
    }
    return NULL;
}

static bool has_id(const Form *f, JxlTypeId type) {
    const JxlType *info = jxl_type(f->program, type);
    u32 ignored;
    AstName id = names_find(f->program->names, SLICE_LITERAL("id"));
    return info->kind == JXL_TYPE_NOMINAL && id != AST_NO_NAME &&
           int_map_get(&info->decl->members, id, &ignored);
}

// The variables of the loop, each with the part of the item that it is.
static void plain_locals(Form *f, JxlNode *pattern, const JxlDecl *only, AstExpr *item) {
    Py *py = &f->py;
    if (pattern && pattern->kind == JXL_TUPLE_PATTERN) {
        for (u32 i = 0; i < pattern->tuple_pattern.items.count; i++)
            plain_locals(f, pattern->tuple_pattern.items.items[i], NULL,
                         py_item(py, py_copy(py, item), py_int(py, i)));
        return;
    }
    const JxlDecl *decl = pattern ? form_fact(f, pattern)->target : only;
    if (decl) form_plain_local(f, decl, item);
}

static void getter_locals(Form *f, JxlNode *pattern, const JxlDecl *only, AstName like,
                          AstName node, const i64 *index) {
    Py *py = &f->py;
    if (pattern && pattern->kind == JXL_TUPLE_PATTERN) {
        for (u32 i = 0; i < pattern->tuple_pattern.items.count; i++) {
            i64 part = i;
            getter_locals(f, pattern->tuple_pattern.items.items[i], NULL, like, node, &part);
        }
        return;
    }
    const JxlDecl *decl = pattern ? form_fact(f, pattern)->target : only;
    if (!decl) return;
    FormClosure closure;
    form_closure_begin(f, &closure, "g");
    AstExpr *item = py_call(py, form_ui(f, "item"), 2, py_load(py, like), py_load(py, node));
    py_return(py, index ? py_item(py, item, py_int(py, *index)) : item);
    AstName getter = closure.name;
    form_closure_end(f, &closure, NULL, 0);
    form_getter_local(f, decl, getter);
}

static const JxlDecl *closure_variable(const Form *f, const FormPiece *piece) {
    if (!piece->closure || piece->closure->closure.params.count == 0) return NULL;
    return form_fact(f, piece->closure->closure.params.items[0])->target;
}

static AstExpr *items_of(Form *f, const FormPiece *piece) {
    Py *py = &f->py;
    JxlNode *node = piece->sequence;
    FormKind kind = form_kind(f, form_value_type(f, node));
    AstExpr *value = form_sequence(f, node);
    bool is_list = kind == FORM_KIND_ARRAY && node->kind != JXL_CALL;
    return is_list ? value : py_call(py, py_builtin(py, "list"), 1, value);
}

static AstExpr *key_of(Form *f, const FormPiece *piece, AstExpr *item) {
    Py *py = &f->py;
    if (piece->key && piece->key->kind == JXL_KEY_PATH) {
        for (u32 i = 0; i < piece->key->key_path.names.count; i++)
            item = py_attr(py, item, piece->key->key_path.names.items[i]->name.name);
        return item;
    }
    JxlNode *key = key_modifier(f, piece->body);
    if (key) return form_expr(f, key);
    JxlTypeId type = form_arg(f, form_value_type(f, piece->sequence), 0);
    return has_id(f, type) ? py_attr_text(py, item, "id") : NULL;
}

// def update(): the items and their keys to the list.
static void put_update(Form *f, const FormPiece *piece, AstName list) {
    Py *py = &f->py;
    FormClosure closure;
    form_closure_begin(f, &closure, "rows");
    AstName items = py_temp(py, "items"), keys = py_temp(py, "keys"), item = py_temp(py, "item");
    py_assign_name(py, items, items_of(f, piece));
    if (piece->filter) {
        AstName kept = py_temp(py, "kept");
        py_assign_name(py, kept, py_list(py, NULL, 0));
        PyBlock loop = {0}, take = {0};
        PyBlock *before = py_begin(py, &loop);
        plain_locals(f, piece->pattern, closure_variable(f, piece), py_load(py, item));
        AstExpr *test = form_expr(f, piece->filter);
        py_begin(py, &take);
        py_do(py, py_method(py, py_load(py, kept), "append", 1, py_load(py, item)));
        py->out = &loop;
        py_if(py, test, &take, NULL);
        py->out = before;
        py_for(py, py_store(py, item), py_load(py, items), &loop);
        items = kept;
    }
    PyBlock loop = {0};
    PyBlock *before = py_begin(py, &loop);
    plain_locals(f, piece->pattern, closure_variable(f, piece), py_load(py, item));
    AstExpr *key = key_of(f, piece, py_load(py, item));
    if (key) py_do(py, py_method(py, py_load(py, keys), "append", 1, key));
    py->out = before;
    if (key) {
        py_assign_name(py, keys, py_list(py, NULL, 0));
        py_for(py, py_store(py, item), py_load(py, items), &loop);
    } else {
        AstExpr *count = py_call(py, py_builtin(py, "len"), 1, py_load(py, items));
        AstExpr *range = py_call(py, py_builtin(py, "range"), 1, count);
        py_assign_name(py, keys, py_call(py, py_builtin(py, "list"), 1, range));
    }
    py_do(py, py_call(py, form_ui(f, "rows"), 3, py_load(py, list), py_load(py, keys),
                      py_load(py, items)));
    structure(f, form_closure_end(f, &closure, NULL, 0));
}

static FormFragment *row_fragment(Form *f, const FormPiece *piece) {
    if (!piece->is_items) return finished(f, form_fragment(f, piece->body));
    FormFragment *fragment = ARENA_NEW(f->arena, FormFragment);
    fragment->root = form_node_add(f, NULL, FORM_NODE_ELEMENT, "li");
    fragment->root->layout = FORM_COLUMN;
    bytes_text(&fragment->root->css, "display:flex;flex-direction:column;");
    form_statements(f, fragment, fragment->root, piece->body);
    return finished(f, fragment);
}

// The member that is the key, if it is one.
static AstName key_name(Form *f, const FormPiece *piece) {
    if (piece->key && piece->key->kind == JXL_KEY_PATH)
        return piece->key->key_path.names.count == 1
                   ? piece->key->key_path.names.items[0]->name.name
                   : AST_NO_NAME;
    JxlNode *key = key_modifier(f, piece->body);
    if (key)
        return key->kind == JXL_MEMBER && key->member.value->kind == JXL_NAME ? key->member.name
                                                                              : AST_NO_NAME;
    JxlTypeId type = form_arg(f, form_value_type(f, piece->sequence), 0);
    return has_id(f, type) ? names_find(f->program->names, SLICE_LITERAL("id")) : AST_NO_NAME;
}

static void turn(Form *f, AstName list, AstExpr *key, const FormPiece *piece, bool is_on) {
    Py *py = &f->py;
    AstName id = py_temp(py, "id");
    py_assign_name(py, id, py_call(py, form_ui(f, "find"), 2, py_load(py, list), key));
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    AstExpr *ref = py_load(py, id);
    if (piece->at->hole > 0)
        ref = py_binary(py, ref, AST_OP_ADD, py_uint(py, (u64)piece->at->hole << 24));
    py_do(py, py_call(py, form_ui(f, "class_"), 3, ref, form_ui_name(f, piece->name),
                      py_bool(py, is_on)));
    py->out = before;
    py_if(py, py_compare(py, py_load(py, id), AST_CMP_NOT_EQ, py_int(py, 0)), &body, NULL);
}

// Classes that say which row is selected: turned by the list, not by each row.
static void put_selections(Form *f, const FormFragment *row, AstName list) {
    Py *py = &f->py;
    for (u32 i = 0; i < row->pieces.count; i++) {
        const FormPiece *piece = &row->pieces.items[i];
        JxlNode *selected;
        if (!form_is_selection(f, piece, &selected)) continue;
        AstName shown = py_temp(py, "shown");
        py_assign_name(py, shown, form_expr(f, selected));
        FormClosure closure;
        form_closure_begin(f, &closure, "select");
        *VEC_PUSH(f->arena, &closure.func.nonlocals) = shown;
        AstName now = py_temp(py, "v");
        py_assign_name(py, now, form_expr(f, selected));
        turn(f, list, py_load(py, shown), piece, false);
        turn(f, list, py_load(py, now), piece, true);
        py_assign_name(py, shown, py_load(py, now));
        AstExpr *code = form_closure_end(f, &closure, NULL, 0);
        py_do(py, py_call(py, form_ui(f, "bind"), 1, code));
    }
}

static void put_for(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    if (!piece->body) return;
    AstName like = py_temp(py, "like"), node = py_temp(py, "node"), id = py_temp(py, "id");
    py_assign_name(py, like, py_slice(py, items_of(f, piece), NULL, py_int(py, 0)));
    FormClosure closure;
    form_closure_begin(f, &closure, "row");
    py_assign_name(py, node, py_call(py, form_ui(f, "row"), 0));
    py_assign_name(py, id, py_call(py, form_ui(f, "place"), 0));
    getter_locals(f, piece->pattern, closure_variable(f, piece), like, node, NULL);
    const JxlDecl *outer_row = f->ui.row;
    AstName outer_key = f->ui.key;
    bool is_plain = !piece->pattern || piece->pattern->kind == JXL_NAME_PATTERN;
    f->ui.row = !is_plain        ? NULL
                : piece->pattern ? form_fact(f, piece->pattern)->target
                                 : closure_variable(f, piece);
    f->ui.key = key_name(f, piece);
    FormFragment *row = row_fragment(f, piece);
    form_fragment_write(f, row, id);
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    AstName list = py_temp(py, "list");
    bool is_alone = piece->at->parent->children.count == 1;
    py_assign_name(py, list,
                   py_call(py, form_ui(f, "list"), 5, code, py_load(py, row->template),
                           form_place_parent(f, fragment, piece), form_place_before(f, piece),
                           py_bool(py, is_alone)));
    const JxlDecl *own_row = f->ui.row;
    AstName own_key = f->ui.key;
    f->ui.row = NULL;
    put_update(f, piece, list);
    f->ui.row = own_row;
    f->ui.key = own_key;
    put_selections(f, row, list);
    f->ui.row = outer_row;
    f->ui.key = outer_key;
}

// ---- views and slots
static bool is_render(const Form *f, const JxlNode *value) {
    return value->kind == JXL_CLOSURE && (form_fact(f, value)->flags & JXL_IS_RENDER);
}

static AstName closure_param(Form *f, const JxlNode *param) {
    const JxlDecl *decl = form_fact(f, param)->target;
    return decl ? form_local(f, (JxlDecl *)decl) : py_temp(&f->py, "p");
}

// A closure or method as a value.
AstExpr *form_view_argument(Form *f, JxlNode *value, JxlTypeId type) {
    Py *py = &f->py;
    u32 count = jxl_type(f->program, type)->arg_count;
    AstName *params = ARENA_NEW_ARRAY(f->arena, AstName, count + 3);
    const JxlDecl *target = form_fact(f, value)->target;
    bool is_method = value->kind == JXL_NAME && target && target->kind == JXL_DECL_FUNC;
    if (value->kind != JXL_CLOSURE && !is_method) return form_expr(f, value);
    FormClosure closure;
    form_closure_begin(f, &closure, "f");
    u32 used = 0;
    if (is_render(f, value)) {
        params[used++] = py_temp(py, "parent");
        params[used++] = py_temp(py, "before");
    }
    u32 first = used;
    JxlNodes named = {0};
    if (value->kind == JXL_CLOSURE) named = value->closure.params;
    for (u32 i = 0; i < count; i++)
        params[used++] = i < named.count ? closure_param(f, named.items[i]) : py_temp(py, "p");
    if (is_method) {
        AstExpr **args = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
        for (u32 i = 0; i < count; i++) args[i] = py_load(py, params[first + i]);
        AstExpr *self = py_load(py, form_self_name(f));
        AstExpr *func =
            target->owner
                ? py_attr(py, self, target->name)
                : py_load(py, form_item(f, (JxlDecl *)target, (FormInstance){0}, FORM_PART_ALL));
        py_return(py, py_call_list(py, func, args, count));
    } else if (is_render(f, value)) {
        FormFragment *fragment = finished(f, form_fragment(f, value->closure.body));
        AstName id = py_temp(py, "id");
        py_assign_name(
            py, id,
            stamp(f, "child", fragment->template, py_load(py, params[0]), py_load(py, params[1])));
        form_fragment_write(f, fragment, id);
    } else {
        form_function_block(f, value->closure.body, jxl_type(f->program, type)->result);
    }
    return form_closure_end(f, &closure, params, used);
}

static AstExpr *argument_value(Form *f, JxlNode *value, JxlTypeId type) {
    return form_kind(f, type) == FORM_KIND_FUNC ? form_view_argument(f, value, type)
                                                : form_expr(f, value);
}

// A prop that follows what the parent reads: a computed atom of the parent whose value lies in the
// view.
static void put_prop(Form *f, AstName view, const JxlParam *param, JxlNode *value) {
    Py *py = &f->py;
    FormClosure closure;
    form_closure_begin(f, &closure, "p");
    AstName name = py_temp(py, "v");
    py_assign_name(py, name, form_expr(f, value));
    AstExpr *field = py_attr(py, py_load(py, view), param->name);
    PyBlock same = {0};
    PyBlock *before = py_begin(py, &same);
    py_return(py, py_bool(py, false));
    py->out = before;
    py_if(py, py_compare(py, py_load(py, name), AST_CMP_EQ, field), &same, NULL);
    py_assign(py, py_as_store(py_attr(py, py_load(py, view), param->name)), py_load(py, name));
    py_return(py, py_bool(py, true));
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    Slice word = names_text(f->program->names, param->name);
    Bytes text;
    bytes_init(&text, f->arena);
    bytes_format(&text, "%S__node", &word);
    AstName node = names_intern(f->program->names, bytes_slice(&text));
    py_assign(py, py_as_store(py_attr(py, py_load(py, view), node)),
              py_call(py, form_ui(f, "computed"), 2, code, py_str(py, word)));
}

static void put_view(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    const JxlNode *call = piece->node;
    const JxlBinding *binding = form_fact(f, call)->binding;
    CHECK(binding);
    JxlDecl *callee = binding->callee;
    if (!callee->node || (callee->flags & JXL_DECL_PYTHON)) {
        form_refuse(f, call, "views written in Python");
        return;
    }
    FormInstance instance = form_call_instance(f, binding);
    AstName name = form_item(f, callee, instance, FORM_PART_ALL);
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, callee->param_count + 1);
    for (u32 i = 0; i < binding->arg_count; i++) {
        const JxlParam *param = &callee->params[binding->params[i]];
        values[binding->params[i]] =
            py_keep(py, argument_value(f, call->call.args.items[i]->arg.value, param->type));
    }
    FormPlace saved = form_enter(f, callee->module, instance);
    for (u32 i = 0; i < callee->param_count; i++) {
        const JxlParam *param = &callee->params[i];
        if (values[i]) continue;
        values[i] =
            param->init ? py_keep(py, argument_value(f, param->init, param->type)) : py_none(py);
    }
    form_leave(f, saved);
    AstName view = py_temp(py, "view");
    py_assign_name(py, view, py_call_list(py, py_load(py, name), values, callee->param_count));
    for (u32 i = 0; i < binding->arg_count; i++) {
        const JxlParam *param = &callee->params[binding->params[i]];
        JxlNode *value = call->call.args.items[i]->arg.value;
        bool is_func = form_kind(f, param->type) == FORM_KIND_FUNC;
        bool is_read = (form_fact(f, value)->flags & JXL_READS) && !form_reads_only_key(f, value);
        if (!is_func && is_read) put_prop(f, view, param, value);
    }
    AstExpr *id = stamp(f, "child", form_view_template(f, name),
                        form_place_parent(f, fragment, piece), form_place_before(f, piece));
    py_do(py, py_method(py, py_load(py, view), "render", 1, id));
}

static void put_slot(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    const JxlNode *call = piece->node;
    u32 count = call->call.args.count;
    AstExpr **args = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 2);
    args[0] = form_place_parent(f, fragment, piece);
    args[1] = form_place_before(f, piece);
    for (u32 i = 0; i < count; i++) args[i + 2] = form_expr(f, call->call.args.items[i]->arg.value);
    py_do(py, py_call_list(py, form_expr(f, call->call.callee), args, count + 2));
}

void form_place(Form *f, FormFragment *fragment, FormPiece *piece) {
    switch ((FormPieceKind)piece->kind) {
    case FORM_PIECE_IF: put_if(f, fragment, piece); break;
    case FORM_PIECE_FOR: put_for(f, fragment, piece); break;
    case FORM_PIECE_SWITCH: put_switch(f, fragment, piece); break;
    case FORM_PIECE_VIEW: put_view(f, fragment, piece); break;
    case FORM_PIECE_SLOT: put_slot(f, fragment, piece); break;
    case FORM_PIECE_SPECIAL: form_special(f, fragment, piece); break;
    default: form_refuse(f, piece->node, "this in a render block"); break;
    }
}

// ---- handlers
static AstExpr *event_text(Form *f, u32 which) {
    return py_call(&f->py, form_ui(f, "event_text"), 1, py_uint(&f->py, which));
}

static AstExpr *is_checked(Form *f) {
    Py *py = &f->py;
    AstExpr *bits = py_call(py, form_ui(f, "event_bits"), 1, py_int(py, 2));
    return py_compare(py, bits, AST_CMP_EQ, py_int(py, 1));
}

static void handler_body(Form *f, const FormPiece *piece) {
    Py *py = &f->py;
    JxlNode *node = piece->node;
    AstExpr *argument = piece->argument == FORM_ARGUMENT_CHECKED ? is_checked(f) : py_none(py);
    const JxlDecl *target = form_fact(f, node)->target;
    if (node->kind == JXL_CLOSURE) {
        if (node->closure.params.count > 0) {
            const JxlDecl *decl = form_fact(f, node->closure.params.items[0])->target;
            if (decl) py_assign_name(py, form_local(f, (JxlDecl *)decl), argument);
        }
        form_block(f, node->closure.body);
        return;
    }
    u32 count = jxl_type(f->program, form_value_type(f, node))->arg_count;
    AstExpr *func;
    if (node->kind == JXL_NAME && target && target->kind == JXL_DECL_FUNC && target->owner)
        func = py_attr(py, py_load(py, form_self_name(f)), target->name);
    else if (node->kind == JXL_NAME && target && target->kind == JXL_DECL_FUNC)
        func = py_load(py, form_item(f, (JxlDecl *)target, (FormInstance){0}, FORM_PART_ALL));
    else
        func = form_expr(f, node);
    py_do(py, py_call_list(py, func, &argument, count > 0));
}

// What was typed or chosen, into the atom; what is no number leaves it alone.
static void put_field(Form *f, const FormPiece *piece) {
    Py *py = &f->py;
    switch ((FormField)piece->field) {
    case FORM_FIELD_TEXT: form_handle_write(f, piece->node, event_text(f, 2)); return;
    case FORM_FIELD_CHECKED: form_handle_write(f, piece->node, is_checked(f)); return;
    default: break;
    }
    const char *convert = piece->field == FORM_FIELD_INT ? "int" : "float";
    PyBlock body = {0}, handler = {0}, otherwise = {0};
    AstName value = py_temp(py, "v"), is_good = py_temp(py, "ok");
    py_assign_name(py, is_good, py_bool(py, true));
    py_assign_name(py, value, piece->field == FORM_FIELD_INT ? py_int(py, 0) : py_float(py, 0));
    PyBlock *before = py_begin(py, &body);
    py_assign_name(py, value, py_call(py, py_builtin(py, convert), 1, event_text(f, 2)));
    py->out = &handler;
    py_assign_name(py, is_good, py_bool(py, false));
    py->out = before;
    py_try(py, &body, py_builtin(py, "ValueError"), AST_NO_NAME, &handler, NULL);
    py->out = &otherwise;
    form_handle_write(f, piece->node, py_load(py, value));
    py->out = before;
    py_if(py, py_load(py, is_good), &otherwise, NULL);
}

// A link inside of the program: the page stays.
static void put_link(Form *f, const FormPiece *piece) {
    Py *py = &f->py;
    AstExpr *button = py_call(py, form_ui(f, "event_bits"), 1, py_int(py, 0));
    AstExpr *modifiers = py_call(py, form_ui(f, "event_bits"), 1, py_int(py, 1));
    AstExpr *test =
        py_compare(py, py_binary(py, button, AST_OP_ADD, modifiers), AST_CMP_EQ, py_int(py, 0));
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    py_do(py, py_call(py, form_ui(f, "prevent"), 0));
    py_do(py, py_call(py, form_ui(f, "navigate"), 2, form_expr(f, piece->node),
                      py_bool(py, piece->is_replacing)));
    py->out = before;
    py_if(py, test, &body, NULL);
}

void form_handler(Form *f, const FormPiece *piece) {
    Py *py = &f->py;
    if (piece->is_preventing) py_do(py, py_call(py, form_ui(f, "prevent"), 0));
    if (piece->kind == FORM_PIECE_FIELD) {
        put_field(f, piece);
        return;
    }
    if (piece->is_link) {
        put_link(f, piece);
        return;
    }
    if (!piece->key_name) {
        handler_body(f, piece);
        return;
    }
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    handler_body(f, piece);
    py->out = before;
    AstExpr *is_key =
        py_compare(py, event_text(f, 0), AST_CMP_EQ, py_str(py, slice_of_text(piece->key_name)));
    py_if(py, is_key, &body, NULL);
}
