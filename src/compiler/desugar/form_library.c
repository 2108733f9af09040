// Functions and members of the library: mostly a row of a table; those that take functions are
// written out as loops (form_loop.c), those that change their receiver are changes of a place.
#include "compiler/desugar/form_priv.h"

#include "base/check.h"

typedef enum {
    BY_METHOD,   // receiver.NAME(args)
    BY_LIBRARY,  // _jxl.NAME(receiver, args)
    BY_BUILTIN,  // NAME(receiver, args)
    BY_UI,       // _ui.NAME(args)
} How;

typedef struct {
    u8 kind;  // FormKind of the receiver; FORM_KIND_OTHER: a function
    u8 how;
    const char *name, *python;
} Row;

static const Row methods[] = {
    {FORM_KIND_INT, BY_LIBRARY, "abs", "int_abs"},
    {FORM_KIND_INT, BY_LIBRARY, "clamp", "clamp"},
    {FORM_KIND_INT, BY_LIBRARY, "format", "format_int"},
    {FORM_KIND_DOUBLE, BY_BUILTIN, "abs", "abs"},
    {FORM_KIND_DOUBLE, BY_LIBRARY, "round", "round_to"},
    {FORM_KIND_DOUBLE, BY_LIBRARY, "floor", "floor"},
    {FORM_KIND_DOUBLE, BY_LIBRARY, "ceil", "ceil"},
    {FORM_KIND_DOUBLE, BY_LIBRARY, "clamp", "clamp"},
    {FORM_KIND_DOUBLE, BY_LIBRARY, "format", "format_float"},
    {FORM_KIND_STRING, BY_METHOD, "upper", "upper"},
    {FORM_KIND_STRING, BY_METHOD, "lower", "lower"},
    {FORM_KIND_STRING, BY_METHOD, "trim", "strip"},
    {FORM_KIND_STRING, BY_LIBRARY, "split", "split"},
    {FORM_KIND_STRING, BY_LIBRARY, "contains", "contains"},
    {FORM_KIND_STRING, BY_METHOD, "hasPrefix", "startswith"},
    {FORM_KIND_STRING, BY_METHOD, "hasSuffix", "endswith"},
    {FORM_KIND_STRING, BY_LIBRARY, "indexOf", "find"},
    {FORM_KIND_STRING, BY_METHOD, "replace", "replace"},
    {FORM_KIND_STRING, BY_LIBRARY, "slice", "slice"},
    {FORM_KIND_STRING, BY_LIBRARY, "padStart", "pad_start"},
    {FORM_KIND_STRING, BY_LIBRARY, "padEnd", "pad_end"},
    {FORM_KIND_STRING, BY_LIBRARY, "repeat", "repeat"},
    {FORM_KIND_STRING, BY_LIBRARY, "toInt", "to_int"},
    {FORM_KIND_STRING, BY_LIBRARY, "toDouble", "to_float"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "contains", "contains"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "indexOf", "index_of"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "reversed", "reverse"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "enumerated", "enumerated"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "zip", "zipped"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "slice", "slice"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "chunked", "chunked"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "min", "least"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "max", "greatest"},
    {FORM_KIND_ARRAY, BY_BUILTIN, "sorted", "sorted"},
    {FORM_KIND_ARRAY, BY_LIBRARY, "shuffled", "shuffled"},
    {FORM_KIND_MAP, BY_LIBRARY, "has", "contains"},
    {FORM_KIND_SET, BY_LIBRARY, "contains", "contains"},
    {FORM_KIND_SET, BY_LIBRARY, "union", "set_union"},
    {FORM_KIND_SET, BY_LIBRARY, "intersect", "set_intersect"},
    {FORM_KIND_SET, BY_LIBRARY, "subtract", "set_subtract"},
    {FORM_KIND_SET, BY_BUILTIN, "sorted", "sorted"},
    {FORM_KIND_RANGE, BY_METHOD, "contains", "contains"},
    {FORM_KIND_RANGE, BY_METHOD, "clamp", "clamp"},
    {FORM_KIND_DATE, BY_LIBRARY, "format", "format_date"},
    {FORM_KIND_OTHER, BY_LIBRARY, "stride", "stride"},
    {FORM_KIND_OTHER, BY_LIBRARY, "uuid", "uuid"},
    {FORM_KIND_OTHER, BY_BUILTIN, "min", "min"},
    {FORM_KIND_OTHER, BY_BUILTIN, "max", "max"},
    {FORM_KIND_OTHER, BY_BUILTIN, "abs", "abs"},
    {FORM_KIND_OTHER, BY_LIBRARY, "sqrt", "sqrt"},
    {FORM_KIND_OTHER, BY_LIBRARY, "pow", "power"},
    {FORM_KIND_OTHER, BY_LIBRARY, "exp", "exp"},
    {FORM_KIND_OTHER, BY_LIBRARY, "log", "log"},
    {FORM_KIND_OTHER, BY_LIBRARY, "sin", "sin"},
    {FORM_KIND_OTHER, BY_LIBRARY, "cos", "cos"},
    {FORM_KIND_OTHER, BY_LIBRARY, "tan", "tan"},
    {FORM_KIND_OTHER, BY_LIBRARY, "atan2", "atan2"},
    {FORM_KIND_OTHER, BY_LIBRARY, "floor", "floor"},
    {FORM_KIND_OTHER, BY_LIBRARY, "ceil", "ceil"},
    {FORM_KIND_OTHER, BY_LIBRARY, "round", "round_even"},
    {FORM_KIND_OTHER, BY_LIBRARY, "now", "now"},
    {FORM_KIND_OTHER, BY_UI, "flush", "flush"},
};

