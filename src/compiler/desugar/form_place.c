// Places that change: variables, fields, items, and those of them inside each other.
//
// Values are shared until one of their holders changes them. A change makes the value at its place
// unique first: `_.own` takes over the reference of its argument and gives the same object if that
// was the only one, else a copy. What a variable, field or item holds is moved out of it for that
// (`_.take`), and put back behind the change:
//
//   a.rows[i].done = x      t = _.take(a.rows); u = _.take(t[i]); u.done = x; t[i] = u; a.rows = t
//
// In between the place is empty, so what may fail (indices, nil) is tried before, and changes that
// may run code of the program work on a value that the place keeps (a copy, if it is shared then).
#include "compiler/desugar/form_view.h"

#include "base/check.h"

enum { PATH_STEPS_MAX = 32 };

typedef struct {
    JxlNode *node;  // MEMBER, SUBSCRIPT, TUPLE_MEMBER, FORCE
    AstExpr *index;
    JxlTypeId base;  // of what the step is made from, never optional
    bool is_optional;
} Step;

typedef enum {
    ROOT_LOCAL,
    ROOT_CAPTURED,  // a local of a function around, or in a cell
    ROOT_SELF,      // of a mutating method
    ROOT_OBJECT,    // a class instance: the first step is its field
    ROOT_GLOBAL,
    ROOT_ATOM,
    ROOT_HANDLE,  // a parameter or prop that is a handle
    ROOT_VIEW,    // a variable of a view
} RootKind;

struct FormPath {
    RootKind kind;
    JxlDecl *decl;
    FormInstance instance;
    JxlNode *node;
    AstExpr *object;
    JxlTypeId type;
    Step steps[PATH_STEPS_MAX];
    u32 count;
};

static bool holds_values(const Form *f, JxlTypeId type) {
    switch (form_kind(f, form_unwrapped(f, type))) {
    case FORM_KIND_ARRAY:
    case FORM_KIND_MAP:
    case FORM_KIND_SET:
    case FORM_KIND_STRUCT: return true;
    default: return false;
    }
}

AstExpr *form_unique(Form *f, AstExpr *value, JxlTypeId type) {
    if (!holds_values(f, type)) return value;
    return py_call(&f->py, py_builtin(&f->py, "_.own"), 1, value);
}

// ---- finding the path

// What a place has as its type: a handle's is that of what it stands for.
static JxlTypeId place_type(Form *f, const JxlNode *node) {
    JxlTypeId type = form_type(f, node);
    return form_kind(f, type) == FORM_KIND_ATOM ? form_arg(f, type, 0) : type;
}

static bool is_class_type(Form *f, JxlTypeId type) {
    return form_kind(f, form_unwrapped(f, type)) == FORM_KIND_CLASS;
}

static bool is_view_decl(const JxlDecl *decl) {
    return decl->owner && decl->owner->kind == JXL_DECL_VIEW;
}

static void set_root(Form *f, struct FormPath *path, JxlNode *node, JxlDecl *decl) {
    path->decl = decl;
    path->node = node;
    path->type = place_type(f, node);
    if (!decl) {
        form_refuse(f, node, "a change here");
        return;
    }
    bool is_handle = (decl->kind == JXL_DECL_PARAM || decl->kind == JXL_DECL_PROP ||
                      decl->kind == JXL_DECL_LOCAL) &&
                     form_kind(f, form_in_instance(f, decl->type)) == FORM_KIND_ATOM;
    if (is_handle) {
        path->kind = ROOT_HANDLE;
        return;
    }
    switch (decl->kind) {
    case JXL_DECL_LOCAL:
    case JXL_DECL_PARAM: {
        const FormLocal *local = form_find_local(f, decl);
        CHECK(local);
        path->kind = local->is_cell || local->func != f->func ? ROOT_CAPTURED : ROOT_LOCAL;
        break;
    }
    case JXL_DECL_ATOM: path->kind = ROOT_ATOM; break;
    case JXL_DECL_GLOBAL: path->kind = ROOT_GLOBAL; break;
    case JXL_DECL_FIELD:
        if (decl->flags & JXL_DECL_STATIC) {
            path->kind = ROOT_GLOBAL;
        } else if (is_view_decl(decl)) {
            path->kind = ROOT_VIEW;
        } else {
            // An implicit self: the field is the first step.
            path->kind = decl->owner->form == JXL_OP_CLASS ? ROOT_OBJECT : ROOT_SELF;
            path->object = form_self(f);
            path->steps[path->count++] = (Step){.node = node, .base = decl->owner->type};
        }
        break;
    default: form_refuse(f, node, "a change here"); break;
    }
}

