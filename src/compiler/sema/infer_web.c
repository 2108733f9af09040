// Types of what a program does with objects of the web platform.
#include "compiler/sema/infer_priv.h"
#include "compiler/sema/web_type.h"

static SemaType web_object(Frame *frame, u32 interface) {
    return sema_type_with_index(frame->in->types, SEMA_WEB, interface);
}

// ---- errors

static void report(Frame *frame, Span span, u32 place, DiagKind kind, const char *format,
                   Slice home, Slice name) {
    u32 *known = int_map_at(&frame->in->reported, (u64)place << 32 | span.start, 0);
    if (*known) return;
    *known = 1;
    diag_error(frame->in->diags, kind, span, format, &home, &name);
}

static Slice interface_text(Infer *in, u32 interface) {
    return web_name_copy(in->types->web, web_interface_name(in->types->web, interface), in->arena);
}

// What every JavaScript object or function has, beside its interface.
static bool is_universal(Slice name, bool is_class) {
    static const char *const names[] = {"constructor",
                                        "hasOwnProperty",
                                        "toString",
                                        "valueOf",
                                        "toLocaleString",
                                        "isPrototypeOf",
                                        "propertyIsEnumerable",
                                        "new",
                                        "prototype",
                                        "name",
                                        "length",
                                        "apply",
                                        "bind",
                                        "call"};
    for (u32 i = 0; i < (is_class ? COUNT_OF(names) : 7); i++) {
        if (slice_equal(name, slice_of_text(names[i]))) return true;
    }
    return slice_starts_with(name, SLICE_LITERAL("__"));
}

static bool is_reachable(const WebTable *web, SemaKind kind, u32 interface, Slice name) {
    u32 id = sema_web_member_id(web, name);
    if (is_universal(name, kind == SEMA_WEB_CLASS)) return true;
    if (kind == SEMA_WEB && (web_interface_flags(web, interface) & WEB_IS_OPEN)) return true;
    if (id == WEB_NONE) return false;
    u32 home, member = web_member_find(web, interface, id, &home);
    if (kind == SEMA_WEB_CLASS) return member != WEB_NONE;
    bool is_static = member != WEB_NONE && sema_web_is_static(web_member_kind(web, member));
    return (member != WEB_NONE && !is_static) || web_member_below(web, interface, id);
}

static void report_missing(Infer *in, const AstExpr *expr, Slice home, Slice name, u32 near) {
    u32 *known = int_map_at(&in->reported, (u64)1 << 32 | expr->span.start, 0);
    if (*known) return;
    *known = 1;
    if (near == WEB_NONE) {
        diag_error(in->diags, DIAG_ATTRIBUTE_ERROR, expr->span, "%S has no member '%S'", &home,
                   &name);
        return;
    }
    Slice near_text = web_name_copy(in->types->web, near, in->arena);
    diag_error(in->diags, DIAG_ATTRIBUTE_ERROR, expr->span,
               "%S has no member '%S'. Did you mean: '%S'?", &home, &name, &near_text);
}

static void check_reachable(Infer *in, SemaKind kind, u32 index, const AstExpr *expr) {
    const WebTable *web = in->types->web;
    Slice name = names_text(in->program->names, expr->attribute.attr);
    if (kind == SEMA_WEB_MODULE) {
        if (sema_web_name(web, index, name).kind != SEMA_WEB_NAME_NONE) return;
        u32 window = web_interface_find(web, SLICE_LITERAL("Window"));
        bool is_platform = index == SEMA_WEB_PLATFORM && window != WEB_NONE;
        report_missing(in, expr, is_platform ? SLICE_LITERAL("krait.web") : SLICE_LITERAL("krait"),
                       name, is_platform ? web_member_near(web, window, name) : WEB_NONE);
        return;
    }
    if (is_reachable(web, kind, index, name)) return;
    report_missing(in, expr, interface_text(in, index), name, web_member_near(web, index, name));
}

// ---- attributes

static SemaType name_type(Frame *frame, SemaWebName name) {
    SemaTypes *types = frame->in->types;
    const WebTable *web = types->web;
    switch ((SemaWebNameKind)name.kind) {
    case SEMA_WEB_NAME_MODULE: return sema_type_with_index(types, SEMA_WEB_MODULE, name.index);
    case SEMA_WEB_NAME_INTERFACE: return sema_type_with_index(types, SEMA_WEB_CLASS, name.index);
    case SEMA_WEB_NAME_MEMBER: {
        SemaType window = web_object(frame, web_interface_find(web, SLICE_LITERAL("Window")));
        if (sema_web_is_operation(web_member_kind(web, name.index)))
            return sema_type_with_part(types, SEMA_WEB_METHOD, name.index, window);
        return sema_web_type(types, web_member_type(web, name.index));
    }
    case SEMA_WEB_NAME_BRIDGE:
    case SEMA_WEB_NAME_NONE: break;
    }
    return SEMA_OBJECT;
}