static const Row *find_row(Form *f, FormKind kind, AstName name) {
    for (usize i = 0; i < COUNT_OF(methods); i++) {
        if (methods[i].kind == kind && form_name_is(f, name, methods[i].name)) return &methods[i];
    }
    return NULL;
}

static AstExpr *by_row(Form *f, const Row *row, AstExpr *receiver, AstExpr **args, u32 count) {
    Py *py = &f->py;
    if (row->how == BY_METHOD)
        return py_call_list(py, py_attr_text(py, receiver, row->python), args, count);
    AstExpr **all = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    u32 total = 0;
    if (receiver) all[total++] = receiver;
    for (u32 i = 0; i < count; i++) all[total++] = args[i];
    if (row->how == BY_UI) f->uses_ui = true;
    AstExpr *func = row->how == BY_LIBRARY   ? py_library(py, row->python)
                    : row->how == BY_BUILTIN ? py_builtin(py, row->python)
                                             : py_attr_text(py, py_builtin(py, "_ui"), row->python);
    return py_call_list(py, func, all, total);
}

// ---- functions

static AstExpr *print_of(Form *f, const JxlNode *node) {
    JxlNode *arg = node->call.args.items[0]->arg.value;
    AstExpr *text = form_text(f, form_expr(f, arg), form_value_type(f, arg));
    return py_call(&f->py, py_builtin(&f->py, "print"), 1, text);
}

static AstExpr *conversion(Form *f, const JxlNode *node, const JxlBinding *binding, bool *is_one) {
    Py *py = &f->py;
    AstName name = binding->callee->name;
    static const char *const names[] = {"Int",    "Double", "Float", "String", "Bool",
                                        "Int8",   "Int16",  "Int32", "Int64",  "UInt8",
                                        "UInt16", "UInt32", "UInt64"};
    *is_one = false;
    for (usize i = 0; i < COUNT_OF(names); i++) *is_one |= form_name_is(f, name, names[i]);
    if (!*is_one) return NULL;
    JxlNode *arg = node->call.args.items[0]->arg.value;
    JxlTypeId type = form_value_type(f, arg);
    FormKind kind = form_kind(f, type);
    AstExpr *value = form_expr(f, arg);
    if (form_name_is(f, name, "String")) return form_text(f, value, type);
    if (form_name_is(f, name, "Bool")) return value;
    bool is_text = kind == FORM_KIND_STRING;
    if (form_name_is(f, name, "Int")) {
        if (kind == FORM_KIND_INT || kind == FORM_KIND_FIXED) return value;
        return py_call(py, py_library(py, is_text ? "to_int" : "int_of"), 1, value);
    }
    if (form_name_is(f, name, "Double")) {
        if (kind == FORM_KIND_DOUBLE) return value;
        return is_text ? py_call(py, py_library(py, "to_float"), 1, value)
                       : py_call(py, py_builtin(py, "float"), 1, value);
    }
    if (form_name_is(f, name, "Float")) return form_refuse(f, node, "Float");
    bool truncates = form_name_is(f, node->call.args.items[0]->arg.label, "truncating");
    return form_fixed(f, value, form_type(f, node), truncates);
}

