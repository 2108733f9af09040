// Types: what they are to the rewriting, conversions, text forms.
#include "compiler/desugar/form_priv.h"

JxlTypeId form_in_instance(Form *f, JxlTypeId type) {
    if (f->instance.count == 0) return type;
    return jxl_substitute(f->program, type, f->instance.params, f->instance.args,
                          f->instance.count);
}

JxlTypeId form_type(Form *f, const JxlNode *node) {
    return form_in_instance(f, form_fact(f, node)->type);
}

JxlTypeId form_value_type(Form *f, const JxlNode *node) {
    const JxlFact *fact = form_fact(f, node);
    return form_in_instance(f, fact->converted != JXL_NO_TYPE ? fact->converted : fact->type);
}

JxlTypeId form_arg(const Form *f, JxlTypeId type, u32 index) {
    const JxlType *info = jxl_type(f->program, type);
    return index < info->arg_count ? info->args[index] : JXL_ERROR_TYPE;
}

static bool has_payload(const JxlDecl *decl) {
    for (u32 i = 0; i < decl->order.count; i++) {
        const JxlDecl *one = decl->order.items[i];
        if (one->kind == JXL_DECL_CASE && one->param_count > 0) return true;
    }
    return false;
}

static FormKind nominal_kind(const Form *f, const JxlDecl *decl) {
    u32 kind;
    bool is_known = (decl->flags & JXL_DECL_BUILTIN) && int_map_get(&f->kinds, decl->name, &kind);
    if (is_known) return (FormKind)kind;
    switch (decl->form) {
    case JXL_OP_CLASS: return FORM_KIND_CLASS;
    case JXL_OP_INTERFACE: return FORM_KIND_INTERFACE;
    case JXL_OP_ENUM: return has_payload(decl) ? FORM_KIND_ENUM : FORM_KIND_PLAIN;
    default: return FORM_KIND_STRUCT;
    }
}

FormKind form_kind(const Form *f, JxlTypeId type) {
    const JxlType *info = jxl_type(f->program, type);
    switch (info->kind) {
    case JXL_TYPE_TUPLE: return info->arg_count == 0 ? FORM_KIND_VOID : FORM_KIND_TUPLE;
    case JXL_TYPE_FUNC: return FORM_KIND_FUNC;
    case JXL_TYPE_NOMINAL: return nominal_kind(f, info->decl);
    default: return FORM_KIND_OTHER;
    }
}

JxlTypeId form_unwrapped(const Form *f, JxlTypeId type) {
    while (form_kind(f, type) == FORM_KIND_OPTIONAL) type = form_arg(f, type, 0);
    return type;
}

// ---- conversions

static bool is_integer(FormKind kind) {
    return kind == FORM_KIND_INT || kind == FORM_KIND_FIXED;
}

AstExpr *form_convert(Form *f, AstExpr *value, JxlTypeId from, JxlTypeId to) {
    if (from == to) return value;
    FormKind source = form_kind(f, from), target = form_kind(f, to);
    if (target == FORM_KIND_OPTIONAL && source != FORM_KIND_OPTIONAL)
        return form_convert(f, value, from, form_arg(f, to, 0));
    if (target == FORM_KIND_OPTIONAL && source == FORM_KIND_OPTIONAL) {
        from = form_arg(f, from, 0);
        to = form_arg(f, to, 0);
        bool changes = is_integer(form_kind(f, from)) && form_kind(f, to) == FORM_KIND_DOUBLE;
        if (!changes || ast_is_constant(value, AST_CONST_NONE)) return value;
        AstExpr *kept = py_keep(&f->py, value);
        return py_if_exp(&f->py, py_is_none(&f->py, kept, true), py_none(&f->py),
                         form_convert(f, py_copy(&f->py, kept), from, to));
    }
    if (is_integer(source) && target == FORM_KIND_DOUBLE) {
        if (ast_is_constant(value, AST_CONST_INT))
            return py_float(&f->py, (f64)value->constant.value.u.int_value);
        return py_call(&f->py, py_builtin(&f->py, "float"), 1, value);
    }
    if (target == FORM_KIND_INTERFACE) return form_boxed(f, value, from);
    return value;
}