SemaType infer_web_import(Frame *frame, const SemaImport *import) {
    return name_type(frame, (SemaWebName){(u8)import->bound, import->native});
}

SemaType infer_web_attribute(Frame *frame, SemaType base, AstName attr) {
    SemaTypes *types = frame->in->types;
    const WebTable *web = types->web;
    SemaTypeRow row = types->rows.items[base];
    Slice name = names_text(frame->in->program->names, attr);
    if (row.kind == SEMA_WEB_METHOD) return SEMA_OBJECT;
    if (row.kind == SEMA_WEB_MODULE) return name_type(frame, sema_web_name(web, row.index, name));
    u32 member = sema_web_member(web, row.index, name);
    if (member == WEB_NONE) return SEMA_OBJECT;
    WebMemberKind kind = web_member_kind(web, member);
    bool is_fitting =
        kind == WEB_MEMBER_CONSTANT || sema_web_is_static(kind) == (row.kind == SEMA_WEB_CLASS);
    if (!is_fitting) return SEMA_OBJECT;
    if (kind == WEB_MEMBER_CONSTANT) return SEMA_INT;
    if (sema_web_is_operation(kind))
        return sema_type_with_part(types, SEMA_WEB_METHOD, member, base);
    return sema_web_type(types, web_member_type(web, member));
}

// At the end of inference: what lower does for `expr`, whose base has that type. False: the dynamic
// way.
bool infer_web_attribute_kind(Infer *in, SemaType base, const AstExpr *expr, SemaAttribute *out) {
    const WebTable *web = in->types->web;
    u32 index = 0;
    SemaKind kind = web ? sema_web_kind(in->types, base, &index) : SEMA_BOTTOM;
    if (kind == SEMA_BOTTOM) return false;
    Slice name = names_text(in->program->names, expr->attribute.attr);
    check_reachable(in, kind, index, expr);
    if (kind == SEMA_WEB_MODULE) {
        SemaWebName found = sema_web_name(web, index, name);
        *out = (SemaAttribute){.kind = SEMA_ATTR_WEB_NAME,
                               .slot_kind = found.kind,
                               .index = found.index,
                               .stored_type = SEMA_OBJECT};
        return true;
    }
    u32 member = in->program->is_untyped ? WEB_NONE : sema_web_member(web, index, name);
    if (member == WEB_NONE || expr->attribute.ctx == AST_DEL) return false;
    WebMemberKind member_kind = web_member_kind(web, member);
    bool is_store = expr->attribute.ctx == AST_STORE;
    bool is_fitting = member_kind == WEB_MEMBER_CONSTANT ||
                      sema_web_is_static(member_kind) == (kind == SEMA_WEB_CLASS);
    if (!is_fitting || (sema_web_is_operation(member_kind))) return false;
    bool is_read_only = member_kind == WEB_MEMBER_CONSTANT || member_kind == WEB_MEMBER_READONLY ||
                        member_kind == WEB_MEMBER_STATIC_READONLY;
    if (is_store && is_read_only) {
        u32 *known = int_map_at(&in->reported, (u64)1 << 32 | expr->span.start, 0);
        Slice home = interface_text(in, index);
        if (!*known)
            diag_error(in->diags, DIAG_ATTRIBUTE_ERROR, expr->span,
                       "member '%S' of %S is read-only", &name, &home);
        *known = 1;
    }
    *out = (SemaAttribute){.kind = SEMA_ATTR_WEB, .index = member, .stored_type = SEMA_OBJECT};
    return true;
}

// ---- what is handed to JavaScript

// A value that JavaScript can hand to a parameter, and that the generic entry can tell from others.
static bool is_told(SemaTypes *types, SemaType type) {
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaKind kind = sema_type_kind(types, sema_member(types, type, i));
        bool is_plain = kind >= SEMA_NONE && kind <= SEMA_STR;
        if (!is_plain && kind != SEMA_WEB && kind != SEMA_OBJECT && kind != SEMA_BOTTOM)
            return false;
    }
    return true;
}