static AstExpr *effect_call(Form *f, const JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    AstName name = binding->callee->name;
    if (form_name_is(f, name, "random")) {
        AstExpr **args = form_arguments(f, node, binding);
        return binding->callee->param_count == 0
                   ? py_call(py, py_library(py, "random"), 0)
                   : py_call(py, py_library(py, "random_of"), 1, args[0]);
    }
    JxlNode *arg = node->call.args.count > 0 ? node->call.args.items[0]->arg.value : NULL;
    if (form_name_is(f, name, "untracked") || form_name_is(f, name, "batch")) {
        f->uses_ui = true;
        AstExpr *code = form_expr(f, arg);
        if (form_name_is(f, name, "batch")) return py_call(py, code, 0);
        return py_method(py, py_builtin(py, "_ui"), "untracked", 1, code);
    }
    bool is_peek = form_name_is(f, name, "peek");
    if (is_peek && arg->kind == JXL_HANDLE && form_fact(f, arg)->target->kind == JXL_DECL_ATOM)
        return form_atom_raw(f, form_fact(f, arg)->target);
    if (is_peek) return form_refuse(f, node, "peek of this handle");
    return form_view_function(f, node, binding);
}

static AstExpr *function_call(Form *f, JxlNode *node, const JxlBinding *binding) {
    AstName name = binding->callee->name;
    if (form_name_is(f, name, "print")) return print_of(f, node);
    bool is_one;
    AstExpr *value = conversion(f, node, binding, &is_one);
    if (is_one) return value;
    const Row *row = find_row(f, FORM_KIND_OTHER, name);
    if (!row) return effect_call(f, node, binding);
    AstExpr **args = form_arguments(f, node, binding);
    return by_row(f, row, NULL, args, binding->callee->param_count);
}

// ---- what is made

static AstExpr *make(Form *f, JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    JxlTypeId type = form_type(f, node);
    const JxlDecl *callee = binding->callee;
    AstExpr **args = form_arguments(f, node, binding);
    AstExpr *const *none = NULL;
    switch (form_kind(f, type)) {
    case FORM_KIND_ARRAY:
        if (callee->param_count == 0) return py_list(py, none, 0);
        if (callee->param_count == 1) return args[0];
        return py_call(py, py_library(py, "repeated"), 2, py_list(py, &args[0], 1), args[1]);
    case FORM_KIND_MAP: return py_dict(py, none, none, 0);
    case FORM_KIND_SET:
        if (callee->param_count == 0) return py_dict(py, none, none, 0);
        return py_call(py, py_library(py, "set_of"), 1, args[0]);
    case FORM_KIND_ATOM: return py_call(py, py_library(py, "Constant"), 1, args[0]);
    case FORM_KIND_ERROR: {
        const JxlDecl *owner = callee->kind == JXL_DECL_INIT ? callee->owner : callee;
        bool is_python = form_name_is(f, owner->name, "IndexError") ||
                         form_name_is(f, owner->name, "ArithmeticError");
        Slice name = names_text(f->program->names, owner->name);
        AstExpr *class = py_load(py, owner->name);
        if (!is_python)
            class = py_attr(py, py_builtin(py, "_jxl"), names_intern(f->program->names, name));
        return py_call(py, class, 1, args[0]);
    }
    default: return form_style_make(f, node, binding, args);
    }
}

// ---- changes

typedef enum {
    CHANGE_NONE,
    CHANGE_APPEND,
    CHANGE_INSERT,
    CHANGE_POP,
    CHANGE_SWAP,
    CHANGE_SET,
    CHANGE_DROP,
    CHANGE_MERGE,
    CHANGE_ADD,
} ChangeOp;

typedef struct {
    ChangeOp op;
    AstExpr **args;
    AstName result;
} LibraryChange;

