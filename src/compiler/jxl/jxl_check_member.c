// Names, members, handles, subscripts, tokens; which places may be written.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

JxlDecl *jxl_owner_of(JxlChecker *c, JxlTypeId type) {
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    if (info->kind == JXL_TYPE_NOMINAL) return info->decl;
    if (info->kind != JXL_TYPE_PARAMETER || info->decl->bound == JXL_NO_TYPE) return NULL;
    info = jxl_type(c->program, info->decl->bound);
    return info->kind == JXL_TYPE_NOMINAL ? info->decl : NULL;
}

JxlTypeId jxl_member_type(JxlChecker *c, JxlTypeId receiver, JxlDecl *member) {
    JxlTypeId type = jxl_type_of(c, member);
    JxlType info = *jxl_type(c->program, jxl_resolve(c, receiver));
    JxlDecl *owner = member->owner;
    if (info.kind != JXL_TYPE_NOMINAL || !owner || info.decl != owner) return type;
    return jxl_substitute(c->program, type, owner->type_params, info.args, info.arg_count);
}

// ---- reading

static bool is_constant_global(JxlChecker *c, JxlDecl *decl) {
    if (decl->flags & (JXL_DECL_MUTABLE | JXL_DECL_REACTIVE | JXL_DECL_PYTHON)) return false;
    if (decl->flags & JXL_DECL_BUILTIN) return true;
    jxl_check_decl(c, decl);
    if (decl->node->kind != JXL_VARIABLE || !decl->node->variable.init) return false;
    const JxlModule *module = c->program->modules.items[decl->module];
    return (module->facts[decl->node->variable.init->id].flags & JXL_CONSTANT) != 0;
}

JxlTypeId jxl_read_decl(JxlChecker *c, const JxlNode *node, JxlDecl *decl) {
    JxlTypeId type = jxl_type_of(c, decl);
    bool is_constant = decl->kind == JXL_DECL_CASE || decl->kind == JXL_DECL_NOMINAL ||
                       (decl->kind == JXL_DECL_GLOBAL && is_constant_global(c, decl)) ||
                       (decl->kind == JXL_DECL_FIELD && (decl->flags & JXL_DECL_STATIC) &&
                        !(decl->flags & JXL_DECL_MUTABLE));
    if (!is_constant) c->variables++;
    if (decl->flags & JXL_DECL_REACTIVE) {
        c->reads++;
        jxl_note_read(c, decl, node->span);
    }
    bool is_untracked = decl->kind == JXL_DECL_FIELD && decl->owner &&
                        decl->owner->kind == JXL_DECL_VIEW && (decl->flags & JXL_DECL_MUTABLE);
    if (is_untracked && c->body && c->body->is_render)
        jxl_warn(c, 311, node->span, "make it an atom",
                 "`%s` is a var: the view does not change with it",
                 jxl_text_of_name(c, decl->name));
    return type;
}

static JxlTypeId meta_of(JxlChecker *c, JxlDecl *decl) {
    if (decl->kind == JXL_DECL_TYPE_PARAM)
        return jxl_meta_type(c->program, jxl_param_type(c->program, decl));
    if (decl->kind == JXL_DECL_ALIAS) return jxl_meta_type(c->program, jxl_type_of(c, decl));
    JxlTypeId *args = ARENA_NEW_ARRAY(c->arena, JxlTypeId, decl->type_param_count);
    for (u32 i = 0; i < decl->type_param_count; i++) args[i] = jxl_fresh(c);
    return jxl_meta_type(c->program, jxl_nominal(c->program, decl, args, decl->type_param_count));
}

// A prop that is a handle reads through, unless a handle is what is wanted.
static JxlTypeId through_handle(JxlChecker *c, JxlDecl *decl, JxlTypeId type, JxlTypeId expected) {
    bool is_handle = (decl->kind == JXL_DECL_PROP || decl->kind == JXL_DECL_PARAM) &&
                     jxl_is_nominal(c, type, c->atom);
    if (!is_handle) return type;
    if (expected != JXL_NO_TYPE && jxl_is_nominal(c, expected, c->atom)) return type;
    return jxl_arg(c, type, 0);
}

