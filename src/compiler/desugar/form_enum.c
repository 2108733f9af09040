// Enums: plain ones are ints, with tables of names and raw values; cases with payloads are classes.
#include "compiler/desugar/form_priv.h"

#include "base/check.h"

static u32 index_of(const JxlDecl *decl) {
    u32 index = 0;
    for (u32 i = 0; i < decl->owner->order.count; i++) {
        if (decl->owner->order.items[i] == decl) break;
        index += decl->owner->order.items[i]->kind == JXL_DECL_CASE;
    }
    return index;
}

AstName form_payload_name(Form *f, const JxlDecl *decl, u32 index) {
    AstName name = decl->params[index].name;
    bool is_named = name != AST_NO_NAME && !form_name_is(f, name, "_");
    Bytes text;
    bytes_init(&text, f->arena);
    Slice word = is_named ? names_text(f->program->names, name) : SLICE_LITERAL("v");
    bytes_format(&text, "%S_%u", &word, index);
    return names_intern(f->program->names, bytes_slice(&text));
}

AstName form_case_class(Form *f, JxlDecl *decl, JxlTypeId type) {
    FormInstance instance = form_type_instance(f, type);
    AstName owner = form_item(f, decl->owner, instance, FORM_PART_ALL);
    Bytes text;
    bytes_init(&text, f->arena);
    Slice base = names_text(f->program->names, owner);
    Slice name = names_text(f->program->names, decl->name);
    bytes_format(&text, "%S.%S", &base, &name);
    return names_intern(f->program->names, bytes_slice(&text));
}

AstExpr *form_case_value(Form *f, JxlDecl *decl, JxlTypeId type) {
    Py *py = &f->py;
    if (form_kind(f, type) == FORM_KIND_PLAIN) return py_int(py, index_of(decl));
    return py_call(py, py_load(py, form_case_class(f, decl, type)), 0);
}

// ---- cases with payloads

static void assign_payload(Form *f, void *context) {
    const JxlDecl *decl = context;
    for (u32 i = 0; i < decl->param_count; i++) {
        AstName name = form_payload_name(f, decl, i);
        py_assign(&f->py, py_as_store(py_attr(&f->py, py_builtin(&f->py, "self"), name)),
                  py_load(&f->py, name));
    }
}

typedef struct {
    const JxlDecl *decl;
    AstName class;
    bool is_hash;
} OfCase;

static void equal_case(Form *f, void *context) {
    const OfCase *of = context;
    Py *py = &f->py;
    AstExpr *test = py_call(py, py_builtin(py, "isinstance"), 2, py_builtin(py, "other"),
                            py_load(py, of->class));
    for (u32 i = 0; i < of->decl->param_count; i++) {
        AstName name = form_payload_name(f, of->decl, i);
        AstExpr *one = py_compare(py, py_attr(py, py_builtin(py, "self"), name), AST_CMP_EQ,
                                  py_attr(py, py_builtin(py, "other"), name));
        test = py_bool_op(py, AST_BOOL_AND, test, one);
    }
    py_return(py, test);
}

static void hash_case(Form *f, void *context) {
    const OfCase *of = context;
    Py *py = &f->py;
    AstExpr **items = ARENA_NEW_ARRAY(f->arena, AstExpr *, of->decl->param_count + 1);
    u32 count = 0;
    items[count++] = py_int(py, index_of(of->decl));
    for (u32 i = 0; i < of->decl->param_count; i++) {
        AstExpr *item = py_attr(py, py_builtin(py, "self"), form_payload_name(f, of->decl, i));
        items[count++] = form_hashable(f, item, form_in_instance(f, of->decl->params[i].type));
    }
    py_return(py, py_call(py, py_builtin(py, "hash"), 1, py_tuple(py, items, count)));
}

static bool compares(Form *f, const JxlDecl *decl) {
    for (u32 i = 0; i < decl->param_count; i++) {
        FormKind kind = form_kind(f, form_in_instance(f, decl->params[i].type));
        if (kind == FORM_KIND_FUNC || kind == FORM_KIND_OTHER || kind == FORM_KIND_VIEW)
            return false;
    }
    return true;
}

