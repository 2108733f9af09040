// A template's markup and the paths to its holes; pieces to code.
#include "compiler/desugar/form_view.h"

#include "base/check.h"

enum { STEPS_MAX = 31, HOLES_MAX = 255 };

// ---- markup
static void put_escaped(Bytes *out, Slice text) {
    for (usize i = 0; i < text.len; i++) {
        switch (text.data[i]) {
        case '&': bytes_text(out, "&amp;"); break;
        case '<': bytes_text(out, "&lt;"); break;
        case '>': bytes_text(out, "&gt;"); break;
        case '"': bytes_text(out, "&quot;"); break;
        default: bytes_push(out, text.data[i]); break;
        }
    }
}

static void put_node(Form *f, Bytes *out, const FormNode *node) {
    switch ((FormNodeKind)node->kind) {
    case FORM_NODE_TEXT: put_escaped(out, node->text); return;
    case FORM_NODE_HOLE: bytes_push(out, ' '); return;
    case FORM_NODE_PLACE:
        if (node->hole > 0) bytes_text(out, "<!---->");
        return;
    case FORM_NODE_ELEMENT: break;
    }
    Slice attributes = bytes_slice(&node->attributes);
    bytes_format(out, "<%S%S>", &node->tag, &attributes);
    if (node->is_empty) return;
    for (u32 i = 0; i < node->children.count; i++) put_node(f, out, node->children.items[i]);
    bytes_format(out, "</%S>", &node->tag);
}

// Declarations become a class beside those that the element has.
static void put_classes(Form *f, FormNode *node) {
    if (node->kind != FORM_NODE_ELEMENT) return;
    for (u32 i = 0; i < node->children.count; i++) put_classes(f, node->children.items[i]);
    Slice css = bytes_slice(&node->css);
    if (css.len == 0) return;
    Slice name = form_ui_class(f, css);
    Slice old = bytes_slice(&node->attributes);
    Bytes made;
    bytes_init(&made, f->arena);
    static const char key[] = " class=\"";
    usize at = 0;
    while (at + sizeof key - 1 <= old.len &&
           !slice_equal(slice_make(old.data + at, sizeof key - 1), SLICE_LITERAL(" class=\"")))
        at++;
    if (at + sizeof key - 1 > old.len) {
        bytes_format(&made, " class=\"%S\"", &name);
        bytes_append(&made, old);
    } else {
        at += sizeof key - 1;
        bytes_append(&made, slice_make(old.data, at));
        bytes_format(&made, "%S ", &name);
        bytes_append(&made, slice_from(old, at));
    }
    node->attributes = made;
}

// ---- numbers
static bool is_inserting(const FormNode *node) {
    return node->kind == FORM_NODE_PLACE;
}

// A place needs a node of its own to stand at if something stands behind it.
static bool needs_anchor(const FormNode *node) {
    const FormNode *parent = node->parent;
    for (u32 i = parent->children.count; i-- > 0;) {
        if (parent->children.items[i] == node) return false;
        return true;
    }
    return false;
}

// Whether the way to the node leads past a place.
static bool is_moving(const FormNode *node) {
    for (const FormNode *at = node; at->parent; at = at->parent) {
        for (u32 i = 0; i < at->parent->children.count; i++) {
            const FormNode *sibling = at->parent->children.items[i];
            if (sibling == at) break;
            if (is_inserting(sibling)) return true;
        }
    }
    return false;
}

static bool is_in_page(const FormNode *node) {
    return node->kind != FORM_NODE_PLACE || node->hole > 0;
}

static u32 path_of(Form *f, const FormNode *node) {
    u8 steps[STEPS_MAX];
    u32 count = 0;
    for (const FormNode *at = node; at->parent; at = at->parent) {
        u32 before = 0;
        for (u32 i = 0; at->parent->children.items[i] != at; i++)
            before += is_in_page(at->parent->children.items[i]);
        for (u32 i = 0; i <= before; i++) {
            if (count + 1 >= STEPS_MAX) {
                diag_code(f->diags, DIAG_ERROR, 900, f->py.span, NULL,
                          "not yet supported: a view with so many parts in a row");
                return 1;
            }
            steps[count++] = i < before;
        }
    }
    u32 path = 1;
    for (u32 i = 0; i < count; i++) path = path << 1 | steps[i];
    return path;
}