static void find_path(Form *f, struct FormPath *path, JxlNode *node) {
    if (path->count + 1 >= PATH_STEPS_MAX) {
        form_refuse(f, node, "a place so deep");
        return;
    }
    switch (node->kind) {
    case JXL_NAME:
    case JXL_HANDLE: set_root(f, path, node, form_fact(f, node)->target); return;
    case JXL_SELF:
        path->kind = is_class_type(f, form_type(f, node)) ? ROOT_OBJECT : ROOT_SELF;
        path->object = form_self(f);
        path->type = form_type(f, node);
        return;
    case JXL_MEMBER: {
        JxlDecl *member = form_fact(f, node)->target;
        const JxlType *info = jxl_type(f->program, form_type(f, node->member.value));
        if (info->kind == JXL_TYPE_MODULE || info->kind == JXL_TYPE_META) {
            if (info->kind == JXL_TYPE_META) path->instance = form_type_instance(f, info->args[0]);
            set_root(f, path, node, member);
            return;
        }
        JxlNode *value = node->member.value;
        if (is_class_type(f, place_type(f, value)) && value->kind != JXL_HANDLE) {
            path->kind = ROOT_OBJECT;
            path->object = py_keep(&f->py, form_expr(f, value));
        } else {
            find_path(f, path, value);
        }
        path->steps[path->count++] = (Step){node, NULL, form_unwrapped(f, place_type(f, value)),
                                            (node->member.flags & JXL_FLAG_OPTIONAL) != 0};
        return;
    }
    case JXL_TUPLE_MEMBER:
        find_path(f, path, node->tuple_member.value);
        path->steps[path->count++] =
            (Step){node, NULL, form_type(f, node->tuple_member.value), false};
        return;
    case JXL_FORCE:
        find_path(f, path, node->force.operand);
        path->steps[path->count++] = (Step){node, NULL, form_type(f, node->force.operand), false};
        return;
    case JXL_SUBSCRIPT: {
        JxlNode *value = node->subscript.value, *arg = node->subscript.args.items[0]->arg.value;
        find_path(f, path, value);
        JxlTypeId base = form_unwrapped(f, place_type(f, value));
        AstExpr *index = form_expr(f, arg);
        if (form_kind(f, base) == FORM_KIND_ARRAY) index = form_index(f, index);
        path->steps[path->count++] = (Step){node, py_keep(&f->py, index), base,
                                            (node->subscript.flags & JXL_FLAG_OPTIONAL) != 0};
        return;
    }
    default: form_refuse(f, node, "a change here"); return;
    }
}

struct FormPath *form_path(Form *f, JxlNode *node) {
    struct FormPath *path = ARENA_NEW(f->arena, struct FormPath);
    find_path(f, path, node);
    return path;
}

// ---- reading

static AstExpr *again(Form *f, const AstExpr *expr) {
    AstExpr *copy = py_copy(&f->py, expr);
    CHECK(copy);
    return copy;
}

static AstExpr *root_read(Form *f, const struct FormPath *path) {
    switch (path->kind) {
    case ROOT_SELF:
    case ROOT_OBJECT: return path->object ? again(f, path->object) : py_none(&f->py);
    case ROOT_GLOBAL: return py_load(&f->py, form_global(f, path->decl, path->instance));
    case ROOT_ATOM: return form_atom_raw(f, path->decl);
    case ROOT_LOCAL:
    case ROOT_CAPTURED: return form_read_local(f, path->decl);
    default: return form_read_decl(f, path->node, path->decl);
    }
}

