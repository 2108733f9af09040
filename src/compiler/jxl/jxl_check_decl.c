// Declarations: their bodies, initialisers, views, atoms and options.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

enum { UNKNOWN, CHECKING, CHECKED };

// ---- functions

static void declare_params(JxlChecker *c, JxlDecl *decl, JxlNodes nodes) {
    for (u32 i = 0; i < decl->param_count; i++) {
        u32 flags = nodes.items[i]->param.flags & JXL_FLAG_INOUT ? JXL_DECL_MUTABLE : 0;
        decl->params[i].decl = jxl_declare_local(c, JXL_DECL_PARAM, nodes.items[i],
                                                 decl->params[i].name, decl->params[i].type, flags);
        if (nodes.items[i]->param.flags & JXL_FLAG_INOUT)
            jxl_error(c, 900, nodes.items[i]->span, NULL, "not yet supported: inout parameters");
    }
}

static void check_defaults(JxlChecker *c, JxlDecl *decl) {
    for (u32 i = 0; i < decl->param_count; i++) {
        if (decl->params[i].init) jxl_check_value(c, decl->params[i].init, decl->params[i].type);
    }
}

static void check_func(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    JxlBody body;
    jxl_resolve_signature(c, decl);
    check_defaults(c, decl);
    if (jxl_attribute(c, node, "Worker"))
        jxl_error(c, 900, node->span, NULL, "not yet supported: functions in the worker");
    if (node->func.flags & JXL_FLAG_OPERATOR)
        jxl_error(c, 900, node->span, NULL, "not yet supported: declared operators");
    bool is_interface = decl->owner && decl->owner->form == JXL_OP_INTERFACE &&
                        decl->owner->kind == JXL_DECL_NOMINAL;
    if (!node->func.body) {
        if (!is_interface && !(decl->flags & JXL_DECL_BUILTIN))
            jxl_error(c, 10, node->span, "write `{ … }`", "the function `%s` has no body",
                      jxl_text_of_name(c, decl->name));
        return;
    }
    jxl_open_body(c, &body, decl, JXL_PLACE_FREE);
    body.result = decl->result;
    body.infers_result = jxl_has_free_var(c, decl->result);
    body.is_async = (decl->flags & JXL_DECL_ASYNC) != 0;
    body.is_throwing = (decl->flags & JXL_DECL_THROWS) != 0;
    declare_params(c, decl, node->func.params);
    jxl_check_function_block(c, node->func.body);
    jxl_close_body(c);
}

static void check_init(JxlChecker *c, JxlDecl *decl) {
    JxlBody body;
    jxl_resolve_signature(c, decl);
    check_defaults(c, decl);
    if (!decl->node->init.body) return;
    jxl_open_body(c, &body, decl, JXL_PLACE_FREE);
    body.is_throwing = (decl->node->init.flags & JXL_FLAG_THROWS) != 0;
    declare_params(c, decl, decl->node->init.params);
    jxl_check_block(c, decl->node->init.body);
    jxl_close_body(c);
}

static void check_free_block(JxlChecker *c, JxlDecl *decl, JxlNode *block) {
    JxlBody body;
    jxl_open_body(c, &body, decl, JXL_PLACE_FREE);
    jxl_check_block(c, block);
    jxl_close_body(c);
}

// ---- variables and atoms

static void check_accessor(JxlChecker *c, JxlDecl *decl, JxlNode *accessor, JxlTypeId type) {
    JxlBody body;
    jxl_open_body(c, &body, decl, JXL_PLACE_FREE);
    bool is_getter = accessor->accessor.which == JXL_OP_GET;
    if (is_getter) body.result = type;
    const char *name = accessor->accessor.which == JXL_OP_DID_SET ? "oldValue" : "newValue";
    AstName word = accessor->accessor.name != AST_NO_NAME ? accessor->accessor.name
                                                          : names_intern_text(c->names, name);
    if (!is_getter) jxl_declare_local(c, JXL_DECL_PARAM, NULL, word, type, 0);
    if (is_getter)
        jxl_check_function_block(c, accessor->accessor.body);
    else
        jxl_check_block(c, accessor->accessor.body);
    jxl_close_body(c);
}

static JxlTypeId check_init_value(JxlChecker *c, JxlDecl *decl, JxlNode *init, JxlTypeId type,
                                  bool is_async) {
    JxlBody body;
    jxl_open_body(c, &body, decl, JXL_PLACE_FREE);
    body.is_async = is_async;
    body.is_throwing = is_async;
    JxlTypeId found = jxl_check_value(c, init, type);
    jxl_close_body(c);
    return found;
}