static void change_value(Form *f, void *context, AstExpr *value, JxlTypeId type) {
    const LibraryChange *change = context;
    Py *py = &f->py;
    AstExpr **args = change->args;
    (void)type;
    switch (change->op) {
    case CHANGE_APPEND: py_do(py, py_method(py, value, "append", 1, args[0])); break;
    case CHANGE_INSERT: py_do(py, py_method(py, value, "insert", 2, args[1], args[0])); break;
    case CHANGE_POP: {
        AstExpr *popped =
            args ? py_method(py, value, "pop", 1, args[0]) : py_method(py, value, "pop", 0);
        if (change->result == AST_NO_NAME)
            py_do(py, popped);
        else
            py_assign_name(py, change->result, popped);
        break;
    }
    case CHANGE_SWAP:
        py_do(py, py_call(py, py_library(py, "swap"), 3, value, args[0], args[1]));
        break;
    case CHANGE_SET: py_assign(py, py_as_store(py_item(py, value, args[0])), args[1]); break;
    case CHANGE_DROP: py_do(py, py_method(py, value, "pop", 2, args[0], py_none(py))); break;
    case CHANGE_MERGE: py_do(py, py_method(py, value, "update", 1, args[0])); break;
    case CHANGE_ADD: py_assign(py, py_as_store(py_item(py, value, args[0])), py_none(py)); break;
    default: CHECK(false);
    }
}

static ChangeOp change_of(Form *f, FormKind kind, AstName name) {
    static const struct {
        u8 kind, op;
        const char *name;
    } rows[] = {
        {FORM_KIND_ARRAY, CHANGE_APPEND, "append"}, {FORM_KIND_ARRAY, CHANGE_INSERT, "insert"},
        {FORM_KIND_ARRAY, CHANGE_POP, "remove"},    {FORM_KIND_ARRAY, CHANGE_POP, "removeLast"},
        {FORM_KIND_ARRAY, CHANGE_SWAP, "swapAt"},   {FORM_KIND_MAP, CHANGE_SET, "set"},
        {FORM_KIND_MAP, CHANGE_DROP, "remove"},     {FORM_KIND_MAP, CHANGE_MERGE, "merge"},
        {FORM_KIND_SET, CHANGE_ADD, "insert"},      {FORM_KIND_SET, CHANGE_DROP, "remove"}};
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].kind == kind && form_name_is(f, name, rows[i].name))
            return (ChangeOp)rows[i].op;
    }
    return CHANGE_NONE;
}

// Indices are tried on what is there, so that the change itself cannot fail.
static void try_indices(Form *f, LibraryChange *change, AstExpr *read, AstExpr *again) {
    Py *py = &f->py;
    AstExpr **args = change->args;
    switch (change->op) {
    case CHANGE_INSERT:
        args[1] = py_keep(py, py_call(py, py_library(py, "insert_index"), 2, read, args[1]));
        break;
    case CHANGE_POP:
        if (args)
            args[0] = py_keep(py, py_call(py, py_library(py, "item_index"), 2, read, args[0]));
        else
            py_do(py, py_call(py, py_library(py, "not_empty"), 1, read));
        break;
    case CHANGE_SWAP:
        args[0] = py_keep(py, py_call(py, py_library(py, "item_index"), 2, read, args[0]));
        args[1] = py_keep(py, py_call(py, py_library(py, "item_index"), 2, again, args[1]));
        break;
    default: break;
    }
}

static AstExpr *changed(Form *f, JxlNode *node, const JxlBinding *binding, ChangeOp op) {
    Py *py = &f->py;
    JxlNode *value = node->call.callee->member.value;
    bool is_updating = (form_fact(f, node)->flags & JXL_UPDATES) != 0;
    u32 count = binding->callee->param_count;
    LibraryChange change = {.op = op};
    if (is_updating) {
        struct FormPath *path = form_path(f, value);
        AstExpr **args = form_arguments(f, node, binding);
        for (u32 i = 0; i < count; i++) args[i] = py_keep(py, args[i]);
        change.args = count > 0 ? args : NULL;
        bool tries = op == CHANGE_INSERT || op == CHANGE_POP || op == CHANGE_SWAP;
        if (tries && form_path_is_optional(f, path))
            return form_refuse(f, node, "this member behind `?.`");
        try_indices(f, &change, form_path_read(f, path), form_path_read(f, path));
        bool gives = op == CHANGE_POP;
        if (gives) {
            change.result = py_temp(py, "t");
            if (form_path_is_optional(f, path)) py_assign_name(py, change.result, py_none(py));
        }
        form_path_change(f, path, FORM_CHANGE_SAFE, change_value, &change);
        return gives ? py_load(py, change.result) : py_none(py);
    }
    // As a value: a changed copy.
    AstExpr *receiver = form_expr(f, value);
    u32 mark = py->out->count;
    AstExpr **args = form_arguments(f, node, binding);
    if (py->out->count != mark) receiver = py_keep_at(py, mark, receiver);
    JxlTypeId type = form_value_type(f, value);
    AstName name = py_temp(py, "t");
    py_assign_name(py, name, form_unique(f, receiver, type));
    for (u32 i = 0; i < count; i++) args[i] = py_keep(py, args[i]);
    change.args = count > 0 ? args : NULL;
    try_indices(f, &change, py_load(py, name), py_load(py, name));
    change_value(f, &change, py_load(py, name), type);
    return py_load(py, name);
}