typedef VEC(FormNode *) Holes;

static void collect(Form *f, FormNode *node, FormNodeKind kind, bool is_text, Holes *holes) {
    bool is_root = !node->parent;
    bool is_hole = node->is_needed && !is_root && (node->kind == FORM_NODE_HOLE) == is_text;
    if (node->kind == FORM_NODE_PLACE) is_hole = !is_text && needs_anchor(node);
    if (is_hole) {
        *VEC_PUSH(f->arena, holes) = node;
        node->hole = holes->count;
    }
    for (u32 i = 0; i < node->children.count; i++)
        collect(f, node->children.items[i], kind, is_text, holes);
}

// Their parents are spoken of.
static void need_parents(FormNode *node) {
    for (u32 i = 0; i < node->children.count; i++) {
        FormNode *child = node->children.items[i];
        if (child->kind == FORM_NODE_PLACE) node->is_needed = true;
        need_parents(child);
    }
}

void form_fragment_finish(Form *f, FormFragment *fragment, AstName template) {
    Holes holes = {0};
    fragment->template = template;
    need_parents(fragment->root);
    put_classes(f, fragment->root);
    collect(f, fragment->root, FORM_NODE_HOLE, true, &holes);
    u32 texts = holes.count;
    collect(f, fragment->root, FORM_NODE_ELEMENT, false, &holes);
    if (holes.count > HOLES_MAX)
        diag_code(f->diags, DIAG_ERROR, 900, f->py.span, NULL,
                  "not yet supported: a view with so many parts that change");
    u32 *paths = ARENA_NEW_ARRAY(f->arena, u32, holes.count + 1);
    for (u32 i = 0; i < holes.count; i++) {
        paths[i] = path_of(f, holes.items[i]);
        holes.items[i]->is_held =
            holes.items[i]->kind == FORM_NODE_PLACE || is_moving(holes.items[i]);
    }
    Bytes html;
    bytes_init(&html, f->arena);
    put_node(f, &html, fragment->root);
    form_ui_template(f, template, bytes_slice(&html), paths, holes.count, texts);
}

// ---- pieces
AstExpr *form_node_ref(Form *f, const FormFragment *fragment, const FormNode *node) {
    Py *py = &f->py;
    if (node->is_held) return py_load(py, node->held);
    if (node->hole == 0) return py_load(py, fragment->id);
    return py_binary(py, py_load(py, fragment->id), AST_OP_ADD, py_uint(py, (u64)node->hole << 24));
}

// What moves gets an id before anything moves.
static void hold(Form *f, const FormFragment *fragment, FormNode *node) {
    Py *py = &f->py;
    if (node->is_held) {
        node->held = py_temp(py, "h");
        AstExpr *ref = py_binary(py, py_load(py, fragment->id), AST_OP_ADD,
                                 py_uint(py, (u64)node->hole << 24));
        py_assign_name(py, node->held, py_call(py, form_ui(f, "hold"), 1, ref));
    }
    for (u32 i = 0; i < node->children.count; i++) hold(f, fragment, node->children.items[i]);
}

static AstExpr *set_call(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    static const char *const natives[] = {[FORM_SET_TEXT] = "text",
                                          [FORM_SET_ATTRIBUTE] = "attribute",
                                          [FORM_SET_PROPERTY] = "property",
                                          [FORM_SET_CLASS] = "class_",
                                          [FORM_SET_STYLE] = "style"};
    Py *py = &f->py;
    AstExpr *value = piece->value(f, piece);
    AstExpr *ref = form_node_ref(f, fragment, piece->at);
    const char *native = natives[piece->set];
    if (piece->set == FORM_SET_TEXT) return py_call(py, form_ui(f, native), 2, ref, value);
    AstExpr *name = form_ui_name(f, piece->name);
    return py_call(py, form_ui(f, native), 3, ref, name, value);
}