static void check_tuple_global(JxlChecker *c, JxlDecl *decl, JxlTypeId type) {
    JxlNodes items = decl->node->variable.pattern->tuple_pattern.items;
    JxlType info = *jxl_type(c->program, jxl_resolve(c, type));
    for (u32 i = 0; i < items.count; i++) {
        if (jxl_fact(c, items.items[i])->target != decl) continue;
        bool fits = info.kind == JXL_TYPE_TUPLE && info.arg_count == items.count;
        decl->type = fits ? info.args[i] : JXL_ERROR_TYPE;
        if (!fits && type != JXL_ERROR_TYPE)
            jxl_error(c, 201, decl->node->span, NULL, "`%s` is no tuple of %u values",
                      jxl_text_of_type(c, type), items.count);
    }
}

static void check_variable(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    JxlTypeId type = JXL_NO_TYPE;
    bool is_tuple = node->variable.pattern->kind == JXL_TUPLE_PATTERN;
    if (node->variable.type)
        type = is_tuple ? jxl_resolve_type(c, node->variable.type) : jxl_type_of(c, decl);
    if (decl->kind == JXL_DECL_PROP && type == JXL_NO_TYPE) type = jxl_type_of(c, decl);
    if (node->variable.init) {
        JxlTypeId found = check_init_value(c, decl, node->variable.init, type, false);
        if (type == JXL_NO_TYPE) type = found;
        if (is_tuple)
            check_tuple_global(c, decl, type);
        else if (decl->type == JXL_NO_TYPE)
            decl->type = type;
        if (found == JXL_VOID_TYPE)
            jxl_error(c, 201, node->variable.init->span, NULL, "this has no value to keep");
    }
    bool needs_value = decl->kind == JXL_DECL_GLOBAL && !node->variable.init &&
                       !(decl->flags & (JXL_DECL_COMPUTED | JXL_DECL_BUILTIN)) &&
                       !jxl_is_nominal(c, type == JXL_NO_TYPE ? JXL_ERROR_TYPE : type, c->optional);
    if (needs_value) jxl_error(c, 204, node->span, "write `= …`", "this needs a value");
    for (u32 i = 0; i < node->variable.accessors.count; i++)
        check_accessor(c, decl, node->variable.accessors.items[i], type);
}

static void check_option(JxlChecker *c, JxlDecl *decl, JxlNode *option) {
    AstName name = option->option.name;
    JxlNode *value = option->option.value;
    JxlTypeId type = decl->type;
    bool is_did = jxl_name_is(c, name, "didSet");
    if (is_did || jxl_name_is(c, name, "willSet")) {
        JxlBody body;
        jxl_open_body(c, &body, decl->owner, JXL_PLACE_FREE);
        AstName word = option->option.param != AST_NO_NAME
                           ? option->option.param
                           : names_intern_text(c->names, is_did ? "oldValue" : "newValue");
        jxl_declare_local(c, JXL_DECL_PARAM, option, word, type, 0);
        jxl_check_block(c, value);
        jxl_close_body(c);
        return;
    }
    JxlTypeId args[2] = {type, type};
    JxlTypeId wanted = jxl_plain(c, c->duration);
    if (jxl_name_is(c, name, "onDispose"))
        wanted = jxl_func_type(c->program, args, 1, JXL_VOID_TYPE, 0);
    if (jxl_name_is(c, name, "equals"))
        wanted = jxl_func_type(c->program, args, 2, jxl_plain(c, c->bool_), 0);
    if (jxl_name_is(c, name, "onError")) {
        args[0] = jxl_plain(c, c->any_error);
        wanted = jxl_func_type(c->program, args, 1, JXL_VOID_TYPE, 0);
    }
    if (jxl_name_is(c, name, "retry")) wanted = jxl_plain(c, c->int_);
    if (jxl_name_is(c, name, "key")) wanted = jxl_plain(c, c->string);
    // Handlers: what they read is no part of the atom's value.
    check_init_value(c, decl->owner, value, wanted, false);
}