static AstExpr *replaced(Form *f, JxlNode *node, struct FormPath *path, AstExpr *new) {
    if (!path) return new;
    form_path_assign(f, path, new, form_type(f, node->call.callee->member.value));
    return py_none(&f->py);
}

// Members that give a new value in place of the old one.
static AstExpr *replacing(Form *f, JxlNode *node, const JxlBinding *binding, FormKind kind,
                          bool *is_one) {
    Py *py = &f->py;
    AstName name = binding->callee->name;
    JxlNode *value = node->call.callee->member.value;
    bool is_updating = (form_fact(f, node)->flags & JXL_UPDATES) != 0;
    bool is_clear = form_name_is(f, name, "removeAll") && binding->callee->param_count == 0;
    bool is_sort = kind == FORM_KIND_ARRAY && form_name_is(f, name, "sort");
    bool is_filter = kind == FORM_KIND_ARRAY && form_name_is(f, name, "removeAll") && !is_clear;
    bool is_toggle = kind == FORM_KIND_BOOL && form_name_is(f, name, "toggle");
    *is_one = is_clear || is_sort || is_filter || is_toggle;
    if (!*is_one) return NULL;
    struct FormPath *path = is_updating ? form_path(f, value) : NULL;
    if (path && form_path_is_optional(f, path))
        return form_refuse(f, node, "this member behind `?.`");
    AstExpr *const *none = NULL;
    AstExpr *old = path ? form_path_read(f, path) : form_expr(f, value);
    if (is_clear)
        return replaced(f, node, path,
                        kind == FORM_KIND_ARRAY ? py_list(py, none, 0)
                                                : py_dict(py, none, none, 0));
    if (is_toggle) return replaced(f, node, path, py_not(py, old));
    if (is_sort && binding->callee->param_count == 0)
        return replaced(f, node, path, py_call(py, py_builtin(py, "sorted"), 1, old));
    JxlNode *code = node->call.args.items[0]->arg.value;
    JxlTypeId type = form_value_type(f, value);
    return replaced(f, node, path,
                    is_sort ? form_sorted_by(f, old, code) : form_without(f, old, code, type));
}

// ---- methods

static AstExpr *method_call(Form *f, JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    JxlNode *head = node->call.callee;
    JxlNode *value = head->member.value;
    JxlTypeId plain = form_unwrapped(f, form_type(f, value));
    FormKind kind = form_kind(f, plain);
    AstName name = binding->callee->name;
    bool is_optional = (head->member.flags & JXL_FLAG_OPTIONAL) != 0;
    bool is_one;
    ChangeOp op = change_of(f, kind, name);
    if (op != CHANGE_NONE) return changed(f, node, binding, op);
    AstExpr *made = replacing(f, node, binding, kind, &is_one);
    if (is_one) return made;
    JxlTypeId type;
    AstExpr *receiver = form_receiver(f, value, is_optional, &type);
    made = form_loop_call(f, node, binding, type, receiver, &is_one);
    if (is_one) return made;
    u32 mark = py->out->count;
    AstExpr **args = form_arguments(f, node, binding);
    if (py->out->count != mark) receiver = py_keep_at(py, mark, receiver);
    if (kind == FORM_KIND_ARRAY && form_name_is(f, name, "sum")) {
        FormKind item = form_kind(f, form_arg(f, type, 0));
        const char *function = item == FORM_KIND_INT ? "sum_int" : "sum_float";
        return py_call(py, py_library(py, function), 1, receiver);
    }
    const Row *row = find_row(f, kind, name);
    if (row) return by_row(f, row, receiver, args, binding->callee->param_count);
    return form_style_method(f, node, binding, receiver, args);
}