// The function will be called with such arguments, and with any others by who dares: its generic
// entry checks them.
static void hand_over(Frame *frame, u32 func_index, SemaType self, const u32 *params,
                      u32 param_count) {
    Infer *in = frame->in;
    SemaFunc *func = in->program->funcs.items[func_index];
    SemaType args[WEB_PARAMS_MAX + 1];
    u32 count = 0, self_count = self != SEMA_BOTTOM;
    infer_dynamic(frame);
    if (!sema_func_is_plain(func) || func->params.count > WEB_PARAMS_MAX) {
        infer_escape_func(in, func_index, self);
        return;
    }
    if (self_count) args[count++] = self;
    for (u32 i = 0; i < param_count && count < func->params.count; i++)
        args[count++] = sema_web_type(in->types, params[i]);
    // What the platform does not give comes from defaults, or from others.
    for (; count < func->params.count; count++) args[count] = SEMA_OBJECT;
    func->is_web_callback = true;
    infer_call_generic(in, NULL, func_index, args, count);
    const SemaInstance *inst = in->program->instances.items[func->generic_instance];
    for (u32 i = self_count; i < count; i++) {
        SemaCell cell = inst->state->param_cells[i];
        if (!is_told(in->types, sema_cell_content(in->types, cell)))
            infer_store(in, cell, SEMA_OBJECT);
    }
    infer_return_escapes(in, func_index);
}

static void hand_value(Frame *frame, SemaType type, u32 wanted) {
    SemaTypes *types = frame->in->types;
    u32 params[WEB_PARAMS_MAX], count = 0;
    bool is_callback = web_type_kind(wanted) == WEB_TYPE_CALLBACK;
    if (is_callback) count = web_callback_params(types->web, web_type_index(wanted), params);
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaType member = sema_member(types, type, i);
        SemaTypeRow row = types->rows.items[member];
        bool is_code = row.kind == SEMA_FUNC || row.kind == SEMA_METHOD;
        if (is_callback && is_code) {
            hand_over(frame, row.index, row.kind == SEMA_METHOD ? row.parts[0] : SEMA_BOTTOM,
                      params, count);
        } else if (!infer_is_inert(frame, member, 0)) {
            infer_dynamic(frame);
            sema_type_escape(types, member);
        }
    }
}

// JavaScript that runs now may call what it was handed before; `dynamic_start` knows of that. What
// it finds by itself (window.krait) it may call at any time.
static void note_platform(Frame *frame) {
    if (frame->in->program->uses_js) infer_dynamic(frame);
}

void infer_web_store(Frame *frame, SemaType base, AstName attr, SemaType value) {
    note_platform(frame);
    const WebTable *web = frame->in->types->web;
    SemaTypeRow row = frame->in->types->rows.items[base];
    u32 member = WEB_NONE, wanted = WEB_TYPE_ANY;
    if (row.kind == SEMA_WEB)
        member = sema_web_member(web, row.index, names_text(frame->in->program->names, attr));
    if (member != WEB_NONE && web_member_kind(web, member) == WEB_MEMBER_ATTRIBUTE)
        wanted = web_member_type(web, member);
    hand_value(frame, value, wanted);
}

// ---- calls

static bool is_key(const WebTable *web, u32 key, const AstExpr *expr) {
    u8 text[WEB_NAME_MAX];
    if (expr->call.args.count == 0 || !ast_is_constant(expr->call.args.items[0], AST_CONST_STR))
        return false;
    u32 len = web_name_text(web, key, text);
    return slice_equal(slice_make(text, len), expr->call.args.items[0]->constant.value.u.text);
}

// Whether JavaScript may take the overload for such arguments.
static bool may_take(SemaTypes *types, const WebOverload *overload, const SemaType *args,
                     u32 count) {
    for (u32 i = 0; i < count && i < overload->param_count; i++) {
        SemaKind kind = sema_type_kind(types, args[i]);
        WebTypeKind wanted = web_type_kind(overload->params[i]);
        bool is_object = wanted == WEB_TYPE_INTERFACE || wanted == WEB_TYPE_CALLBACK;
        bool is_plain =
            kind == SEMA_INT || kind == SEMA_FLOAT || kind == SEMA_BOOL || kind == SEMA_STR;
        if (is_object && is_plain) return false;
        if (kind == SEMA_WEB && (wanted == WEB_TYPE_INT || wanted == WEB_TYPE_FLOAT)) return false;
    }
    return true;
}