// ---- text

static AstExpr *text_of_optional(Form *f, AstExpr *value, JxlTypeId item, bool is_inner) {
    Py *py = &f->py;
    AstExpr *kept = py_keep(py, value);
    AstExpr *again = py_copy(py, kept);
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    AstExpr *text = is_inner ? form_inner_text(f, again, item) : form_text(f, again, item);
    if (block.count == 0) {
        py->out = before;
        return py_if_exp(py, py_is_none(py, kept, true), py_str(py, SLICE_LITERAL("nil")), text);
    }
    AstName name = py_temp(py, "t");
    py_assign_name(py, name, text);
    py->out = before;
    py_assign_name(py, name, py_str(py, SLICE_LITERAL("nil")));
    py_if(py, py_is_none(py, kept, false), &block, NULL);
    return py_load(py, name);
}

static AstExpr *by_text_function(Form *f, AstExpr *value, JxlTypeId type) {
    const JxlType *info = jxl_type(f->program, type);
    AstName name = form_item(f, info->decl, form_type_instance(f, type), FORM_PART_TEXT);
    return py_call(&f->py, py_load(&f->py, name), 1, value);
}

static AstExpr *text_of_tuple(Form *f, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    const JxlType *info = jxl_type(f->program, type);
    u32 count = info->arg_count;
    AstExpr *kept = py_keep(py, value);
    AstExpr **parts = ARENA_NEW_ARRAY(f->arena, AstExpr *, count * 2 + 1);
    for (u32 i = 0; i < count; i++) {
        Bytes head;
        bytes_init(&head, f->arena);
        bytes_text(&head, i == 0 ? "(" : ", ");
        AstName label =
            jxl_type(f->program, type)->names ? jxl_type(f->program, type)->names[i] : AST_NO_NAME;
        if (label != AST_NO_NAME) {
            Slice text = names_text(f->program->names, label);
            bytes_format(&head, "%S: ", &text);
        }
        parts[i * 2] = py_str(py, bytes_slice(&head));
        AstExpr *item = py_keep(py, py_item(py, py_copy(py, kept), py_int(py, i)));
        parts[i * 2 + 1] = py_keep(py, form_inner_text(f, item, form_arg(f, type, i)));
    }
    parts[count * 2] = py_str(py, SLICE_LITERAL(")"));
    return py_joined(py, parts, count * 2 + 1);
}

AstExpr *form_text(Form *f, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    const JxlType *info = jxl_type(f->program, type);
    switch (form_kind(f, type)) {
    case FORM_KIND_STRING: return value;
    case FORM_KIND_BOOL:
        return py_if_exp(py, value, py_str(py, SLICE_LITERAL("true")),
                         py_str(py, SLICE_LITERAL("false")));
    case FORM_KIND_OPTIONAL: return text_of_optional(f, value, form_arg(f, type, 0), false);
    case FORM_KIND_ARRAY:
    case FORM_KIND_MAP:
    case FORM_KIND_SET: return by_text_function(f, value, type);
    case FORM_KIND_TUPLE: return text_of_tuple(f, value, type);
    case FORM_KIND_PLAIN: {
        JxlDecl *method = form_text_method(f, info->decl);
        if (method)
            return py_call(py, py_load(py, form_item(f, method, (FormInstance){0}, FORM_PART_ALL)),
                           1, value);
        AstName names = form_item(f, info->decl, form_type_instance(f, type), FORM_PART_NAMES);
        return py_call(py, py_load(py, names), 1, value);
    }
    case FORM_KIND_ERROR: return py_call(py, py_library(py, "message"), 1, value);
    case FORM_KIND_DURATION: return py_call(py, py_library(py, "duration_text"), 1, value);
    case FORM_KIND_DATE: return py_call(py, py_library(py, "date_text"), 1, value);
    case FORM_KIND_VOID: return py_str(py, SLICE_LITERAL("()"));
    default: return py_call(py, py_builtin(py, "str"), 1, value);
    }
}