static JxlTypeId func_value(JxlChecker *c, const JxlNode *node, JxlDecl *decl) {
    jxl_resolve_signature(c, decl);
    c->conditional++;
    jxl_note_edge(c, decl, node->span);
    c->conditional--;
    c->variables++;
    if (decl->type_param_count == 0) return decl->type;
    JxlTypeId *args = ARENA_NEW_ARRAY(c->arena, JxlTypeId, decl->type_param_count);
    for (u32 i = 0; i < decl->type_param_count; i++) args[i] = jxl_fresh(c);
    return jxl_substitute(c->program, decl->type, decl->type_params, args, decl->type_param_count);
}

JxlTypeId jxl_value_of_decl(JxlChecker *c, JxlNode *node, JxlDecl *decl, JxlTypeId expected) {
    jxl_fact(c, node)->target = decl;
    if (!jxl_check_python_use(c, decl, node->span)) return JXL_ERROR_TYPE;
    switch (decl->kind) {
    case JXL_DECL_NOMINAL:
    case JXL_DECL_ALIAS:
    case JXL_DECL_TYPE_PARAM: return meta_of(c, decl);
    case JXL_DECL_MODULE: return decl->type;
    case JXL_DECL_FUNC: return func_value(c, node, decl);
    case JXL_DECL_VIEW:
        jxl_error(c, 205, node->span, "write `()` behind its name",
                  "`%s` is a view: it is made by a call", jxl_text_of_name(c, decl->name));
        return JXL_ERROR_TYPE;
    case JXL_DECL_STYLE:
    case JXL_DECL_INIT:
        jxl_error(c, 202, node->span, NULL, "this is no value");
        return JXL_ERROR_TYPE;
    default: return through_handle(c, decl, jxl_read_decl(c, node, decl), expected);
    }
}

JxlTypeId jxl_check_name(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    JxlDecl *decl = jxl_find_name(c, node->name.name);
    if (!decl) {
        jxl_unknown_name(c, node->span, node->name.name);
        return JXL_ERROR_TYPE;
    }
    return jxl_value_of_decl(c, node, decl, expected);
}

JxlTypeId jxl_check_handle(JxlChecker *c, JxlNode *node) {
    JxlDecl *decl = jxl_find_name(c, node->handle.name);
    if (!decl) {
        jxl_unknown_name(c, node->span, node->handle.name);
        return JXL_ERROR_TYPE;
    }
    jxl_fact(c, node)->target = decl;
    c->variables++;
    if (decl->kind == JXL_DECL_MODULE) return decl->type;
    JxlTypeId type = jxl_type_of(c, decl);
    if (type == JXL_ERROR_TYPE || jxl_is_nominal(c, type, c->atom)) return type;
    bool is_source = decl->kind == JXL_DECL_ATOM && (decl->flags & JXL_DECL_MUTABLE);
    if (!is_source) {
        jxl_error(c, 201, node->span, "only atoms that can be written have a handle",
                  "`%s` has no handle", jxl_text_of_name(c, node->handle.name));
        return JXL_ERROR_TYPE;
    }
    decl->flags |= JXL_DECL_HANDLED | JXL_DECL_WRITTEN;
    return jxl_nominal(c->program, c->atom, &type, 1);
}

// ---- members

// Behind `a?.b`, `.c` is a member of what `b` is: where `a` is nil the whole chain is.
JxlTypeId jxl_chain_receiver(JxlChecker *c, const JxlNode *value, JxlTypeId type, bool *is_chain) {
    *is_chain =
        (jxl_fact(c, value)->flags & JXL_CHAIN) != 0 && jxl_is_nominal(c, type, c->optional);
    return *is_chain ? jxl_arg(c, type, 0) : type;
}

JxlTypeId jxl_chain_result(JxlChecker *c, const JxlNode *node, JxlTypeId type) {
    if (type == JXL_ERROR_TYPE || jxl_is_nominal(c, type, c->optional)) return type;
    jxl_fact(c, node)->flags |= JXL_CHAIN;
    return jxl_optional_of(c, type);
}

static bool is_handle_chain(const JxlNode *node) {
    while (node->kind == JXL_MEMBER || node->kind == JXL_SUBSCRIPT)
        node = node->kind == JXL_MEMBER ? node->member.value : node->subscript.value;
    return node->kind == JXL_HANDLE;
}