static JxlTypeId check_computed(JxlChecker *c, JxlDecl *decl, JxlTypeId type) {
    JxlBody body;
    jxl_open_body(c, &body, decl, JXL_PLACE_PURE);
    body.result = type == JXL_NO_TYPE ? jxl_fresh(c) : type;
    body.infers_result = type == JXL_NO_TYPE;
    body.is_throwing = true;  // an error is stored (6.4)
    JxlTypeId result = body.result;
    jxl_check_function_block(c, decl->node->atom.body);
    jxl_close_body(c);
    return jxl_resolve(c, result);
}

static void check_atom_attributes(JxlChecker *c, JxlNode *node) {
    const JxlNode *sync = jxl_attribute(c, node, "Sync");
    if (sync) jxl_error(c, 900, sync->span, NULL, "not yet supported: @Sync");
    static const char *const known[] = {"Persist", "Sync", "NoMemo"};
    for (u32 i = 0; i < node->atom.attributes.count; i++) {
        const JxlNode *one = node->atom.attributes.items[i];
        bool is_known = false;
        for (u32 j = 0; j < COUNT_OF(known); j++)
            is_known |= jxl_name_is(c, one->attribute.name, known[j]);
        if (!is_known)
            jxl_error(c, 202, one->span, NULL, "atoms have no attribute `@%s`",
                      jxl_text_of_name(c, one->attribute.name));
    }
}

static void check_atom(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    if (node->kind == JXL_SIGNAL) {
        JxlTypeId type = jxl_type_of(c, decl);
        bool is_event = type == JXL_VOID_TYPE || !node->signal.init;
        if (is_event && !jxl_is_nominal(c, type, c->optional))
            jxl_error(c, 900, node->span, NULL, "not yet supported: signals without a value");
        else if (node->signal.init)
            check_init_value(c, decl, node->signal.init, type, false);
        return;
    }
    check_atom_attributes(c, node);
    bool is_async = decl->form == JXL_OP_ATOM_ASYNC;
    JxlTypeId type = JXL_NO_TYPE;
    if (node->atom.type) type = jxl_type_of(c, decl);
    if (is_async) type = jxl_arg(c, jxl_type_of(c, decl), 0);
    JxlTypeId found = type;
    if (decl->form == JXL_OP_ATOM_COMPUTED)
        found = check_computed(c, decl, type);
    else if (node->atom.init)
        found = check_init_value(c, decl, node->atom.init, type, is_async);
    else if (!jxl_is_nominal(c, type == JXL_NO_TYPE ? JXL_ERROR_TYPE : type, c->optional))
        jxl_error(c, 204, node->span, "write `= …`", "the atom `%s` needs a value",
                  jxl_text_of_name(c, decl->name));
    if (decl->type == JXL_NO_TYPE) decl->type = found;
    for (u32 i = 0; i < node->atom.options.count; i++)
        check_option(c, decl, node->atom.options.items[i]);
}

// ---- types

static bool is_class(JxlChecker *c, JxlTypeId type) {
    const JxlType *info = jxl_type(c->program, type);
    return info->kind == JXL_TYPE_NOMINAL && info->decl->form == JXL_OP_CLASS;
}

static void check_supers(JxlChecker *c, JxlDecl *decl) {
    for (u32 i = 0; i < decl->supers.count; i++) {
        JxlTypeId super = decl->supers.items[i];
        JxlNode *node = decl->node->nominal.supers.items[i];
        if (super == JXL_ERROR_TYPE) continue;
        bool is_raw = decl->form == JXL_OP_ENUM && jxl_raw_type(c, decl) == super;
        if (is_class(c, super))
            jxl_error(c, 900, node->span, NULL, "not yet supported: a class that extends a class");
        else if (!is_raw && decl->form != JXL_OP_INTERFACE && !jxl_conforms(c, decl->type, super))
            jxl_error(c, 201, node->span, NULL, "`%s` has not all members of `%s`",
                      jxl_text_of_type(c, decl->type), jxl_text_of_type(c, super));
    }
}

static void check_raw_values(JxlChecker *c, JxlDecl *decl) {
    JxlTypeId raw = jxl_raw_type(c, decl);
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *one = decl->order.items[i];
        if (one->kind != JXL_DECL_CASE || !one->node->case_item.value) continue;
        JxlNode *value = one->node->case_item.value;
        if (raw == JXL_NO_TYPE)
            jxl_error(c, 201, value->span, "write `: String` or `: Int` behind the enum's name",
                      "this enum has no raw values");
        else
            jxl_check_value(c, value, raw);
    }
}