static void put_set(Form *f, const FormFragment *fragment, const FormPiece *piece) {
    Py *py = &f->py;
    bool is_read =
        piece->kind == FORM_PIECE_FIELD || (form_fact(f, piece->node)->flags & JXL_READS) != 0;
    JxlNode *selected;
    if (form_reads_only_key(f, piece->node) || form_is_selection(f, piece, &selected))
        is_read = false;
    if (!is_read) {
        py_do(py, set_call(f, fragment, piece));
        return;
    }
    FormClosure closure;
    form_closure_begin(f, &closure, "b");
    py_do(py, set_call(f, fragment, piece));
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    py_do(py, py_call(py, form_ui(f, "bind"), 1, code));
}

// A `let` is computed where it is read.
static void put_let(Form *f, const JxlNode *node) {
    JxlNode *pattern = node->variable.pattern;
    if (pattern->kind == JXL_BIND_PATTERN) pattern = pattern->bind_pattern.pattern;
    if (pattern->kind != JXL_NAME_PATTERN || !node->variable.init) {
        form_refuse(f, node, "this `let` in a render block");
        return;
    }
    FormClosure closure;
    form_closure_begin(f, &closure, "g");
    py_return(&f->py, form_expr(f, node->variable.init));
    AstName name = closure.name;
    form_closure_end(f, &closure, NULL, 0);
    form_getter_local(f, form_fact(f, pattern)->target, name);
}

// Events of the nodes without ids of their own: one def for all.
static void put_events_of(Form *f, const FormFragment *fragment, const FormNode *held) {
    Py *py = &f->py;
    FormClosure closure;
    bool is_any = false;
    AstName hole = AST_NO_NAME, type = AST_NO_NAME;
    for (u32 i = 0; i < fragment->pieces.count; i++) {
        const FormPiece *piece = &fragment->pieces.items[i];
        bool is_event = piece->kind == FORM_PIECE_EVENT || piece->kind == FORM_PIECE_FIELD;
        if (!is_event || (piece->at->is_held ? piece->at : NULL) != held) continue;
        py->span = piece->node->span;
        if (!is_any) {
            form_closure_begin(f, &closure, "e");
            hole = py_temp(py, "hole");
            type = py_temp(py, "type");
            py_assign_name(py, hole, py_call(py, form_ui(f, "hole"), 0));
            py_assign_name(py, type, py_call(py, form_ui(f, "type"), 0));
            is_any = true;
        }
        PyBlock body = {0};
        PyBlock *before = py_begin(py, &body);
        form_handler(f, piece);
        py->out = before;
        const char *event = piece->kind == FORM_PIECE_FIELD ? piece->event : piece->name;
        AstExpr *test = py_compare(py, py_load(py, type), AST_CMP_EQ, form_ui_event(f, event));
        AstExpr *here =
            py_compare(py, py_load(py, hole), AST_CMP_EQ, py_uint(py, held ? 0 : piece->at->hole));
        py_if(py, py_bool_op(py, AST_BOOL_AND, here, test), &body, NULL);
    }
    if (!is_any) return;
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    AstExpr *id = held ? py_load(py, held->held) : py_load(py, fragment->id);
    py_do(py, py_call(py, form_ui(f, "on"), 2, id, code));
}

static void put_held_events(Form *f, const FormFragment *fragment, const FormNode *node) {
    if (node->is_held) put_events_of(f, fragment, node);
    for (u32 i = 0; i < node->children.count; i++)
        put_held_events(f, fragment, node->children.items[i]);
}

void form_fragment_write(Form *f, FormFragment *fragment, AstName id) {
    fragment->id = id;
    hold(f, fragment, fragment->root);
    for (u32 i = 0; i < fragment->pieces.count; i++) {
        FormPiece *piece = &fragment->pieces.items[i];
        f->py.span = piece->node->span;
        switch ((FormPieceKind)piece->kind) {
        case FORM_PIECE_LET: put_let(f, piece->node); break;
        case FORM_PIECE_SET:
        case FORM_PIECE_FIELD: put_set(f, fragment, piece); break;
        case FORM_PIECE_EVENT: break;
        default: form_place(f, fragment, piece); break;
        }
    }
    put_events_of(f, fragment, NULL);
    put_held_events(f, fragment, fragment->root);
}