AstExpr *form_library_call(Form *f, JxlNode *node, const JxlBinding *binding) {
    const JxlDecl *callee = binding->callee;
    if (callee->kind == JXL_DECL_INIT || callee->kind == JXL_DECL_NOMINAL)
        return make(f, node, binding);
    if (!callee->owner) return function_call(f, node, binding);
    if (callee->flags & JXL_DECL_STATIC)
        return form_style_method(f, node, binding, NULL, form_arguments(f, node, binding));
    return method_call(f, node, binding);
}

// ---- members without a call

AstExpr *form_library_member(Form *f, JxlNode *node, const JxlDecl *member, JxlTypeId type,
                             AstExpr *receiver) {
    Py *py = &f->py;
    FormKind kind = form_kind(f, type);
    AstName name = member->name;
    bool is_sized = kind == FORM_KIND_ARRAY || kind == FORM_KIND_MAP || kind == FORM_KIND_SET ||
                    kind == FORM_KIND_STRING;
    if (is_sized && form_name_is(f, name, "count"))
        return py_call(py, py_builtin(py, "len"), 1, receiver);
    if (is_sized && form_name_is(f, name, "isEmpty"))
        return py_compare(py, py_call(py, py_builtin(py, "len"), 1, receiver), AST_CMP_EQ,
                          py_int(py, 0));
    static const Row rows[] = {{FORM_KIND_ARRAY, BY_LIBRARY, "first", "first"},
                               {FORM_KIND_ARRAY, BY_LIBRARY, "last", "last"},
                               {FORM_KIND_MAP, BY_BUILTIN, "keys", "list"},
                               {FORM_KIND_MAP, BY_LIBRARY, "values", "values"},
                               {FORM_KIND_STRING, BY_BUILTIN, "chars", "list"},
                               {FORM_KIND_STRING, BY_LIBRARY, "lines", "lines"},
                               {FORM_KIND_DOUBLE, BY_LIBRARY, "isNaN", "is_nan"},
                               {FORM_KIND_ERROR, BY_LIBRARY, "message", "message"},
                               {FORM_KIND_ERROR, BY_LIBRARY, "type", "error_type"},
                               {FORM_KIND_ERROR, BY_LIBRARY, "traceback", "error_traceback"}};
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].kind == kind && form_name_is(f, name, rows[i].name))
            return by_row(f, &rows[i], receiver, NULL, 0);
    }
    if (kind == FORM_KIND_RANGE) return py_attr(py, receiver, name);
    static const struct {
        const char *name;
        f64 seconds;
    } units[] = {{"ms", 0.001}, {"seconds", 1}, {"minutes", 60}, {"hours", 3600}};
    bool is_number = kind == FORM_KIND_INT || kind == FORM_KIND_DOUBLE;
    for (usize i = 0; is_number && i < COUNT_OF(units); i++) {
        if (!form_name_is(f, name, units[i].name)) continue;
        if (kind == FORM_KIND_INT) receiver = py_call(py, py_builtin(py, "float"), 1, receiver);
        return i == 0 ? py_binary(py, receiver, AST_OP_DIV, py_float(py, 1000))
                      : py_binary(py, receiver, AST_OP_MULT, py_float(py, units[i].seconds));
    }
    if (kind == FORM_KIND_DURATION && form_name_is(f, name, "seconds")) return receiver;
    if (kind == FORM_KIND_DATE && form_name_is(f, name, "timestamp")) return receiver;
    return form_style_member(f, node, member, type, receiver);
}

AstExpr *form_library_static(Form *f, JxlNode *node, const JxlDecl *member) {
    Py *py = &f->py;
    if (member->kind == JXL_DECL_GLOBAL && form_name_is(f, member->name, "isServer"))
        return py_bool(py, false);
    if (member->owner && form_name_is(f, member->owner->name, "Int"))
        return form_name_is(f, member->name, "max") ? py_int(py, INT64_MAX) : py_int(py, INT64_MIN);
    if (member->owner && form_name_is(f, member->owner->name, "Double")) {
        if (form_name_is(f, member->name, "pi")) return py_float(py, 3.141592653589793);
        return py_library(py, form_name_is(f, member->name, "nan") ? "NAN" : "INFINITY");
    }
    return form_style_static(f, node, member);
}
