// Which types go together: unification, the implicit conversions, interfaces.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

u32 jxl_trail(const JxlChecker *c) {
    return c->trail.count;
}

void jxl_undo(JxlChecker *c, u32 trail) {
    while (c->trail.count > trail) c->vars.items[c->trail.items[--c->trail.count]] = JXL_NO_TYPE;
}

static bool occurs(JxlChecker *c, u32 var, JxlTypeId type) {
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    if (info->kind == JXL_TYPE_VAR) return info->number == var;
    for (u32 i = 0; i < info->arg_count; i++) {
        if (occurs(c, var, info->args[i])) return true;
        info = jxl_type(c->program, jxl_resolve(c, type));
    }
    return info->result != JXL_NO_TYPE && occurs(c, var, info->result);
}

static bool bind(JxlChecker *c, u32 var, JxlTypeId type) {
    if (occurs(c, var, type)) return false;
    c->vars.items[var] = type;
    *VEC_PUSH(c->arena, &c->trail) = var;
    return true;
}

static bool unify_parts(JxlChecker *c, const JxlType *a, const JxlType *b) {
    if (a->arg_count != b->arg_count) return false;
    for (u32 i = 0; i < a->arg_count; i++) {
        if (!jxl_unify(c, a->args[i], b->args[i])) return false;
    }
    return a->result == b->result || (a->result && b->result && jxl_unify(c, a->result, b->result));
}

bool jxl_unify(JxlChecker *c, JxlTypeId left, JxlTypeId right) {
    left = jxl_resolve(c, left);
    right = jxl_resolve(c, right);
    if (left == right || left == JXL_ERROR_TYPE || right == JXL_ERROR_TYPE) return true;
    // Copies: binding may move the table.
    JxlType a = *jxl_type(c->program, left), b = *jxl_type(c->program, right);
    if (a.kind == JXL_TYPE_VAR) return bind(c, a.number, right);
    if (b.kind == JXL_TYPE_VAR) return bind(c, b.number, left);
    if (a.kind != b.kind || a.decl != b.decl || a.number != b.number) return false;
    if (a.kind == JXL_TYPE_FUNC && a.flags != b.flags) return false;
    return unify_parts(c, &a, &b);
}

static bool is_number_for(JxlChecker *c, JxlTypeId from, JxlTypeId to) {
    bool is_int = jxl_is_nominal(c, from, c->int_), is_double = jxl_is_nominal(c, from, c->double_);
    if (is_int && jxl_is_nominal(c, to, c->double_)) return true;
    return (is_int || is_double) && jxl_is_nominal(c, to, c->length);
}

// Fewer promises may stand where more are allowed: a function that does not throw for one that may.
static bool func_fits(JxlChecker *c, const JxlType *from, const JxlType *to) {
    if (from->arg_count != to->arg_count) return false;
    if (from->flags & ~to->flags) return false;
    for (u32 i = 0; i < from->arg_count; i++) {
        if (!jxl_unify(c, from->args[i], to->args[i])) return false;
    }
    return to->result == JXL_VOID_TYPE ? jxl_unify(c, from->result, to->result)
                                       : jxl_fits(c, from->result, to->result);
}

bool jxl_fits(JxlChecker *c, JxlTypeId from, JxlTypeId to) {
    from = jxl_resolve(c, from);
    to = jxl_resolve(c, to);
    if (from == to || from == JXL_NEVER_TYPE || from == JXL_ERROR_TYPE || to == JXL_ERROR_TYPE)
        return true;
    JxlType a = *jxl_type(c->program, from), b = *jxl_type(c->program, to);
    if (a.kind == JXL_TYPE_VAR || b.kind == JXL_TYPE_VAR) return jxl_unify(c, from, to);
    u32 trail = jxl_trail(c);
    if (jxl_unify(c, from, to)) return true;
    jxl_undo(c, trail);
    if (a.kind == JXL_TYPE_FUNC && b.kind == JXL_TYPE_FUNC) return func_fits(c, &a, &b);
    if (is_number_for(c, from, to)) return true;
    if (jxl_is_nominal(c, to, c->optional)) {
        JxlTypeId item = jxl_arg(c, to, 0);
        if (jxl_is_nominal(c, from, c->optional)) return jxl_fits(c, jxl_arg(c, from, 0), item);
        return jxl_fits(c, from, item);
    }
    bool is_interface = b.kind == JXL_TYPE_NOMINAL && b.decl->form == JXL_OP_INTERFACE;
    return is_interface && jxl_conforms(c, from, to);
}

// ---- interfaces