static i64 tuple_index(Form *f, const Step *step) {
    if (step->node->kind == JXL_TUPLE_MEMBER) return (i64)step->node->tuple_member.index;
    const JxlType *info = jxl_type(f->program, step->base);
    for (u32 i = 0; i < info->arg_count; i++) {
        if (info->names && info->names[i] == step->node->member.name) return i;
    }
    return -1;
}

static bool is_tuple_step(Form *f, const Step *step) {
    bool is_named = step->node->kind == JXL_MEMBER || step->node->kind == JXL_TUPLE_MEMBER;
    return is_named && form_kind(f, step->base) == FORM_KIND_TUPLE;
}

static AstName field_name(Form *f, const Step *step) {
    return form_plain_name(f, step->node->kind == JXL_NAME ? step->node->name.name
                                                           : step->node->member.name);
}

static AstExpr *step_read(Form *f, const Step *step, AstExpr *base) {
    Py *py = &f->py;
    if (step->node->kind == JXL_FORCE) return base;
    if (is_tuple_step(f, step)) return py_item(py, base, py_int(py, tuple_index(f, step)));
    if (step->node->kind != JXL_SUBSCRIPT) return py_attr(py, base, field_name(f, step));
    if (form_kind(f, step->base) == FORM_KIND_MAP)
        return py_method(py, base, "get", 1, again(f, step->index));
    return py_item(py, base, again(f, step->index));
}

static AstExpr *path_read(Form *f, const struct FormPath *path, u32 count) {
    AstExpr *value = root_read(f, path);
    for (u32 i = 0; i < count; i++) value = step_read(f, &path->steps[i], value);
    return value;
}

AstExpr *form_path_read(Form *f, struct FormPath *path) {
    return path_read(f, path, path->count);
}

static bool has_optional(const struct FormPath *path) {
    for (u32 i = 0; i < path->count; i++) {
        if (path->steps[i].is_optional) return true;
    }
    return false;
}

bool form_path_is_optional(Form *f, const struct FormPath *path) {
    JxlTypeId type =
        path->count > 0 ? place_type(f, path->steps[path->count - 1].node) : path->type;
    bool is_forced = path->count > 0 && path->steps[path->count - 1].node->kind == JXL_FORCE;
    return has_optional(path) || (!is_forced && form_kind(f, type) == FORM_KIND_OPTIONAL);
}

// ---- changing

typedef struct {
    bool is_assign;
    AstExpr *value;
    FormChangeKind kind;
    FormChange *change;
    void *context;
} Leaf;

// `a?.append(x)`: where there is nil nothing changes.
static void apply(Form *f, const Leaf *leaf, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    if (form_kind(f, type) != FORM_KIND_OPTIONAL) {
        leaf->change(f, leaf->context, value, type);
        return;
    }
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    leaf->change(f, leaf->context, again(f, value), form_unwrapped(f, type));
    py->out = before;
    py_if(py, py_is_none(py, value, false), &block, NULL);
}

static void step_store(Form *f, const Step *step, AstExpr *base, AstExpr *value, bool may_be_nil) {
    Py *py = &f->py;
    if (is_tuple_step(f, step)) {
        u32 count = jxl_type(f->program, step->base)->arg_count;
        i64 at = tuple_index(f, step);
        AstExpr **items = ARENA_NEW_ARRAY(f->arena, AstExpr *, count);
        for (u32 i = 0; i < count; i++)
            items[i] = i == at ? value : py_item(py, again(f, base), py_int(py, i));
        py_assign(py, py_as_store(base), py_tuple(py, items, count));
        return;
    }
    bool is_map = step->node->kind == JXL_SUBSCRIPT && form_kind(f, step->base) == FORM_KIND_MAP;
    if (is_map && may_be_nil) {
        py_do(py, py_call(py, py_library(py, "map_set"), 3, base, again(f, step->index), value));
        return;
    }
    AstExpr *target = step->node->kind == JXL_SUBSCRIPT ? py_item(py, base, again(f, step->index))
                                                        : py_attr(py, base, field_name(f, step));
    py_assign(py, py_as_store(target), value);
}

