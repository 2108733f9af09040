// The border to modules in Python: their names, values that go there and come back.
#include "compiler/desugar/form_priv.h"

// The name under which the module is imported.
AstName form_python_module(Form *f, const JxlModule *module) {
    Bytes text;
    bytes_init(&text, f->arena);
    usize len = module->path.len;
    if (slice_ends_with(module->path, SLICE_LITERAL(".py"))) len -= 3;
    for (usize i = 0; i < len; i++)
        bytes_push(&text, module->path.data[i] == '/' ? '.' : module->path.data[i]);
    AstName name = names_intern(f->program->names, bytes_slice(&text));
    Bytes hidden;
    bytes_init(&hidden, f->arena);
    Slice shown = bytes_slice(&text);
    bytes_format(&hidden, "_.py.%S", &shown);
    AstName bound = names_intern(f->program->names, bytes_slice(&hidden));
    form_import(f, name, bound);
    return bound;
}

static bool has_int(const Form *f, JxlTypeId type, u32 depth) {
    if (depth > 8) return false;
    const JxlType *info = jxl_type(f->program, type);
    if (form_kind(f, type) == FORM_KIND_INT) return true;
    FormKind kind = form_kind(f, type);
    bool is_made = kind == FORM_KIND_OPTIONAL || kind == FORM_KIND_ARRAY || kind == FORM_KIND_MAP ||
                   kind == FORM_KIND_SET || kind == FORM_KIND_TUPLE;
    for (u32 i = 0; is_made && i < info->arg_count; i++) {
        if (has_int(f, info->args[i], depth + 1)) return true;
    }
    return false;
}

AstExpr *form_to_python(Form *f, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    switch (form_kind(f, type)) {
    case FORM_KIND_SET: return py_call(py, py_builtin(py, "set"), 1, value);
    case FORM_KIND_ARRAY: return py_call(py, py_builtin(py, "list"), 1, value);
    case FORM_KIND_MAP: return py_call(py, py_builtin(py, "dict"), 1, value);
    default: return value;
    }
}

AstExpr *form_from_python(Form *f, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    switch (form_kind(f, type)) {
    case FORM_KIND_INT: return py_call(py, py_library(py, "from_int"), 1, value);
    case FORM_KIND_DOUBLE: return py_call(py, py_builtin(py, "float"), 1, value);
    case FORM_KIND_SET: return py_call(py, py_library(py, "set_of"), 1, value);
    case FORM_KIND_ARRAY:
        value = py_call(py, py_builtin(py, "list"), 1, value);
        return has_int(f, form_arg(f, type, 0), 0) &&
                       form_kind(f, form_arg(f, type, 0)) == FORM_KIND_INT
                   ? py_call(py, py_library(py, "from_ints"), 1, value)
                   : value;
    case FORM_KIND_MAP: return py_call(py, py_builtin(py, "dict"), 1, value);
    default: return value;
    }
}