AstExpr *form_inner_text(Form *f, AstExpr *value, JxlTypeId type) {
    FormKind kind = form_kind(f, type);
    if (kind == FORM_KIND_STRING) return py_call(&f->py, py_library(&f->py, "quoted"), 1, value);
    if (kind == FORM_KIND_OPTIONAL) return text_of_optional(f, value, form_arg(f, type, 0), true);
    return form_text(f, value, type);
}

// "[1, 2]", "[key: value]": a function for each type.
typedef struct {
    JxlTypeId *args;
    FormKind kind;
} OfText;

static void pairs_text(Form *f, const OfText *of, AstName result) {
    Py *py = &f->py;
    AstName key = py_temp(py, "k"), value = py_temp(py, "v");
    AstExpr *both[] = {py_store(py, key), py_store(py, value)};
    AstExpr *target = py_tuple(py, both, 2);
    target->tuple.ctx = AST_STORE;
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    AstExpr *parts[3];
    parts[0] = py_keep(py, form_inner_text(f, py_load(py, key), of->args[0]));
    parts[1] = py_str(py, SLICE_LITERAL(": "));
    parts[2] = form_inner_text(f, py_load(py, value), of->args[1]);
    py_do(py, py_method(py, py_load(py, result), "append", 1, py_joined(py, parts, 3)));
    py->out = before;
    py_for(py, target, py_method(py, py_builtin(py, "value"), "items", 0), &body);
}

static void text_body(Form *f, void *context) {
    const OfText *of = context;
    Py *py = &f->py;
    AstExpr *list;
    if (of->kind == FORM_KIND_MAP) {
        PyBlock empty = {0};
        PyBlock *before = py_begin(py, &empty);
        py_return(py, py_str(py, SLICE_LITERAL("[:]")));
        py->out = before;
        py_if(py, py_not(py, py_builtin(py, "value")), &empty, NULL);
        AstName result = py_temp(py, "r");
        AstExpr *const *none = NULL;
        py_assign_name(py, result, py_list(py, none, 0));
        pairs_text(f, of, result);
        list = py_load(py, result);
    } else {
        list = form_texts(f, py_builtin(py, "value"), of->args[0], true);
    }
    AstExpr *text = py_method(py, py_str(py, SLICE_LITERAL(", ")), "join", 1, list);
    AstExpr *parts[] = {py_str(py, SLICE_LITERAL("[")), text, py_str(py, SLICE_LITERAL("]"))};
    py_return(py, py_joined(py, parts, 3));
}

void form_write_text(Form *f, const FormItem *item) {
    AstName value = py_intern(&f->py, "value");
    u32 kind = FORM_KIND_OTHER;
    int_map_get(&f->kinds, item->decl->name, &kind);
    OfText of = {item->instance.args, (FormKind)kind};
    form_made_function(f, item->name, &value, 1, text_body, &of);
}

// ---- hashes

AstExpr *form_hashable(Form *f, AstExpr *value, JxlTypeId type) {
    switch (form_kind(f, form_unwrapped(f, type))) {
    case FORM_KIND_ARRAY:
    case FORM_KIND_MAP:
    case FORM_KIND_SET:
    case FORM_KIND_TUPLE: return py_call(&f->py, py_library(&f->py, "hashable"), 1, value);
    default: return value;
    }
}

// ---- fixed widths

AstExpr *form_fixed(Form *f, AstExpr *value, JxlTypeId type, bool truncates) {
    Py *py = &f->py;
    static const struct {
        const char *name;
        u32 bits;
        bool is_signed;
    } rows[] = {{"Int8", 8, true},     {"Int16", 16, true},  {"Int32", 32, true},
                {"Int64", 64, true},   {"UInt8", 8, false},  {"UInt16", 16, false},
                {"UInt32", 32, false}, {"UInt64", 64, false}};
    const JxlType *info = jxl_type(f->program, type);
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (!form_name_is(f, info->decl->name, rows[i].name)) continue;
        const char *name = truncates           ? rows[i].is_signed ? "wrap_signed" : "wrap_unsigned"
                           : rows[i].is_signed ? "fit_signed"
                                               : "fit_unsigned";
        return py_call(py, py_library(py, name), 2, value, py_int(py, rows[i].bits));
    }
    return value;
}