static AstExpr *taken(Form *f, AstExpr *place, JxlTypeId type, FormChangeKind kind) {
    if (!holds_values(f, type)) return place;
    bool is_moved = kind == FORM_CHANGE_SAFE && place->kind != AST_CALL;
    return py_call(&f->py, py_builtin(&f->py, is_moved ? "_.take" : "_.own"), 1, place);
}

static JxlTypeId step_type(Form *f, const Step *step) {
    return place_type(f, step->node);
}

static void descend(Form *f, struct FormPath *path, u32 at, AstExpr *base, const Leaf *leaf) {
    Py *py = &f->py;
    const Step *step = &path->steps[at];
    bool is_last = at + 1 == path->count;
    PyBlock block = {0};
    PyBlock *before = py->out;
    if (step->is_optional) py_begin(py, &block);
    if (step->node->kind == JXL_FORCE) {
        if (is_last && leaf->is_assign)
            py_assign(py, py_as_store(again(f, base)), leaf->value);
        else if (is_last)
            apply(f, leaf, again(f, base), form_unwrapped(f, step->base));
        else
            descend(f, path, at + 1, base, leaf);
    } else if (is_last && leaf->is_assign) {
        bool may_be_nil = !ast_is_constant(leaf->value, AST_CONST_NONE) || true;
        step_store(f, step, again(f, base), leaf->value, may_be_nil);
    } else {
        AstName name = py_temp(py, "t");
        JxlTypeId type = step_type(f, step);
        py_assign_name(py, name, taken(f, step_read(f, step, again(f, base)), type, leaf->kind));
        if (is_last)
            apply(f, leaf, py_load(py, name), type);
        else
            descend(f, path, at + 1, py_load(py, name), leaf);
        step_store(f, step, again(f, base), py_load(py, name), true);
    }
    if (!step->is_optional) return;
    py->out = before;
    py_if(py, py_is_none(py, again(f, base), false), &block, NULL);
}

static void at_root(Form *f, struct FormPath *path, AstExpr *root, const Leaf *leaf) {
    if (path->count > 0)
        descend(f, path, 0, root, leaf);
    else
        apply(f, leaf, root, path->type);
}

// What may fail is tried while every place still holds its value.
static void try_steps(Form *f, struct FormPath *path, bool is_assign) {
    bool is_empty =
        path->kind != ROOT_LOCAL && path->kind != ROOT_SELF && path->kind != ROOT_OBJECT;
    if (has_optional(path)) return;
    for (u32 i = 0; i < path->count; i++) {
        const Step *step = &path->steps[i];
        if (step->node->kind == JXL_FORCE)
            py_do(&f->py, py_call(&f->py, py_library(&f->py, "force"), 1, path_read(f, path, i)));
        bool is_item =
            step->node->kind == JXL_SUBSCRIPT && form_kind(f, step->base) == FORM_KIND_ARRAY;
        if (is_item && is_empty) py_do(&f->py, path_read(f, path, i + 1));
        is_empty = true;
        (void)is_assign;
    }
}