// Chooses for the result alone; JavaScript chooses by itself. False when nothing takes so few
// arguments.
static bool choose(Frame *frame, u32 member, const AstExpr *expr, const SemaType *args, u32 count,
                   WebOverload *chosen, u32 *fewest) {
    SemaTypes *types = frame->in->types;
    WebOverload overload;
    bool is_found = false, is_exact = false;
    *fewest = WEB_PARAMS_MAX;
    for (u32 i = 0, at = 0; i < web_overload_count(types->web, member); i++) {
        web_overload_next(types->web, member, &at, &overload);
        if (overload.required < *fewest) *fewest = overload.required;
        if (overload.required > count) continue;
        if (overload.key != WEB_NONE) {
            if (!is_key(types->web, overload.key, expr)) continue;
            *chosen = overload;
            return true;
        }
        // Arguments too many are dropped, if no other overload wants them.
        bool has_room = count <= overload.param_count || overload.is_variadic;
        if ((is_exact && !has_room) || !may_take(types, &overload, args, count)) continue;
        bool is_better = !is_found || (has_room && !is_exact);
        if (!is_better && chosen->result != overload.result) chosen->result = WEB_TYPE_ANY;
        if (is_better) *chosen = overload;
        is_found = true;
        is_exact |= has_room;
    }
    return is_found;
}

bool infer_web_is_call(Frame *frame, SemaType callee, const AstExpr *func) {
    SemaTypes *types = frame->in->types;
    SemaTypeRow row = types->rows.items[callee];
    if (row.kind == SEMA_WEB_CLASS) return true;
    if (row.kind != SEMA_WEB_METHOD) return false;
    SemaTypeRow self = types->rows.items[row.parts[0]];
    if (self.kind != SEMA_WEB || (web_interface_flags(types->web, self.index) & WEB_IS_GLOBAL))
        return true;
    if (func->kind != AST_ATTRIBUTE) return false;
    u32 index;
    return sema_web_kind(
               types, frame->inst->node_types[func->attribute.value->id - frame->func->node_first],
               &index) == SEMA_WEB;
}

// `args`: the positional ones, and one more for the keywords together when there are some.
SemaType infer_web_call(Frame *frame, SemaType callee, const AstExpr *expr, const SemaType *args,
                        u32 count) {
    note_platform(frame);
    Infer *in = frame->in;
    const WebTable *web = in->types->web;
    SemaTypeRow row = in->types->rows.items[callee];
    u32 member = row.index, fewest;
    WebOverload overload = {.result = WEB_TYPE_ANY};
    if (row.kind == SEMA_WEB_CLASS) {
        Slice none = {0};
        u32 name = web_name_find(web, SLICE_LITERAL("()")), home;
        member = name == WEB_NONE ? WEB_NONE : web_member_find(web, row.index, name, &home);
        if (member == WEB_NONE || home != row.index) {
            report(frame, expr->span, 2, DIAG_TYPE_ERROR, "%S has no constructor",
                   interface_text(in, row.index), none);
            return SEMA_OBJECT;
        }
    }
    if (!choose(frame, member, expr, args, count, &overload, &fewest) && count < fewest) {
        Slice home = interface_text(in, web_member_home(web, member));
        Slice name = web_name_copy(web, web_member_name(web, member), in->arena);
        u32 *known = int_map_at(&in->reported, (u64)2 << 32 | expr->span.start, 0);
        if (!*known)
            diag_error(in->diags, DIAG_TYPE_ERROR, expr->span,
                       "%S.%S takes at least %u argument%s (%u given)", &home, &name, fewest,
                       fewest == 1 ? "" : "s", count);
        *known = 1;
    }
    for (u32 i = 0; i < count; i++) {
        u32 place =
            i < overload.param_count || overload.param_count == 0 ? i : overload.param_count - 1;
        bool is_known =
            i < overload.param_count || (overload.is_variadic && overload.param_count > 0);
        hand_value(frame, args[i], is_known ? overload.params[place] : WEB_TYPE_ANY);
    }
    SemaCall call = {
        .kind = SEMA_CALL_WEB, .web_member = member, .web_result = (u16)overload.result};
    infer_set_call(frame, expr->id, call);
    return sema_web_type(in->types, overload.result);
}

// ---- items

SemaType infer_web_items(Frame *frame, SemaTypeRow row) {
    u32 member =
        row.kind == SEMA_WEB ? sema_web_sequence(frame->in->types->web, row.index) : WEB_NONE;
    if (member == WEB_NONE) return SEMA_OBJECT;
    return sema_web_type(frame->in->types, web_member_type(frame->in->types->web, member));
}

SemaType infer_web_subscript(Frame *frame, SemaTypeRow row, SemaType key) {
    u32 member =
        row.kind == SEMA_WEB ? sema_web_item(frame->in->types, row.index, key, "") : WEB_NONE;
    hand_value(frame, key, WEB_TYPE_ANY);
    if (member == WEB_NONE) return SEMA_OBJECT;
    return sema_web_type(frame->in->types, web_member_type(frame->in->types->web, member));
}

void infer_web_subscript_store(Frame *frame, SemaType key, SemaType value) {
    hand_value(frame, key, WEB_TYPE_ANY);
    hand_value(frame, value, WEB_TYPE_ANY);
}