static void write_case(Form *f, const FormItem *item, JxlDecl *decl) {
    Py *py = &f->py;
    Bytes text;
    bytes_init(&text, f->arena);
    Slice base = names_text(f->program->names, item->name);
    Slice name = names_text(f->program->names, decl->name);
    bytes_format(&text, "%S.%S", &base, &name);
    OfCase of = {decl, names_intern(f->program->names, bytes_slice(&text)), false};
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    AstName *params = ARENA_NEW_ARRAY(f->arena, AstName, decl->param_count + 2);
    params[0] = py_intern(py, "self");
    for (u32 i = 0; i < decl->param_count; i++) params[i + 1] = form_payload_name(f, decl, i);
    if (decl->param_count > 0)
        form_made_function(f, py_intern(py, "__init__"), params, decl->param_count + 1,
                           assign_payload, decl);
    if (compares(f, decl)) {
        AstName both[] = {py_intern(py, "self"), py_intern(py, "other")};
        form_made_function(f, py_intern(py, "__eq__"), both, 2, equal_case, &of);
        form_made_function(f, py_intern(py, "__hash__"), both, 1, hash_case, &of);
    }
    py->out = before;
    py_class(py, of.class, py_load(py, item->name), &body);
}

static void text_of_method(Form *f, void *context) {
    (void)context;
    py_return(&f->py, py_method(&f->py, py_builtin(&f->py, "self"), "toString", 0));
}

void form_write_enum(Form *f, const FormItem *item) {
    Py *py = &f->py;
    JxlDecl *decl = item->decl;
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    AstName self = py_intern(py, "self");
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *member = decl->order.items[i];
        if (member->flags & JXL_DECL_STATIC) continue;
        bool is_method = member->kind == JXL_DECL_FUNC && member->type_param_count == 0 &&
                         member->node && member->node->func.body;
        if (is_method) {
            form_function(f, form_plain_name(f, member->name), self, member,
                          member->node->func.body);
            if (form_name_is(f, member->name, "toString") && member->param_count == 0)
                form_made_function(f, py_intern(py, "__str__"), &self, 1, text_of_method, NULL);
        }
        if (member->kind == JXL_DECL_FIELD && (member->flags & JXL_DECL_COMPUTED))
            form_write_getter(f, member, form_plain_name(f, member->name));
    }
    py->out = before;
    py_class(py, item->name, NULL, &body);
    for (u32 i = 0; i < decl->order.count; i++) {
        if (decl->order.items[i]->kind == JXL_DECL_CASE) write_case(f, item, decl->order.items[i]);
    }
}

// ---- plain enums

static AstExpr *raw_of(Form *f, const JxlDecl *decl, u32 *next) {
    const JxlNode *value = decl->node->case_item.value;
    Py *py = &f->py;
    if (!value) {
        bool is_text = true;
        for (u32 i = 0; i < decl->owner->supers.count; i++)
            is_text &= form_kind(f, decl->owner->supers.items[i]) != FORM_KIND_INT;
        if (is_text) return py_str(py, names_text(f->program->names, decl->name));
        return py_int(py, (*next)++);
    }
    if (value->kind == JXL_INT) *next = (u32)value->int_.value + 1;
    if (value->kind == JXL_INT) return py_uint(py, value->int_.value);
    if (value->kind == JXL_UNARY && value->unary.operand->kind == JXL_INT)
        return py_int(py, -(i64)value->unary.operand->int_.value);
    if (value->kind == JXL_FLOAT) return py_float(py, value->float_.value);
    if (value->kind == JXL_STRING && value->string.parts.count <= 1)
        return py_str(py, value->string.parts.count == 0 ? (Slice){0}
                                                         : value->string.parts.items[0]->text.text);
    return form_refuse(f, value, "this raw value");
}