static void change_root(Form *f, struct FormPath *path, Leaf *leaf) {
    Py *py = &f->py;
    AstName name;
    switch (path->kind) {
    case ROOT_SELF:
        if (path->count == 0)
            apply(f, leaf, again(f, path->object), path->type);
        else
            descend(f, path, 0, again(f, path->object), leaf);
        return;
    case ROOT_OBJECT: descend(f, path, 0, again(f, path->object), leaf); return;
    case ROOT_LOCAL: {
        AstExpr *root = form_read_local(f, path->decl);
        if (holds_values(f, path->type))
            py_assign(py, form_local_target(f, path->decl),
                      form_unique(f, again(f, root), path->type));
        at_root(f, path, root, leaf);
        return;
    }
    default: break;
    }
    name = py_temp(py, "t");
    bool has_options = path->kind == ROOT_ATOM && form_atom_has_options(f, path->decl);
    bool is_moved = leaf->kind == FORM_CHANGE_SAFE && path->kind != ROOT_HANDLE && !has_options;
    AstExpr *value = root_read(f, path);
    py_assign_name(py, name,
                   taken(f, value, path->type, is_moved ? FORM_CHANGE_SAFE : FORM_CHANGE_ANY));
    at_root(f, path, py_load(py, name), leaf);
    switch (path->kind) {
    case ROOT_CAPTURED: py_assign(py, form_local_target(f, path->decl), py_load(py, name)); break;
    case ROOT_GLOBAL:
        py_assign(py, form_global_target(f, path->decl, path->instance), py_load(py, name));
        break;
    case ROOT_ATOM:
        if (!is_moved) {
            form_write_atom(f, path->decl, py_load(py, name));
            break;
        }
        form_store_atom(f, path->decl, py_load(py, name));
        form_mark_atom(f, path->decl);
        break;
    case ROOT_HANDLE:
        py_do(py, py_method(py, form_read_local_or_prop(f, path->node, path->decl), "set", 1,
                            py_load(py, name)));
        break;
    default: form_view_write(f, path->node, path->decl, py_load(py, name)); break;
    }
}

void form_path_change(Form *f, struct FormPath *path, FormChangeKind kind, FormChange *change,
                      void *context) {
    Leaf leaf = {false, NULL, kind, change, context};
    if (has_optional(path)) leaf.kind = FORM_CHANGE_ANY;
    try_steps(f, path, false);
    change_root(f, path, &leaf);
}

// ---- assignment

static void assign_whole(Form *f, struct FormPath *path, AstExpr *value) {
    Py *py = &f->py;
    switch (path->kind) {
    case ROOT_LOCAL:
    case ROOT_CAPTURED: py_assign(py, form_local_target(f, path->decl), value); break;
    case ROOT_GLOBAL:
        py_assign(py, form_global_target(f, path->decl, path->instance), value);
        break;
    case ROOT_ATOM: form_write_atom(f, path->decl, value); break;
    case ROOT_HANDLE:
        py_do(py,
              py_method(py, form_read_local_or_prop(f, path->node, path->decl), "set", 1, value));
        break;
    case ROOT_VIEW: form_view_write(f, path->node, path->decl, value); break;
    default: {
        // `self = …` of a mutating method.
        const JxlDecl *decl = jxl_type(f->program, path->type)->decl;
        if (form_kind(f, path->type) != FORM_KIND_STRUCT) {
            form_refuse(f, path->node ? path->node : f->program->modules.items[1]->tree.root,
                        "`self = …` of an enum");
            return;
        }
        AstExpr *kept = py_keep(py, value);
        for (u32 i = 0; i < decl->order.count; i++) {
            const JxlDecl *field = decl->order.items[i];
            if (!form_is_stored(field)) continue;
            AstName name = form_plain_name(f, field->name);
            py_assign(py, py_as_store(py_attr(py, again(f, path->object), name)),
                      py_attr(py, again(f, kept), name));
        }
    }
    }
}

static void assign_path(Form *f, struct FormPath *path, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    if (path->count == 0) {
        assign_whole(f, path, value);
        return;
    }
    Leaf leaf = {.is_assign = true, .kind = FORM_CHANGE_SAFE};
    if (has_optional(path)) leaf.kind = FORM_CHANGE_ANY;
    leaf.value = py_keep(py, value);
    try_steps(f, path, true);
    bool compares = path->kind == ROOT_ATOM && !has_optional(path);
    if (!compares) {
        change_root(f, path, &leaf);
        return;
    }
    AstExpr *old = path_read(f, path, path->count);
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    change_root(f, path, &leaf);
    py->out = before;
    py_if(py, form_differs(f, old, again(f, leaf.value), type), &block, NULL);
}

void form_path_assign(Form *f, struct FormPath *path, AstExpr *value, JxlTypeId type) {
    assign_path(f, path, value, type);
}

