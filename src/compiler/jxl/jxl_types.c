// Interned types: making, printing, substitution.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

#include <string.h>

const JxlType *jxl_type(const JxlProgram *program, JxlTypeId id) {
    CHECK(id < program->types.count);
    return &program->types.items[id];
}

static bool is_same(const JxlType *a, const JxlType *b) {
    if (a->kind != b->kind || a->flags != b->flags || a->decl != b->decl ||
        a->arg_count != b->arg_count || a->result != b->result || a->number != b->number)
        return false;
    for (u32 i = 0; i < a->arg_count; i++) {
        if (a->args[i] != b->args[i]) return false;
        AstName left = a->names ? a->names[i] : AST_NO_NAME;
        if (left != (b->names ? b->names[i] : AST_NO_NAME)) return false;
    }
    return true;
}

static u64 hash_of(const JxlType *type) {
    u64 hash = type->kind * 31u + type->flags;
    hash = (hash ^ (type->decl ? type->decl->index : 0xffffu)) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ type->result ^ (u64)type->number << 32) * 0x9e3779b97f4a7c15u;
    for (u32 i = 0; i < type->arg_count; i++) hash = (hash ^ type->args[i]) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

// Types of one hash are probed side by side.
static JxlTypeId intern(JxlProgram *p, JxlType type) {
    u64 hash = hash_of(&type);
    for (;; hash++) {
        u32 *slot = int_map_at(&p->type_slots, hash, 0);
        if (*slot == 0) {
            *slot = p->types.count;
            if (type.arg_count > 0)
                type.args = arena_copy(p->arena, type.args, type.arg_count * sizeof(JxlTypeId));
            if (type.names)
                type.names = arena_copy(p->arena, type.names, type.arg_count * sizeof(AstName));
            *VEC_PUSH(p->arena, &p->types) = type;
            return p->types.count - 1;
        }
        if (is_same(&p->types.items[*slot], &type)) return *slot;
    }
}

void jxl_types_init(JxlProgram *p) {
    int_map_init(&p->type_slots, p->arena);
    *VEC_PUSH(p->arena, &p->types) = (JxlType){.kind = JXL_TYPE_NONE};
    CHECK(intern(p, (JxlType){.kind = JXL_TYPE_ERROR}) == JXL_ERROR_TYPE);
    CHECK(intern(p, (JxlType){.kind = JXL_TYPE_NEVER}) == JXL_NEVER_TYPE);
    CHECK(intern(p, (JxlType){.kind = JXL_TYPE_TUPLE}) == JXL_VOID_TYPE);
}

static JxlTypeId *args_of(const JxlTypeId *args) {
    return (JxlTypeId *)(uintptr_t)args;  // copied by intern
}

JxlTypeId jxl_nominal(JxlProgram *p, JxlDecl *decl, const JxlTypeId *args, u32 count) {
    return intern(
        p, (JxlType){
               .kind = JXL_TYPE_NOMINAL, .decl = decl, .args = args_of(args), .arg_count = count});
}

JxlTypeId jxl_func_type(JxlProgram *p, const JxlTypeId *params, u32 count, JxlTypeId result,
                        u32 flags) {
    return intern(p, (JxlType){.kind = JXL_TYPE_FUNC,
                               .flags = flags & (JXL_FLAG_ASYNC | JXL_FLAG_THROWS),
                               .args = args_of(params),
                               .arg_count = count,
                               .result = result});
}

JxlTypeId jxl_tuple_type(JxlProgram *p, const JxlTypeId *items, const AstName *names, u32 count) {
    return intern(p, (JxlType){.kind = JXL_TYPE_TUPLE,
                               .args = args_of(items),
                               .arg_count = count,
                               .names = (AstName *)(uintptr_t)names});
}

JxlTypeId jxl_param_type(JxlProgram *p, JxlDecl *decl) {
    return intern(p, (JxlType){.kind = JXL_TYPE_PARAMETER, .decl = decl});
}

JxlTypeId jxl_meta_type(JxlProgram *p, JxlTypeId type) {
    return intern(p, (JxlType){.kind = JXL_TYPE_META, .args = &type, .arg_count = 1});
}