static JxlTypeId static_member(JxlChecker *c, JxlNode *node, JxlTypeId type, AstName name,
                               Span span) {
    JxlDecl *owner = jxl_owner_of(c, type);
    JxlDecl *member = owner ? jxl_find_member(c, owner, name) : NULL;
    bool is_static =
        member && ((member->flags & JXL_DECL_STATIC) || member->kind == JXL_DECL_NOMINAL);
    if (!is_static) {
        jxl_unknown_member(c, span, type, owner, name);
        return JXL_ERROR_TYPE;
    }
    if (member->kind == JXL_DECL_NOMINAL) return jxl_value_of_decl(c, node, member, JXL_NO_TYPE);
    jxl_fact(c, node)->target = member;
    if (member->kind == JXL_DECL_FIELD) jxl_read_decl(c, node, member);
    return jxl_member_type(c, type, member);
}

static JxlTypeId raw_value_type(JxlChecker *c, JxlDecl *owner) {
    jxl_resolve_signature(c, owner);
    for (u32 i = 0; i < owner->supers.count; i++) {
        JxlTypeId super = owner->supers.items[i];
        if (jxl_is_nominal(c, super, c->string) || jxl_is_nominal(c, super, c->int_)) return super;
    }
    return JXL_NO_TYPE;
}

JxlTypeId jxl_raw_type(JxlChecker *c, JxlDecl *owner) {
    return owner->form == JXL_OP_ENUM ? raw_value_type(c, owner) : JXL_NO_TYPE;
}

static JxlTypeId instance_member(JxlChecker *c, JxlNode *node, JxlTypeId type, AstName name) {
    JxlType info = *jxl_type(c->program, type);
    if (info.kind == JXL_TYPE_TUPLE && info.names) {
        for (u32 i = 0; i < info.arg_count; i++) {
            if (info.names[i] == name) return info.args[i];
        }
    }
    JxlDecl *owner = jxl_owner_of(c, type);
    JxlDecl *member = owner ? jxl_find_member(c, owner, name) : NULL;
    if (owner && !member && jxl_name_is(c, name, "rawValue")) {
        JxlTypeId raw = jxl_raw_type(c, owner);
        if (raw != JXL_NO_TYPE) return raw;
    }
    bool is_method_of_view = member && member->owner->kind == JXL_DECL_VIEW;
    if (!member || is_method_of_view || member->kind == JXL_DECL_CASE ||
        (member->flags & JXL_DECL_STATIC)) {
        if (owner == c->optional)
            jxl_error(c, 240, node->span, "write `?.`, or unwrap it: `if let`, `??`, `!`",
                      "`%s` may be nil", jxl_text_of_type(c, type));
        else
            jxl_unknown_member(c, node->span, type, owner, name);
        return JXL_ERROR_TYPE;
    }
    bool is_hidden = (member->flags & JXL_DECL_PRIVATE) && !jxl_is_inside(c, owner);
    if (is_hidden)
        jxl_error(c, 206, node->span, NULL, "`%s` is private in `%s`", jxl_text_of_name(c, name),
                  jxl_text_of_type(c, type));
    jxl_fact(c, node)->target = member;
    if (member->kind == JXL_DECL_FUNC) c->variables++;
    return jxl_member_type(c, type, member);
}

bool jxl_is_inside(const JxlChecker *c, const JxlDecl *owner) {
    for (const JxlDecl *around = c->self; around; around = around->owner) {
        if (around == owner) return true;
    }
    return false;
}

static JxlTypeId module_member(JxlChecker *c, JxlNode *node, u32 index, JxlTypeId expected) {
    JxlModule *module = c->program->modules.items[index];
    AstName name = node->member.name;
    JxlDecl *decl = jxl_find_global(c, module, name);
    if (decl && decl->module == index && !(decl->flags & JXL_DECL_PRIVATE))
        return jxl_value_of_decl(c, node, decl, expected);
    if (!module->is_broken)
        jxl_error(c, module->is_python ? 704 : 206, node->span, NULL, "the module has no `%s`",
                  jxl_text_of_name(c, name));
    return JXL_ERROR_TYPE;
}