typedef enum { ABLE_EQUAL, ABLE_HASH, ABLE_ORDER, ABLE_PRINT, ABLE_CODE } Ability;

static bool is_able(JxlChecker *c, JxlTypeId type, Ability ability, u32 depth);

static bool fields_are_able(JxlChecker *c, JxlTypeId type, JxlDecl *decl, Ability ability,
                            u32 depth) {
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *member = decl->order.items[i];
        if (member->kind == JXL_DECL_CASE) {
            jxl_resolve_signature(c, member);
            for (u32 j = 0; j < member->param_count; j++) {
                if (!is_able(c, member->params[j].type, ability, depth)) return false;
            }
        }
        bool is_field = member->kind == JXL_DECL_FIELD &&
                        !(member->flags & (JXL_DECL_STATIC | JXL_DECL_COMPUTED));
        if (is_field && !is_able(c, jxl_member_type(c, type, member), ability, depth)) return false;
    }
    return true;
}

static bool prints_itself(JxlChecker *c, JxlDecl *decl) {
    AstName name = names_intern_text(c->names, "toString");
    JxlDecl *member = jxl_find_member(c, decl, name);
    if (!member || member->kind != JXL_DECL_FUNC) return false;
    jxl_resolve_signature(c, member);
    return member->param_count == 0 && jxl_is_nominal(c, member->result, c->string);
}

static bool has_payload(JxlDecl *decl) {
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *member = decl->order.items[i];
        if (member->kind == JXL_DECL_CASE && member->node->case_item.payload.count > 0) return true;
    }
    return false;
}

static bool builtin_is_able(JxlChecker *c, JxlType type, Ability ability, u32 depth) {
    static const char *const unordered[] = {"Bool", "Array", "Map", "Set", "Optional"};
    static const char *const printed[] = {
        "Bool", "Array",    "Map",     "Set",   "Optional", "Duration", "Date",  "JSON",
        "URL",  "AnyError", "PyError", "Color", "Range",    "Length",   "Bytes", "StateError"};
    JxlTypeId self = jxl_nominal(c->program, type.decl, type.args, type.arg_count);
    if (jxl_is_numeric(c, self) || type.decl == c->string) return true;
    const char *name = jxl_text_of_name(c, type.decl->name);
    if (type.decl->form == JXL_OP_CLASS) return ability == ABLE_EQUAL || ability == ABLE_HASH;
    if (type.decl == c->view) return false;
    if (ability == ABLE_ORDER)
        return slice_equal(slice_of_text(name), SLICE_LITERAL("Date")) || type.decl == c->duration;
    for (u32 i = 0; i < COUNT_OF(unordered); i++) {
        if (!jxl_name_is(c, type.decl->name, unordered[i])) continue;
        for (u32 j = 0; j < type.arg_count; j++) {
            if (!is_able(c, type.args[j], ability, depth)) return false;
        }
        return true;
    }
    if (ability != ABLE_PRINT) return type.decl != c->atom && type.decl != c->async_value;
    if (type.decl->form == JXL_OP_ENUM && !has_payload(type.decl)) return true;
    for (u32 i = 0; i < COUNT_OF(printed); i++) {
        if (jxl_name_is(c, type.decl->name, printed[i])) return true;
    }
    return false;
}

static bool nominal_is_able(JxlChecker *c, JxlTypeId id, JxlType type, Ability ability, u32 depth) {
    if (type.decl->flags & JXL_DECL_BUILTIN && type.decl->form != JXL_OP_INTERFACE)
        return builtin_is_able(c, type, ability, depth);
    switch (type.decl->form) {
    case JXL_OP_CLASS:
        return ability == ABLE_PRINT ? prints_itself(c, type.decl) : ability != ABLE_ORDER;
    case JXL_OP_INTERFACE: return ability == ABLE_PRINT && prints_itself(c, type.decl);
    case JXL_OP_ENUM:
        if (ability == ABLE_PRINT) return !has_payload(type.decl) || prints_itself(c, type.decl);
        if (ability == ABLE_ORDER) return false;
        return fields_are_able(c, id, type.decl, ability, depth);
    default:
        if (ability == ABLE_ORDER) return false;
        if (ability == ABLE_PRINT && prints_itself(c, type.decl)) return true;
        return fields_are_able(c, id, type.decl, ability, depth);
    }
}

static Ability ability_of(JxlChecker *c, AstName name, bool *is_one) {
    static const char *const names[] = {"Equatable", "Hashable", "Comparable", "Printable",
                                        "Codable"};
    *is_one = true;
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (jxl_name_is(c, name, names[i])) return (Ability)i;
    }
    *is_one = false;
    return ABLE_EQUAL;
}