// A struct is a value: one that holds itself, not through an optional or a container, has no end.
static bool holds(JxlChecker *c, JxlTypeId type, const JxlDecl *wanted, u32 depth) {
    JxlType info = *jxl_type(c->program, jxl_resolve(c, type));
    if (depth > JXL_GENERIC_DEPTH_MAX) return false;
    for (u32 i = 0; info.kind == JXL_TYPE_TUPLE && i < info.arg_count; i++) {
        if (holds(c, info.args[i], wanted, depth + 1)) return true;
    }
    if (info.kind != JXL_TYPE_NOMINAL || info.decl->form != JXL_OP_STRUCT) return false;
    if (info.decl == wanted && depth > 0) return true;
    if (info.decl->flags & (JXL_DECL_BUILTIN | JXL_DECL_PYTHON)) return false;
    for (u32 i = 0; i < info.decl->order.count; i++) {
        JxlDecl *field = info.decl->order.items[i];
        bool is_held = field->kind == JXL_DECL_FIELD &&
                       !(field->flags & (JXL_DECL_STATIC | JXL_DECL_COMPUTED));
        if (is_held && holds(c, jxl_member_type(c, type, field), wanted, depth + 1)) return true;
    }
    return false;
}

static void check_nominal(JxlChecker *c, JxlDecl *decl) {
    jxl_resolve_signature(c, decl);
    check_supers(c, decl);
    if (decl->form == JXL_OP_STRUCT && holds(c, decl->type, decl, 0))
        jxl_error(c, 201, decl->node->span, "make it optional or an array",
                  "the struct `%s` holds itself", jxl_text_of_name(c, decl->name));
    if (decl->form == JXL_OP_ENUM) check_raw_values(c, decl);
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *member = decl->order.items[i];
        jxl_resolve_signature(c, member);
        bool is_value = member->kind == JXL_DECL_FIELD || member->kind == JXL_DECL_ATOM;
        if (is_value) jxl_type_of(c, member);
        jxl_check_decl(c, member);
    }
    JxlNodes members = decl->node->nominal.members;
    for (u32 i = 0; i < members.count; i++) {
        JxlNode *member = members.items[i];
        if (member->kind == JXL_DEINIT) check_free_block(c, decl, member->deinit.body);
        bool is_view_part = member->kind == JXL_RENDER || member->kind == JXL_EFFECT ||
                            member->kind == JXL_LIFECYCLE;
        if (is_view_part) jxl_error(c, 301, member->span, NULL, "this stands in a view");
        if (member->kind == JXL_ATOM || member->kind == JXL_SIGNAL)
            jxl_error(c, 201, member->span, "declare it in a view or a module",
                      "a type has no atoms");
        if (member->kind == JXL_OPERATOR)
            jxl_error(c, 900, member->span, NULL, "not yet supported: declared operators");
    }
}

// ---- views

static void check_render(JxlChecker *c, JxlDecl *decl, JxlNode *node) {
    JxlBody body;
    jxl_open_body(c, &body, decl, JXL_PLACE_RENDER);
    body.is_render = true;
    body.is_throwing = true;
    jxl_check_render_block(c, node->render.body);
    jxl_close_body(c);
}

static void check_lifecycle(JxlChecker *c, JxlDecl *decl, JxlNode *node) {
    if (node->lifecycle.which != JXL_OP_ON_ERROR) {
        check_free_block(c, decl, node->lifecycle.body);
        return;
    }
    JxlTypeId error = jxl_plain(c, c->any_error);
    check_init_value(c, decl, node->lifecycle.body,
                     jxl_func_type(c->program, &error, 1, JXL_VOID_TYPE, 0), false);
}

static void check_view_attributes(JxlChecker *c, JxlNode *node) {
    static const char *const known[] = {"main", "Lazy", "Preview", "Test"};
    for (u32 i = 0; i < node->view.attributes.count; i++) {
        const JxlNode *one = node->view.attributes.items[i];
        bool is_known = false;
        for (u32 j = 0; j < COUNT_OF(known); j++)
            is_known |= jxl_name_is(c, one->attribute.name, known[j]);
        if (!is_known)
            jxl_error(c, 202, one->span, NULL, "views have no attribute `@%s`",
                      jxl_text_of_name(c, one->attribute.name));
    }
}

