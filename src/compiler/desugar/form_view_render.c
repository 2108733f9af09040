// Render blocks: statements to nodes of a template and pieces.
#include "compiler/desugar/form_view.h"

FormNode *form_node_add(Form *f, FormNode *parent, FormNodeKind kind, const char *tag) {
    FormNode *node = ARENA_NEW(f->arena, FormNode);
    node->kind = (u8)kind;
    if (tag) node->tag = slice_of_text(tag);
    bytes_init(&node->attributes, f->arena);
    bytes_init(&node->css, f->arena);
    node->parent = parent;
    if (parent) *VEC_PUSH(f->arena, &parent->children) = node;
    return node;
}

FormPiece *form_piece_add(Form *f, FormFragment *fragment, FormPieceKind kind, FormNode *at,
                          JxlNode *node) {
    FormPiece *piece = VEC_PUSH(f->arena, &fragment->pieces);
    *piece = (FormPiece){.kind = (u8)kind, .at = at, .node = node};
    if (at) at->is_needed = true;
    return piece;
}

JxlNode *form_arg_named(const Form *f, const JxlNode *call, const char *name) {
    const JxlBinding *binding = form_fact(f, call)->binding;
    for (u32 i = 0; binding && i < binding->arg_count; i++) {
        const JxlParam *param = &binding->callee->params[binding->params[i]];
        if (form_name_is(f, param->name, name)) return call->call.args.items[i]->arg.value;
    }
    return NULL;
}

bool form_constant_text(const JxlNode *node, Slice *text) {
    if (node->kind != JXL_STRING || node->string.parts.count > 1) return false;
    *text = (Slice){0};
    if (node->string.parts.count == 0) return true;
    if (node->string.parts.items[0]->kind != JXL_TEXT) return false;
    *text = node->string.parts.items[0]->text.text;
    return true;
}

// ---- calls: a component or view below its modifiers
static bool is_modifier(const Form *f, const JxlNode *node) {
    if (node->kind != JXL_CALL || node->call.callee->kind != JXL_MEMBER) return false;
    const JxlDecl *decl = form_fact(f, node)->target;
    return decl && decl->kind == JXL_DECL_FUNC && decl->owner &&
           (decl->owner->flags & JXL_DECL_BUILTIN) && form_name_is(f, decl->owner->name, "View");
}

static JxlNode *below_modifiers(const Form *f, JxlNode *node) {
    while (is_modifier(f, node)) node = node->call.callee->member.value;
    return node;
}

static void modifiers(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    if (!is_modifier(f, call)) return;
    modifiers(f, fragment, node, call->call.callee->member.value);
    f->py.span = call->span;
    form_modifier(f, fragment, node, call);
}

static const JxlDecl *view_of(const Form *f, const JxlNode *call) {
    if (call->kind != JXL_CALL) return NULL;
    const JxlDecl *decl = form_fact(f, call)->target;
    return decl && decl->kind == JXL_DECL_VIEW ? decl : NULL;
}

static FormNode *place(Form *f, FormNode *parent) {
    return form_node_add(f, parent, FORM_NODE_PLACE, NULL);
}

static void expression(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *node) {
    JxlNode *call = below_modifiers(f, node);
    const JxlDecl *view = view_of(f, call);
    f->py.span = call->span;
    if (view && (view->flags & JXL_DECL_BUILTIN)) {
        if (call == node && parent->is_bare && form_bare_text(f, fragment, parent, call, view))
            return;
        FormNode *made = form_component(f, fragment, parent, call, view);
        if (made)
            modifiers(f, fragment, made, node);
        else if (call != node)
            form_refuse(f, node, "modifiers of this component");
        return;
    }
    FormPieceKind kind = view ? FORM_PIECE_VIEW : FORM_PIECE_SLOT;
    if (call->kind != JXL_CALL) {
        form_refuse(f, node, "this view");
        return;
    }
    FormNode *outer = parent;
    if (call != node) {
        // Modifiers of another view go to an element around it.
        outer = form_node_add(f, parent, FORM_NODE_ELEMENT, "div");
        outer->layout = FORM_COLUMN;
        bytes_text(&outer->css, "display:flex;flex-direction:column;");
        modifiers(f, fragment, outer, node);
    }
    form_piece_add(f, fragment, kind, place(f, outer), call);
}

// table: kinds of statements
static void statement(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *node) {
    f->py.span = node->span;
    switch (node->kind) {
    case JXL_VARIABLE: form_piece_add(f, fragment, FORM_PIECE_LET, NULL, node); break;
    case JXL_IF: form_piece_add(f, fragment, FORM_PIECE_IF, place(f, parent), node); break;
    case JXL_SWITCH: form_piece_add(f, fragment, FORM_PIECE_SWITCH, place(f, parent), node); break;
    case JXL_FOR: {
        FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_FOR, place(f, parent), node);
        piece->pattern = node->for_.pattern;
        piece->sequence = node->for_.sequence;
        piece->filter = node->for_.filter;
        piece->body = node->for_.body;
        break;
    }
    default: expression(f, fragment, parent, node); break;
    }
}

void form_statements(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *block) {
    Span span = f->py.span;
    for (u32 i = 0; i < block->block.items.count; i++)
        statement(f, fragment, parent, block->block.items.items[i]);
    f->py.span = span;
}

// The only view of the block, if it is an element.
static JxlNode *only_element(Form *f, const JxlNode *block) {
    JxlNode *only = NULL;
    for (u32 i = 0; i < block->block.items.count; i++) {
        JxlNode *node = block->block.items.items[i];
        if (node->kind == JXL_VARIABLE) continue;
        if (only) return NULL;
        only = node;
    }
    if (!only) return NULL;
    JxlNode *call = below_modifiers(f, only);
    const JxlDecl *view = view_of(f, call);
    bool is_own = view && (view->flags & JXL_DECL_BUILTIN);
    return is_own && form_component_has_root(f, call) ? only : NULL;
}

FormFragment *form_fragment(Form *f, JxlNode *block) {
    FormFragment *fragment = ARENA_NEW(f->arena, FormFragment);
    FormNode *holder = form_node_add(f, NULL, FORM_NODE_ELEMENT, "div");
    if (only_element(f, block)) {
        form_statements(f, fragment, holder, block);
        if (holder->children.count == 1 && holder->children.items[0]->kind == FORM_NODE_ELEMENT) {
            fragment->root = holder->children.items[0];
            fragment->root->parent = NULL;
            return fragment;
        }
    } else {
        form_statements(f, fragment, holder, block);
    }
    bytes_text(&holder->attributes, " class=kc");
    fragment->root = holder;
    return fragment;
}