static bool is_able(JxlChecker *c, JxlTypeId id, Ability ability, u32 depth) {
    if (depth > JXL_GENERIC_DEPTH_MAX) return true;  // a type inside itself
    id = jxl_resolve(c, id);
    JxlType type = *jxl_type(c->program, id);
    switch (type.kind) {
    case JXL_TYPE_NOMINAL: return nominal_is_able(c, id, type, ability, depth + 1);
    case JXL_TYPE_PARAMETER: {
        JxlTypeId bound = type.decl->bound;
        if (bound == JXL_NO_TYPE)
            return ability == ABLE_PRINT || ability == ABLE_CODE || ability == ABLE_EQUAL;
        const JxlType *info = jxl_type(c->program, bound);
        if (info->kind != JXL_TYPE_NOMINAL) return false;
        bool is_one;
        Ability has = ability_of(c, info->decl->name, &is_one);
        if (jxl_name_is(c, info->decl->name, "Numeric")) return true;
        return ability == ABLE_PRINT || (is_one && (has == ability || ability == ABLE_EQUAL));
    }
    case JXL_TYPE_TUPLE:
        for (u32 i = 0; i < type.arg_count; i++) {
            if (!is_able(c, type.args[i], ability, depth + 1)) return false;
        }
        return type.arg_count > 0;
    case JXL_TYPE_VAR:
    case JXL_TYPE_ERROR:
    case JXL_TYPE_NEVER: return true;
    default: return false;
    }
}

bool jxl_is_printable(JxlChecker *c, JxlTypeId type) {
    return is_able(c, type, ABLE_PRINT, 0);
}

// Structural: every member of the interface is there, with its type.
static bool has_members_of(JxlChecker *c, JxlTypeId type, JxlTypeId interface) {
    JxlDecl *wanted = jxl_type(c->program, interface)->decl;
    JxlDecl *owner = jxl_owner_of(c, type);
    if (!owner) return false;
    for (u32 i = 0; i < wanted->order.count; i++) {
        JxlDecl *member = wanted->order.items[i];
        JxlDecl *found = jxl_find_member(c, owner, member->name);
        if (!found || found->kind != member->kind) return false;
        u32 trail = jxl_trail(c);
        bool fits =
            jxl_unify(c, jxl_member_type(c, type, found), jxl_member_type(c, interface, member));
        jxl_undo(c, trail);
        if (!fits) return false;
    }
    // An interface may name itself among its own.
    if (++c->interface_depth > JXL_GENERIC_DEPTH_MAX) {
        c->interface_depth--;
        return true;
    }
    bool conforms = true;
    for (u32 i = 0; conforms && i < wanted->supers.count; i++)
        conforms = jxl_conforms(c, type, wanted->supers.items[i]);
    c->interface_depth--;
    return conforms;
}

bool jxl_conforms(JxlChecker *c, JxlTypeId type, JxlTypeId interface) {
    type = jxl_resolve(c, type);
    if (type == interface || type == JXL_ERROR_TYPE || interface == JXL_ERROR_TYPE) return true;
    JxlType wanted = *jxl_type(c->program, interface);
    if (wanted.kind != JXL_TYPE_NOMINAL || wanted.decl->form != JXL_OP_INTERFACE) return false;
    JxlType own = *jxl_type(c->program, type);
    if (own.kind == JXL_TYPE_PARAMETER && own.decl->bound == interface) return true;
    if (wanted.decl->flags & JXL_DECL_BUILTIN) {
        bool is_one;
        Ability ability = ability_of(c, wanted.decl->name, &is_one);
        if (is_one) return is_able(c, type, ability, 0);
        if (jxl_name_is(c, wanted.decl->name, "Numeric"))
            return jxl_is_numeric(c, type) || own.kind == JXL_TYPE_VAR;
        if (jxl_name_is(c, wanted.decl->name, "Error")) return true;
        if (jxl_name_is(c, wanted.decl->name, "Identifiable")) {
            JxlDecl *owner = jxl_owner_of(c, type);
            JxlDecl *id =
                owner ? jxl_find_member(c, owner, names_intern_text(c->names, "id")) : NULL;
            return id && id->kind == JXL_DECL_FIELD &&
                   is_able(c, jxl_member_type(c, type, id), ABLE_HASH, 0);
        }
    }
    if (own.kind == JXL_TYPE_VAR) return true;
    return has_members_of(c, type, interface);
}