JxlTypeId jxl_check_member(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    bool is_index = node->kind == JXL_TUPLE_MEMBER;
    JxlNode *value = is_index ? node->tuple_member.value : node->member.value;
    JxlTypeId type = jxl_check_expr(c, value, JXL_NO_TYPE);
    if (type == JXL_ERROR_TYPE) return type;
    if (is_index) {
        const JxlType *info = jxl_type(c->program, type);
        u64 index = node->tuple_member.index;
        if (info->kind == JXL_TYPE_TUPLE && index < info->arg_count) return info->args[index];
        jxl_error(c, 206, node->span, NULL, "`%s` has no field %U", jxl_text_of_type(c, type),
                  index);
        return JXL_ERROR_TYPE;
    }
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind == JXL_TYPE_MODULE) {
        JxlTypeId found = module_member(c, node, info->number, expected);
        JxlDecl *target = jxl_fact(c, node)->target;
        if (value->kind != JXL_HANDLE || found == JXL_ERROR_TYPE || !target) return found;
        target->flags |= JXL_DECL_HANDLED | JXL_DECL_WRITTEN;
        return jxl_nominal(c->program, c->atom, &found, 1);
    }
    if (info->kind == JXL_TYPE_META)
        return static_member(c, node, info->args[0], node->member.name, node->span);
    if (is_handle_chain(node) && jxl_is_nominal(c, type, c->atom)) {
        JxlTypeId field = instance_member(c, node, jxl_arg(c, type, 0), node->member.name);
        return field == JXL_ERROR_TYPE ? field : jxl_nominal(c->program, c->atom, &field, 1);
    }
    if (!(node->member.flags & JXL_FLAG_OPTIONAL)) {
        bool is_chain;
        JxlTypeId receiver = jxl_chain_receiver(c, value, type, &is_chain);
        JxlTypeId member = instance_member(c, node, receiver, node->member.name);
        return is_chain ? jxl_chain_result(c, node, member) : member;
    }
    if (!jxl_is_nominal(c, type, c->optional)) {
        jxl_error(c, 201, node->span, "write `.`", "`%s` is never nil", jxl_text_of_type(c, type));
        return JXL_ERROR_TYPE;
    }
    return jxl_chain_result(c, node,
                            instance_member(c, node, jxl_arg(c, type, 0), node->member.name));
}

JxlTypeId jxl_check_implicit(JxlChecker *c, JxlNode *node, AstName name, JxlTypeId expected,
                             JxlDecl **found) {
    *found = NULL;
    JxlTypeId type = expected == JXL_NO_TYPE ? JXL_NO_TYPE : jxl_resolve(c, expected);
    while (type != JXL_NO_TYPE && jxl_is_nominal(c, type, c->optional)) type = jxl_arg(c, type, 0);
    if (type == JXL_ERROR_TYPE) return type;
    JxlDecl *owner = type == JXL_NO_TYPE ? NULL : jxl_owner_of(c, type);
    if (!owner) {
        jxl_error(c, 201, node->span, "write the type in front of the point",
                  "which type `.%s` is a member of is not known here", jxl_text_of_name(c, name));
        return JXL_ERROR_TYPE;
    }
    JxlTypeId result = static_member(c, node, type, name, node->span);
    *found = jxl_fact(c, node)->target;
    return result;
}

// ---- subscripts

static JxlTypeId item_type(JxlChecker *c, JxlNode *node, JxlTypeId type) {
    JxlNodes args = node->subscript.args;
    if (args.count != 1) {
        jxl_error(c, 205, node->span, NULL, "a subscript takes one value");
        return JXL_ERROR_TYPE;
    }
    JxlNode *index = args.items[0]->arg.value;
    if (jxl_is_nominal(c, type, c->array)) {
        jxl_check_value(c, index, jxl_plain(c, c->int_));
        return jxl_arg(c, type, 0);
    }
    if (jxl_is_nominal(c, type, c->map)) {
        jxl_check_value(c, index, jxl_arg(c, type, 0));
        return jxl_optional_of(c, jxl_arg(c, type, 1));
    }
    if (jxl_is_nominal(c, type, c->string)) {
        jxl_check_value(c, index, jxl_plain(c, c->int_));
        return type;
    }
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind == JXL_TYPE_NOMINAL && jxl_name_is(c, info->decl->name, "JSON")) {
        jxl_check_expr(c, index, JXL_NO_TYPE);
        return type;
    }
    bool is_optional = jxl_is_nominal(c, type, c->optional);
    jxl_error(c, is_optional ? 240 : 201, node->span,
              is_optional ? "write `?[`, or unwrap it" : NULL, "`%s` has no items",
              jxl_text_of_type(c, type));
    return JXL_ERROR_TYPE;
}