static void check_view(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    jxl_resolve_signature(c, decl);
    check_view_attributes(c, node);
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *member = decl->order.items[i];
        jxl_resolve_signature(c, member);
        jxl_type_of(c, member);
        jxl_check_decl(c, member);
    }
    u32 renders = 0;
    for (u32 i = 0; i < node->view.members.count; i++) {
        JxlNode *member = node->view.members.items[i];
        if (member->kind == JXL_RENDER) {
            if (renders++ > 0)
                jxl_error(c, 301, member->span, "a view has one render block",
                          "a second render block");
            check_render(c, decl, member);
        } else if (member->kind == JXL_EFFECT) {
            check_free_block(c, decl, member->effect.body);
        } else if (member->kind == JXL_LIFECYCLE) {
            check_lifecycle(c, decl, member);
        } else if (member->kind == JXL_INIT || member->kind == JXL_DEINIT ||
                   member->kind == JXL_OPERATOR) {
            jxl_error(c, 301, member->span, "write `onMount { … }` or `onUnmount { … }`",
                      "this does not stand in a view");
        }
    }
    if (renders == 0)
        jxl_error(c, 301, (Span){node->span.file, node->span.start, node->span.start + 4},
                  "write `render { … }`", "the view `%s` has no render block",
                  jxl_text_of_name(c, decl->name));
}

// ---- the door

static bool is_inferred(const JxlDecl *decl) {
    if (decl->node->kind == JXL_VARIABLE)
        return !decl->node->variable.type && decl->kind != JXL_DECL_PROP &&
               decl->node->variable.pattern->kind == JXL_NAME_PATTERN && decl->node->variable.init;
    return decl->node->kind == JXL_ATOM && !decl->node->atom.type;
}

void jxl_check_decl(JxlChecker *c, JxlDecl *decl) {
    bool is_here = decl->node && !(decl->flags & (JXL_DECL_PYTHON | JXL_DECL_BUILTIN));
    if (!is_here || decl->body_state != UNKNOWN) return;
    if (c->program->modules.items[decl->module]->is_broken) return;
    bool is_value = decl->kind == JXL_DECL_GLOBAL || decl->kind == JXL_DECL_FIELD ||
                    decl->kind == JXL_DECL_ATOM;
    if (is_value && is_inferred(decl) && decl->type_state == UNKNOWN) {
        jxl_type_of(c, decl);  // comes back here
        return;
    }
    decl->body_state = CHECKING;
    JxlContext saved = jxl_enter_decl(c, decl);
    switch (decl->kind) {
    case JXL_DECL_FUNC: check_func(c, decl); break;
    case JXL_DECL_INIT: check_init(c, decl); break;
    case JXL_DECL_PROP:
    case JXL_DECL_FIELD:
    case JXL_DECL_GLOBAL: check_variable(c, decl); break;
    case JXL_DECL_ATOM: check_atom(c, decl); break;
    case JXL_DECL_NOMINAL: check_nominal(c, decl); break;
    case JXL_DECL_VIEW: check_view(c, decl); break;
    case JXL_DECL_ALIAS: jxl_type_of(c, decl); break;
    case JXL_DECL_STYLE:
        jxl_error(c, 900, decl->node->span, NULL, "not yet supported: named styles");
        break;
    default: break;
    }
    jxl_leave_decl(c, saved);
    decl->body_state = CHECKED;
}

static void check_loose_items(JxlChecker *c, JxlModule *module) {
    JxlNodes items = module->tree.root->module.items;
    for (u32 i = 0; i < items.count; i++) {
        JxlNode *item = items.items[i];
        if (item->kind == JXL_OPERATOR)
            jxl_error(c, 900, item->span, NULL, "not yet supported: declared operators");
        if (item->kind == JXL_RENDER || item->kind == JXL_LIFECYCLE)
            jxl_error(c, 301, item->span, NULL, "this stands in a view");
        if (item->kind == JXL_EFFECT) {
            c->module = module;
            c->self = NULL;
            check_free_block(c, NULL, item->effect.body);
        }
    }
}

void jxl_check_module(JxlChecker *c, JxlModule *module) {
    if (module->is_python) return;
    for (u32 i = 0; i < module->order.count; i++) {
        JxlDecl *decl = module->order.items[i];
        jxl_resolve_signature(c, decl);
        bool is_value = decl->kind == JXL_DECL_GLOBAL || decl->kind == JXL_DECL_ATOM;
        if (is_value && decl->node->kind != JXL_VARIABLE) jxl_type_of(c, decl);
        jxl_check_decl(c, decl);
    }
    check_loose_items(c, module);
}
