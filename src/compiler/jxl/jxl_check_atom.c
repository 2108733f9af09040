// The graph of computed atoms: who reads whom, and cycles in it (6.6).
#include "compiler/jxl/jxl_check_priv.h"

enum { NEW, ON_PATH, DONE, PATH_MAX = 200 };

void jxl_note_edge(JxlChecker *c, JxlDecl *to, Span span) {
    if (c->muted > 0 || !c->body || !c->body->decl) return;
    *VEC_PUSH(c->arena, &c->body->decl->edges) = (JxlEdge){to, span, c->conditional > 0};
}

void jxl_note_read(JxlChecker *c, JxlDecl *decl, Span span) {
    if (!c->body || !c->body->decl) return;
    if (c->body->decl->kind == JXL_DECL_FUNC || c->body->decl->kind == JXL_DECL_FIELD)
        c->body->decl->flags |= JXL_DECL_READS;
    if (decl->kind == JXL_DECL_ATOM) jxl_note_edge(c, decl, span);
}

typedef struct {
    JxlDecl *decls[PATH_MAX];
    const JxlEdge *edges[PATH_MAX];  // edges[i] leads from decls[i]
    u32 count;
} Path;

static void report(JxlChecker *c, const Path *path, u32 first) {
    bool is_conditional = false, has_computed = false, has_source = false;
    Bytes text;
    bytes_init(&text, c->arena);
    for (u32 i = first; i < path->count; i++) {
        JxlDecl *decl = path->decls[i];
        is_conditional |= path->edges[i]->is_conditional;
        has_computed |= decl->kind == JXL_DECL_ATOM && decl->form == JXL_OP_ATOM_COMPUTED;
        has_source |= decl->kind == JXL_DECL_ATOM && decl->form != JXL_OP_ATOM_COMPUTED;
        Slice name = names_text(c->names, decl->name);
        bytes_format(&text, "%S -> ", &name);
    }
    if (!has_computed && !has_source) return;  // functions may call one another
    bytes_append(&text, names_text(c->names, path->decls[first]->name));
    Slice shown = bytes_slice(&text);
    Span span = path->edges[first]->span;
    if (has_source && !is_conditional)
        jxl_error(c, 402, span, NULL, "initialisers go in a circle: %S", &shown);
    else if (!has_source && !is_conditional)
        jxl_error(c, 401, span, NULL, "computed atoms go in a circle: %S", &shown);
    else if (!has_source)
        jxl_warn(c, 451, span, "it is one when every condition on the way holds",
                 "computed atoms may go in a circle: %S", &shown);
}

static void walk(JxlChecker *c, Path *path, JxlDecl *decl) {
    if (decl->visit == DONE || path->count == PATH_MAX) return;
    if (decl->visit == ON_PATH) {
        u32 first = path->count;
        while (first > 0 && path->decls[first - 1] != decl) first--;
        if (first > 0) report(c, path, first - 1);
        return;
    }
    decl->visit = ON_PATH;
    u32 at = path->count++;
    path->decls[at] = decl;
    for (u32 i = 0; i < decl->edges.count; i++) {
        path->edges[at] = &decl->edges.items[i];
        walk(c, path, decl->edges.items[i].to);
    }
    path->count = at;
    decl->visit = DONE;
}

void jxl_find_cycles(JxlChecker *c) {
    Path *path = ARENA_NEW(c->arena, Path);
    for (u32 i = 0; i < c->program->decls.count; i++) {
        JxlDecl *decl = c->program->decls.items[i];
        if (decl->kind == JXL_DECL_ATOM || decl->kind == JXL_DECL_FUNC) walk(c, path, decl);
    }
}