JxlTypeId jxl_check_subscript(JxlChecker *c, JxlNode *node) {
    JxlTypeId type = jxl_check_expr(c, node->subscript.value, JXL_NO_TYPE);
    if (type == JXL_ERROR_TYPE) return type;
    if (is_handle_chain(node) && jxl_is_nominal(c, type, c->atom)) {
        JxlTypeId item = item_type(c, node, jxl_arg(c, type, 0));
        return item == JXL_ERROR_TYPE ? item : jxl_nominal(c->program, c->atom, &item, 1);
    }
    if (!(node->subscript.flags & JXL_FLAG_OPTIONAL)) {
        bool is_chain;
        JxlTypeId receiver = jxl_chain_receiver(c, node->subscript.value, type, &is_chain);
        JxlTypeId item = item_type(c, node, receiver);
        return is_chain ? jxl_chain_result(c, node, item) : item;
    }
    if (!jxl_is_nominal(c, type, c->optional)) {
        jxl_error(c, 201, node->span, "write `[`", "`%s` is never nil", jxl_text_of_type(c, type));
        return JXL_ERROR_TYPE;
    }
    return jxl_chain_result(c, node, item_type(c, node, jxl_arg(c, type, 0)));
}

// ---- places

static bool refuse_write(JxlChecker *c, u32 code, Span span, const char *hint, const char *why,
                         AstName name) {
    jxl_error(c, code, span, hint, why, jxl_text_of_name(c, name));
    return false;
}

static bool is_in_init(const JxlChecker *c) {
    for (const JxlDecl *around = c->self; around; around = around->owner) {
        if (around->kind == JXL_DECL_INIT) return true;
    }
    return false;
}

static const JxlDecl *method_around(const JxlChecker *c) {
    for (const JxlDecl *around = c->self; around; around = around->owner) {
        if (around->kind == JXL_DECL_FUNC) return around;
    }
    return NULL;
}

static bool check_local_write(JxlChecker *c, JxlDecl *decl, Span span) {
    if (decl->flags & JXL_DECL_MUTABLE) return true;
    if (decl->kind == JXL_DECL_PARAM)
        return refuse_write(c, 220, span, "copy it: `var copy = …`",
                            "the parameter `%s` is not assigned", decl->name);
    if (decl->flags & JXL_DECL_LOOP)
        return refuse_write(c, 220, span, NULL, "`%s` is not assigned", decl->name);
    // Published snippets assign a local `let`.
    decl->flags |= JXL_DECL_MUTABLE;
    jxl_warn(c, 250, span, "declare it with `var`", "the `let` `%s` is assigned",
             jxl_text_of_name(c, decl->name));
    return true;
}

static bool check_field_write(JxlChecker *c, JxlDecl *decl, Span span) {
    bool is_mutable = (decl->flags & JXL_DECL_MUTABLE) != 0;
    if (!is_mutable && is_in_init(c) && decl->owner->kind == JXL_DECL_NOMINAL) return true;
    if (!is_mutable)
        return refuse_write(c, 220, span, "declare it with `var`", "`%s` is a constant",
                            decl->name);
    const JxlDecl *method = method_around(c);
    bool is_struct =
        decl->owner && decl->owner->kind == JXL_DECL_NOMINAL && decl->owner->form != JXL_OP_CLASS;
    if (is_struct && method && method->owner == decl->owner && !(method->flags & JXL_DECL_MUTATING))
        return refuse_write(c, 220, span, "mark the method `mutating`",
                            "`%s` is changed in a method that is not mutating", decl->name);
    return true;
}