void form_assign_value(Form *f, JxlNode *target, AstExpr *value) {
    struct FormPath *path = form_path(f, target);
    assign_path(f, path, value, form_type(f, target));
}

static const u32 assign_operators[] = {[JXL_OP_SET_ADD] = JXL_OP_ADD,
                                       [JXL_OP_SET_SUB] = JXL_OP_SUB,
                                       [JXL_OP_SET_MUL] = JXL_OP_MUL,
                                       [JXL_OP_SET_DIV] = JXL_OP_DIV,
                                       [JXL_OP_SET_MOD] = JXL_OP_MOD};

// `xs += [1, 2]`
static void extend(Form *f, void *context, AstExpr *value, JxlTypeId type) {
    (void)type;
    py_do(&f->py, py_method(&f->py, value, "extend", 1, (AstExpr *)context));
}

static AstExpr *current(Form *f, struct FormPath *path, JxlNode *target) {
    // Read as any expression is, where reading is more than the variable: atoms are tracked.
    if (path->count == 0) return form_expr(f, target);
    for (u32 i = 0; i < path->count; i++) {
        if (path->steps[i].node->kind == JXL_FORCE) try_steps(f, path, false);
    }
    return path_read(f, path, path->count);
}

void form_assign(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    JxlNode *target = node->assign.target;
    struct FormPath *path = form_path(f, target);
    JxlTypeId type = form_type(f, target);
    bool is_chain = (form_fact(f, target)->flags & JXL_CHAIN) != 0;
    if (is_chain && form_kind(f, type) == FORM_KIND_OPTIONAL) type = form_arg(f, type, 0);
    if (node->assign.op == JXL_OP_SET) {
        assign_path(f, path, form_expr(f, node->assign.value), type);
        return;
    }
    if (is_chain) {
        form_refuse(f, node, "an operator and `?.` in one assignment");
        return;
    }
    if (node->assign.op == JXL_OP_SET_COALESCE) {
        AstExpr *test = py_is_none(py, current(f, path, target), true);
        PyBlock block = {0};
        PyBlock *before = py_begin(py, &block);
        assign_path(f, path, form_expr(f, node->assign.value), type);
        py->out = before;
        py_if(py, test, &block, NULL);
        return;
    }
    if (form_kind(f, type) == FORM_KIND_ARRAY) {
        AstExpr *more = py_keep(py, form_expr(f, node->assign.value));
        form_path_change(f, path, FORM_CHANGE_SAFE, extend, more);
        return;
    }
    AstExpr *old = current(f, path, target);
    u32 mark = py->out->count;
    AstExpr *value = form_expr(f, node->assign.value);
    if (py->out->count != mark) old = py_keep_at(py, mark, old);
    value = form_binary_values(f, node, assign_operators[node->assign.op], type, old, value);
    assign_path(f, path, value, type);
}

// ---- `$a.field`, `$a[i]`: an object with get and set

typedef struct {
    struct FormPath *path;
    JxlTypeId type;
    AstName value;
} Part;

static void get_part(Form *f, void *context) {
    const Part *part = context;
    AstExpr *value = part->path->kind == ROOT_ATOM ? form_read_atom(f, part->path->decl)
                                                   : root_read(f, part->path);
    for (u32 i = 0; i < part->path->count; i++) value = step_read(f, &part->path->steps[i], value);
    py_return(&f->py, value);
}

AstExpr *form_handle_part(Form *f, JxlNode *node) {
    Py *py = &f->py;
    Part part = {form_path(f, node), place_type(f, node), py_intern(py, "value")};
    // The indices are taken now, the rest when it is read or written.
    AstExpr *get = form_thunk(f, get_part, &part);
    FormClosure set;
    form_closure_begin(f, &set, "set");
    assign_path(f, part.path, py_load(py, part.value), part.type);
    AstExpr *code = form_closure_end(f, &set, &part.value, 1);
    return py_call(py, py_library(py, "Handle"), 2, get, code);
}