static void raw_body(Form *f, void *context) {
    const JxlDecl *decl = context;
    Py *py = &f->py;
    u32 next = 0, index = 0;
    for (u32 i = 0; i < decl->order.count; i++) {
        const JxlDecl *one = decl->order.items[i];
        if (one->kind != JXL_DECL_CASE) continue;
        PyBlock found = {0};
        PyBlock *before = py_begin(py, &found);
        py_return(py, py_int(py, index++));
        py->out = before;
        py_if(py, py_compare(py, py_builtin(py, "raw"), AST_CMP_EQ, raw_of(f, one, &next)), &found,
              NULL);
    }
    py_return(py, py_none(py));
}

typedef struct {
    const JxlDecl *decl;
    bool is_raw;
} OfTable;

// A chain of tests, by index: a table would have to be made when the program starts.
static void table_body(Form *f, void *context) {
    const OfTable *of = context;
    Py *py = &f->py;
    u32 next = 0, index = 0, count = 0;
    for (u32 i = 0; i < of->decl->order.count; i++)
        count += of->decl->order.items[i]->kind == JXL_DECL_CASE;
    for (u32 i = 0; i < of->decl->order.count; i++) {
        const JxlDecl *one = of->decl->order.items[i];
        if (one->kind != JXL_DECL_CASE) continue;
        AstExpr *value = of->is_raw ? raw_of(f, one, &next)
                                    : py_str(py, names_text(f->program->names, one->name));
        if (++index == count) {
            py_return(py, value);
            continue;
        }
        PyBlock found = {0};
        PyBlock *before = py_begin(py, &found);
        py_return(py, value);
        py->out = before;
        py_if(py, py_compare(py, py_builtin(py, "which"), AST_CMP_EQ, py_int(py, (i64)index - 1)),
              &found, NULL);
    }
}

static void box_init(Form *f, void *context) {
    (void)context;
    Py *py = &f->py;
    py_assign(py, py_as_store(py_attr_text(py, py_builtin(py, "self"), "value")),
              py_builtin(py, "value"));
}

static void box_equal(Form *f, void *context) {
    const AstName *class = context;
    Py *py = &f->py;
    AstExpr *same =
        py_call(py, py_builtin(py, "isinstance"), 2, py_builtin(py, "other"), py_load(py, *class));
    py_return(
        py, py_bool_op(py, AST_BOOL_AND, same,
                       py_compare(py, py_attr_text(py, py_builtin(py, "self"), "value"), AST_CMP_EQ,
                                  py_attr_text(py, py_builtin(py, "other"), "value"))));
}

static void box_hash(Form *f, void *context) {
    (void)context;
    py_return(&f->py, py_attr_text(&f->py, py_builtin(&f->py, "self"), "value"));
}

static void box_text(Form *f, void *context) {
    const FormItem *item = context;
    Py *py = &f->py;
    py_return(py,
              form_text(f, py_attr_text(py, py_builtin(py, "self"), "value"), item->decl->type));
}

static void write_box(Form *f, const FormItem *item) {
    Py *py = &f->py;
    FormItem copy = *item;
    AstName init[] = {py_intern(py, "self"), py_intern(py, "value")};
    AstName both[] = {py_intern(py, "self"), py_intern(py, "other")};
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    form_made_function(f, py_intern(py, "__init__"), init, 2, box_init, NULL);
    form_made_function(f, py_intern(py, "__eq__"), both, 2, box_equal, &copy.name);
    form_made_function(f, py_intern(py, "__hash__"), both, 1, box_hash, NULL);
    form_made_function(f, py_intern(py, "__str__"), both, 1, box_text, &copy);
    py->out = before;
    py_class(py, item->name, NULL, &body);
}

void form_write_enum_part(Form *f, const FormItem *item) {
    Py *py = &f->py;
    AstName raw = py_intern(py, "raw"), which = py_intern(py, "which");
    OfTable of = {item->decl, item->part == FORM_PART_VALUES};
    switch (item->part) {
    case FORM_PART_RAW: form_made_function(f, item->name, &raw, 1, raw_body, item->decl); break;
    case FORM_PART_NAMES:
    case FORM_PART_VALUES: form_made_function(f, item->name, &which, 1, table_body, &of); break;
    case FORM_PART_BOX: write_box(f, item); break;
    case FORM_PART_TEXT: form_write_text(f, item); break;
    default: CHECK(false);
    }
}