JxlTypeId jxl_module_type(JxlProgram *p, u32 module) {
    return intern(p, (JxlType){.kind = JXL_TYPE_MODULE, .number = module});
}

JxlTypeId jxl_plain(JxlChecker *c, JxlDecl *decl) {
    return jxl_nominal(c->program, decl, NULL, 0);
}

JxlTypeId jxl_optional_of(JxlChecker *c, JxlTypeId item) {
    return jxl_nominal(c->program, c->optional, &item, 1);
}

JxlTypeId jxl_array_of(JxlChecker *c, JxlTypeId item) {
    return jxl_nominal(c->program, c->array, &item, 1);
}

JxlTypeId jxl_fresh(JxlChecker *c) {
    *VEC_PUSH(c->arena, &c->vars) = JXL_NO_TYPE;
    return intern(c->program, (JxlType){.kind = JXL_TYPE_VAR, .number = c->vars.count - 1});
}

// ---- rebuilding

typedef struct {
    JxlProgram *program;
    JxlChecker *checker;  // resolves VARs, or NULL
    JxlDecl *const *params;
    const JxlTypeId *args;
    u32 count;
} Rebuild;

static JxlTypeId rebuild(const Rebuild *r, JxlTypeId id, u32 depth) {
    JxlType type = *jxl_type(r->program, id);
    if (depth > JXL_GENERIC_DEPTH_MAX) return JXL_ERROR_TYPE;
    if (type.kind == JXL_TYPE_PARAMETER) {
        for (u32 i = 0; i < r->count; i++) {
            if (r->params[i] == type.decl) return r->args[i];
        }
        return id;
    }
    if (type.kind == JXL_TYPE_VAR) {
        JxlTypeId bound = r->checker ? r->checker->vars.items[type.number] : JXL_NO_TYPE;
        return bound == JXL_NO_TYPE ? id : rebuild(r, bound, depth + 1);
    }
    if (type.arg_count == 0 && type.result == JXL_NO_TYPE) return id;
    JxlTypeId *args = ARENA_NEW_ARRAY(r->program->arena, JxlTypeId, type.arg_count);
    bool is_changed = false;
    for (u32 i = 0; i < type.arg_count; i++) {
        args[i] = rebuild(r, type.args[i], depth + 1);
        is_changed |= args[i] != type.args[i];
    }
    if (type.result != JXL_NO_TYPE) {
        JxlTypeId result = rebuild(r, type.result, depth + 1);
        is_changed |= result != type.result;
        type.result = result;
    }
    if (!is_changed) return id;
    type.args = args;
    return intern(r->program, type);
}

JxlTypeId jxl_substitute(JxlProgram *program, JxlTypeId type, JxlDecl *const *params,
                         const JxlTypeId *args, u32 count) {
    Rebuild r = {program, NULL, params, args, count};
    return count == 0 ? type : rebuild(&r, type, 0);
}

JxlTypeId jxl_resolve(JxlChecker *c, JxlTypeId type) {
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind != JXL_TYPE_VAR && info->arg_count == 0 && info->result == JXL_NO_TYPE)
        return type;
    Rebuild r = {c->program, c, NULL, NULL, 0};
    return rebuild(&r, type, 0);
}

bool jxl_has_free_var(JxlChecker *c, JxlTypeId type) {
    type = jxl_resolve(c, type);
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind == JXL_TYPE_VAR) return true;
    for (u32 i = 0; i < info->arg_count; i++) {
        if (jxl_has_free_var(c, jxl_type(c->program, type)->args[i])) return true;
    }
    return info->result != JXL_NO_TYPE && jxl_has_free_var(c, info->result);
}

bool jxl_is_nominal(JxlChecker *c, JxlTypeId type, const JxlDecl *decl) {
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    return info->kind == JXL_TYPE_NOMINAL && info->decl == decl;
}

JxlTypeId jxl_arg(JxlChecker *c, JxlTypeId type, u32 index) {
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    CHECK(index < info->arg_count);
    return info->args[index];
}

