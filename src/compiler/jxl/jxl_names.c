// Finding names, and what to say where there is none.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

enum { SUGGESTION_DISTANCE_MAX = 2, SUGGESTION_LEN_MAX = 40 };

void jxl_error(JxlChecker *c, u32 code, Span span, const char *hint, const char *format, ...) {
    c->problems++;
    if (c->muted > 0) return;
    va_list args;
    va_start(args, format);
    diag_code_push(c->diags, DIAG_ERROR, code, span, hint, format, args);
    va_end(args);
}

void jxl_warn(JxlChecker *c, u32 code, Span span, const char *hint, const char *format, ...) {
    if (c->muted > 0) return;
    va_list args;
    va_start(args, format);
    diag_code_push(c->diags, DIAG_WARNING, code, span, hint, format, args);
    va_end(args);
}

JxlFact *jxl_fact(JxlChecker *c, const JxlNode *node) {
    CHECK(node->id < c->module->tree.node_count);
    return &c->module->facts[node->id];
}

JxlDecl *jxl_new_decl(JxlChecker *c, JxlDeclKind kind, AstName name, JxlNode *node) {
    JxlDecl *decl = ARENA_NEW(c->arena, JxlDecl);
    decl->index = c->program->decls.count;
    decl->kind = (u8)kind;
    decl->name = name;
    decl->node = node;
    decl->module = c->module ? c->module->index : 0;
    decl->owner = c->self;
    if (c->module && c->module->is_library) decl->flags |= JXL_DECL_BUILTIN;
    *VEC_PUSH(c->arena, &c->program->decls) = decl;
    return decl;
}

JxlDecl *jxl_find_member(JxlChecker *c, JxlDecl *owner, AstName name) {
    u32 index;
    if (!owner->members.arena || !int_map_get(&owner->members, name, &index)) return NULL;
    return c->program->decls.items[index];
}

JxlDecl *jxl_find_global(JxlChecker *c, JxlModule *module, AstName name) {
    u32 index;
    if (int_map_get(&module->names, name, &index)) return c->program->decls.items[index];
    for (u32 i = 0; i < module->all_of.count; i++) {
        JxlModule *other = c->program->modules.items[module->all_of.items[i]];
        if (!int_map_get(&other->names, name, &index)) continue;
        JxlDecl *decl = c->program->decls.items[index];
        if (!(decl->flags & JXL_DECL_PRIVATE) && decl->module == other->index) return decl;
    }
    return NULL;
}

JxlDecl *jxl_find_name(JxlChecker *c, AstName name) {
    for (u32 i = c->locals.count; i > c->locals_hidden; i--) {
        JxlLocal *local = &c->locals.items[i - 1];
        if (local->name != name) continue;
        if (c->body && i - 1 < c->body->first_local) local->decl->flags |= JXL_DECL_CAPTURED;
        return local->decl;
    }
    for (JxlDecl *owner = c->self; owner; owner = owner->owner) {
        for (u32 i = 0; i < owner->type_param_count; i++) {
            if (owner->type_params[i]->name == name) return owner->type_params[i];
        }
        JxlDecl *member = jxl_find_member(c, owner, name);
        if (member) return member;
    }
    JxlDecl *found = jxl_find_global(c, c->module, name);
    if (found || c->module->is_library) return found;
    return jxl_find_global(c, c->program->modules.items[0], name);
}

// ---- suggestions

static u32 distance(Slice a, Slice b) {
    u32 row[SUGGESTION_LEN_MAX + 1];
    for (u32 j = 0; j <= b.len; j++) row[j] = j;
    for (u32 i = 0; i < a.len; i++) {
        u32 corner = row[0];
        row[0] = i + 1;
        for (u32 j = 0; j < b.len; j++) {
            u32 above = row[j + 1];
            u32 best = corner + ((a.data[i] | 32) != (b.data[j] | 32));
            if (above + 1 < best) best = above + 1;
            if (row[j] + 1 < best) best = row[j] + 1;
            row[j + 1] = best;
            corner = above;
        }
    }
    return row[b.len];
}

typedef struct {
    JxlChecker *c;
    Slice wanted, best;
    u32 best_distance;
} Suggestion;

static void consider(Suggestion *s, AstName name) {
    Slice text = names_text(s->c->names, name);
    if (text.len == 0 || text.len > SUGGESTION_LEN_MAX || s->wanted.len > SUGGESTION_LEN_MAX)
        return;
    u32 found = distance(s->wanted, text);
    if (found >= s->best_distance || found * 2 >= text.len) return;
    s->best_distance = found;
    s->best = text;
}

static void consider_members(Suggestion *s, const JxlDecl *owner) {
    for (u32 i = 0; i < owner->order.count; i++) consider(s, owner->order.items[i]->name);
}

static const char *hint_of(Suggestion *s) {
    if (s->best.len == 0) return NULL;
    Bytes out;
    bytes_init(&out, s->c->arena);
    bytes_format(&out, "did you mean `%S`?", &s->best);
    bytes_push(&out, 0);
    return (const char *)out.data;
}

void jxl_unknown_name(JxlChecker *c, Span span, AstName name) {
    Suggestion s = {c, names_text(c->names, name), {0}, SUGGESTION_DISTANCE_MAX + 1};
    for (u32 i = 0; i < c->locals.count; i++) consider(&s, c->locals.items[i].name);
    for (JxlDecl *owner = c->self; owner; owner = owner->owner) consider_members(&s, owner);
    for (u32 i = 0; i < c->module->order.count; i++) consider(&s, c->module->order.items[i]->name);
    const JxlModule *library = c->program->modules.items[0];
    for (u32 i = 0; i < library->order.count; i++) consider(&s, library->order.items[i]->name);
    Slice text = names_text(c->names, name);
    jxl_error(c, 202, span, hint_of(&s), "there is no `%S`", &text);
}

void jxl_unknown_member(JxlChecker *c, Span span, JxlTypeId type, JxlDecl *owner, AstName name) {
    Suggestion s = {c, names_text(c->names, name), {0}, SUGGESTION_DISTANCE_MAX + 1};
    if (owner) consider_members(&s, owner);
    Slice text = names_text(c->names, name);
    jxl_error(c, 206, span, hint_of(&s), "`%s` has no member `%S`", jxl_text_of_type(c, type),
              &text);
}

JxlDecl *jxl_declare_local(JxlChecker *c, JxlDeclKind kind, JxlNode *node, AstName name,
                           JxlTypeId type, u32 flags) {
    JxlDecl *decl = jxl_new_decl(c, kind, name, node);
    decl->flags |= flags;
    decl->type = type;
    decl->type_state = 2;
    decl->owner = c->body ? c->body->decl : NULL;
    if (node) jxl_fact(c, node)->target = decl;
    if (!jxl_name_is(c, name, "_")) *VEC_PUSH(c->arena, &c->locals) = (JxlLocal){name, decl};
    return decl;
}

const JxlNode *jxl_attribute(const JxlChecker *c, const JxlNode *node, const char *name) {
    JxlNodes attributes = {0};
    switch (node->kind) {
    case JXL_VIEW: attributes = node->view.attributes; break;
    case JXL_FUNC: attributes = node->func.attributes; break;
    case JXL_ATOM: attributes = node->atom.attributes; break;
    case JXL_NOMINAL: attributes = node->nominal.attributes; break;
    case JXL_VARIABLE: attributes = node->variable.attributes; break;
    default: break;
    }
    for (u32 i = 0; i < attributes.count; i++) {
        if (jxl_name_is(c, attributes.items[i]->attribute.name, name)) return attributes.items[i];
    }
    return NULL;
}