static bool check_decl_write(JxlChecker *c, JxlDecl *decl, Span span) {
    bool is_pure = c->body && c->body->place != JXL_PLACE_FREE;
    if (decl->kind == JXL_DECL_PROP) {
        if (jxl_is_nominal(c, jxl_type_of(c, decl), c->atom)) return true;
        return refuse_write(c, 410, span, "the parent passes it", "the prop `%s` is read-only",
                            decl->name);
    }
    if (decl->kind == JXL_DECL_ATOM && !(decl->flags & JXL_DECL_MUTABLE))
        return refuse_write(c, 410, span, "it is what its block gives",
                            "the computed atom `%s` is read-only", decl->name);
    if (decl->kind == JXL_DECL_ATOM && is_pure)
        return refuse_write(c, 410, span, "write it in a handler or an effect",
                            "`%s` is written in a computed atom or a render block", decl->name);
    decl->flags |= JXL_DECL_WRITTEN;
    // What calls the function writes too, if no condition is on the way.
    if (decl->kind == JXL_DECL_ATOM && c->conditional == 0 && c->body && c->body->decl)
        c->body->decl->flags |= JXL_DECL_WRITES;
    switch (decl->kind) {
    case JXL_DECL_ATOM: return true;
    case JXL_DECL_LOCAL:
    case JXL_DECL_PARAM: return check_local_write(c, decl, span);
    case JXL_DECL_FIELD: return check_field_write(c, decl, span);
    case JXL_DECL_GLOBAL:
        if (decl->flags & JXL_DECL_MUTABLE) return true;
        return refuse_write(c, 220, span, "declare it with `var`", "`%s` is a constant",
                            decl->name);
    default: break;
    }
    return refuse_write(c, 220, span, NULL, "`%s` is not a place", decl->name);
}

static bool is_class_instance(JxlChecker *c, JxlTypeId type) {
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    return info->kind == JXL_TYPE_NOMINAL && info->decl->form == JXL_OP_CLASS;
}

bool jxl_check_place(JxlChecker *c, JxlNode *node, Span span) {
    JxlFact *fact = jxl_fact(c, node);
    fact->flags |= JXL_WRITES;
    switch (node->kind) {
    case JXL_NAME: return !fact->target || check_decl_write(c, fact->target, span);
    case JXL_SELF: {
        const JxlDecl *method = method_around(c);
        bool is_good =
            !method || (method->flags & JXL_DECL_MUTATING) || is_class_instance(c, fact->type);
        if (!is_good)
            jxl_error(c, 220, span, "mark the method `mutating`", "`self` is not changed here");
        return is_good;
    }
    case JXL_MEMBER: {
        JxlDecl *member = fact->target;
        bool is_global =
            member && (member->kind == JXL_DECL_ATOM || member->kind == JXL_DECL_GLOBAL);
        if (is_global) return check_decl_write(c, member, span);
        bool is_good =
            !member || member->kind != JXL_DECL_FIELD || check_field_write(c, member, span);
        if (member && (member->flags & JXL_DECL_STATIC)) return is_good;
        // What is reached through a class instance belongs to that instance.
        JxlTypeId inside = jxl_fact(c, node->member.value)->type;
        if (!is_good || inside == JXL_ERROR_TYPE || is_class_instance(c, inside)) return is_good;
        bool is_chain = (node->member.flags & JXL_FLAG_OPTIONAL) ||
                        (jxl_fact(c, node->member.value)->flags & JXL_CHAIN);
        if (is_chain && jxl_is_nominal(c, inside, c->optional)) inside = jxl_arg(c, inside, 0);
        return is_class_instance(c, inside) || jxl_check_place(c, node->member.value, span);
    }
    case JXL_SUBSCRIPT: return jxl_check_place(c, node->subscript.value, span);
    case JXL_TUPLE_MEMBER: return jxl_check_place(c, node->tuple_member.value, span);
    case JXL_FORCE: return jxl_check_place(c, node->force.operand, span);
    case JXL_CLOSURE_ARG:
        jxl_error(c, 220, span, NULL, "a parameter of a closure is not assigned");
        return false;
    default: jxl_error(c, 220, span, NULL, "only a variable, a field or an item is changed");
    }
    return false;
}

// ---- design tokens

static const struct {
    const char *type, *group;
} token_groups[] = {{"Color", "color"},     {"Spacing", "spacing"}, {"Radius", "radius"},
                    {"Font", "typography"}, {"Duration", "motion"}, {"Shadow", "shadow"},
                    {"Size", "size"},       {"ZIndex", "zIndex"}};

// `.brand.accent` as "brand.accent". False: no token's name.
static bool token_path(JxlChecker *c, const JxlNode *node, Bytes *out) {
    if (node->kind == JXL_MEMBER) {
        if (!token_path(c, node->member.value, out)) return false;
        bytes_push(out, '.');
        bytes_append(out, names_text(c->names, node->member.name));
        return true;
    }
    if (node->kind != JXL_IMPLICIT) return false;
    bytes_append(out, names_text(c->names, node->implicit.name));
    return true;
}