static bool is_one_of(JxlChecker *c, JxlTypeId type, const char *const *names, u32 count) {
    const JxlType *info = jxl_type(c->program, jxl_resolve(c, type));
    if (info->kind != JXL_TYPE_NOMINAL || !(info->decl->flags & JXL_DECL_BUILTIN)) return false;
    for (u32 i = 0; i < count; i++) {
        if (jxl_name_is(c, info->decl->name, names[i])) return true;
    }
    return false;
}

bool jxl_is_integer(JxlChecker *c, JxlTypeId type) {
    static const char *const names[] = {"Int",   "Int8",   "Int16",  "Int32", "Int64",
                                        "UInt8", "UInt16", "UInt32", "UInt64"};
    return is_one_of(c, type, names, COUNT_OF(names));
}

bool jxl_is_numeric(JxlChecker *c, JxlTypeId type) {
    static const char *const names[] = {"Double", "Float"};
    return jxl_is_integer(c, type) || is_one_of(c, type, names, COUNT_OF(names));
}

// ---- text

static void print_list(Bytes *out, const JxlProgram *p, const JxlType *type) {
    for (u32 i = 0; i < type->arg_count; i++) {
        if (i > 0) bytes_text(out, ", ");
        if (type->names && type->names[i] != AST_NO_NAME) {
            Slice name = names_text(p->names, type->names[i]);
            bytes_format(out, "%S: ", &name);
        }
        jxl_print_type(out, p, type->args[i]);
    }
}

static void print_nominal(Bytes *out, const JxlProgram *p, const JxlType *type) {
    Slice name = names_text(p->names, type->decl->name);
    bool is_optional =
        (type->decl->flags & JXL_DECL_BUILTIN) && slice_equal(name, SLICE_LITERAL("Optional"));
    if (is_optional) {
        bool is_func = jxl_type(p, type->args[0])->kind == JXL_TYPE_FUNC;
        if (is_func) bytes_push(out, '(');
        jxl_print_type(out, p, type->args[0]);
        bytes_text(out, is_func ? ")?" : "?");
        return;
    }
    bytes_append(out, name);
    if (type->arg_count == 0) return;
    bytes_push(out, '<');
    print_list(out, p, type);
    bytes_push(out, '>');
}

void jxl_print_type(Bytes *out, const JxlProgram *p, JxlTypeId id) {
    const JxlType *type = jxl_type(p, id);
    switch (type->kind) {
    case JXL_TYPE_NEVER: bytes_text(out, "Never"); break;
    case JXL_TYPE_TUPLE:
        if (type->arg_count == 0) {
            bytes_text(out, "Void");
            break;
        }
        bytes_push(out, '(');
        print_list(out, p, type);
        bytes_push(out, ')');
        break;
    case JXL_TYPE_NOMINAL: print_nominal(out, p, type); break;
    case JXL_TYPE_PARAMETER: bytes_append(out, names_text(p->names, type->decl->name)); break;
    case JXL_TYPE_FUNC:
        bytes_push(out, '(');
        print_list(out, p, type);
        bytes_push(out, ')');
        if (type->flags & JXL_FLAG_ASYNC) bytes_text(out, " async");
        if (type->flags & JXL_FLAG_THROWS) bytes_text(out, " throws");
        bytes_text(out, " -> ");
        jxl_print_type(out, p, type->result);
        break;
    case JXL_TYPE_META:
        bytes_text(out, "the type ");
        jxl_print_type(out, p, type->args[0]);
        break;
    case JXL_TYPE_MODULE: bytes_text(out, "a module"); break;
    default: bytes_text(out, "?"); break;
    }
}

const char *jxl_text_of_type(JxlChecker *c, JxlTypeId type) {
    Bytes out;
    bytes_init(&out, c->arena);
    jxl_print_type(&out, c->program, jxl_resolve(c, type));
    bytes_push(&out, 0);
    return (const char *)out.data;
}

const char *jxl_text_of_name(JxlChecker *c, AstName name) {
    Slice text = names_text(c->names, name);
    return arena_text(c->arena, text.data, text.len);
}

bool jxl_name_is(const JxlChecker *c, AstName name, const char *text) {
    return name != AST_NO_NAME && slice_equal(names_text(c->names, name), slice_of_text(text));
}