// `on-primary` and `onPrimary` are one name.
static bool is_same_token(Slice written, Slice name) {
    usize j = 0;
    for (usize i = 0; i < name.len; i++, j++) {
        u8 wanted = name.data[i];
        if (wanted == '-' && i + 1 < name.len) {
            wanted = name.data[++i];
            if (wanted >= 'a' && wanted <= 'z') wanted = (u8)(wanted - 32);
        }
        if (j >= written.len || written.data[j] != wanted) return false;
    }
    return j == written.len;
}

static void check_token_value(JxlChecker *c, const JxlNode *node, const char *group,
                              const JxlDesignToken *token) {
    bool is_color = slice_equal(slice_of_text(group), SLICE_LITERAL("color"));
    bool is_number = slice_equal(slice_of_text(group), SLICE_LITERAL("spacing")) ||
                     slice_equal(slice_of_text(group), SLICE_LITERAL("radius")) ||
                     slice_equal(slice_of_text(group), SLICE_LITERAL("size")) ||
                     slice_equal(slice_of_text(group), SLICE_LITERAL("zIndex")) ||
                     slice_equal(slice_of_text(group), SLICE_LITERAL("motion"));
    u8 first = token->value.len > 0 ? token->value.data[0] : 0;
    bool is_digit = (first >= '0' && first <= '9') || first == '-' || first == '.';
    bool is_bad = (is_color && is_digit) || (is_number && !is_digit);
    if (is_bad)
        jxl_error(c, 341, node->span, NULL, "the token `%S.%S` is `%S`: no value for this",
                  &token->group, &token->name, &token->value);
}

static void unknown_token(JxlChecker *c, const JxlNode *node, const char *group, Slice path) {
    for (u32 i = 0; i < c->options->token_count; i++) {
        const JxlDesignToken *token = &c->options->tokens[i];
        if (!is_same_token(path, token->name)) continue;
        jxl_error(c, 341, node->span, NULL, "the token `%S` is one of the group `%S`, not `%s`",
                  &path, &token->group, group);
        return;
    }
    Bytes known;
    bytes_init(&known, c->arena);
    u32 count = 0;
    for (u32 i = 0; i < c->options->token_count && count < 5; i++) {
        const JxlDesignToken *token = &c->options->tokens[i];
        if (!slice_equal(token->group, slice_of_text(group))) continue;
        bytes_format(&known, "%s%S", count++ > 0 ? ", " : "known: ", &token->name);
    }
    bytes_push(&known, 0);
    jxl_error(c, 340, node->span, count > 0 ? (const char *)known.data : NULL,
              "there is no token `%s.%S`", group, &path);
}

JxlTypeId jxl_check_token(JxlChecker *c, JxlNode *node, JxlTypeId group) {
    AstName type_name = jxl_type(c->program, group)->decl->name;
    const char *name = "any";
    for (u32 i = 0; i < COUNT_OF(token_groups); i++) {
        if (jxl_name_is(c, type_name, token_groups[i].type)) name = token_groups[i].group;
    }
    bool is_length = jxl_name_is(c, type_name, "Spacing") || jxl_name_is(c, type_name, "Radius") ||
                     jxl_name_is(c, type_name, "Size");
    bool is_int = jxl_name_is(c, type_name, "ZIndex");
    bool is_text = jxl_name_is(c, type_name, "Token");
    JxlTypeId result = is_length ? jxl_plain(c, c->length)
                       : is_int  ? jxl_plain(c, c->int_)
                       : is_text ? jxl_plain(c, c->string)
                                 : group;
    JxlNodes args = node->call.args;
    Bytes path;
    bytes_init(&path, c->arena);
    if (args.count != 1 || !token_path(c, args.items[0]->arg.value, &path)) {
        jxl_error(c, 205, node->span, NULL, "a token is named with points: `.token(.primary)`");
        return result;
    }
    for (u32 i = 0; i < c->options->token_count; i++) {
        const JxlDesignToken *token = &c->options->tokens[i];
        if (!is_text && !slice_equal(token->group, slice_of_text(name))) continue;
        if (!is_same_token(bytes_slice(&path), token->name)) continue;
        check_token_value(c, node, name, token);
        return result;
    }
    unknown_token(c, args.items[0], name, bytes_slice(&path));
    return result;
}
