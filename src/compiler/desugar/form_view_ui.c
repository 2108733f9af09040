// What a module with views has once: numbers of names, templates, its stylesheet.
#include "compiler/desugar/form_view.h"

#include <string.h>

AstExpr *form_ui(Form *f, const char *name) {
    return py_attr_text(&f->py, py_builtin(&f->py, "_ui"), name);
}

static AstName name_of(Form *f, const char *text) {
    u32 *slot = map_at(&f->ui.names, slice_of_text(text), 0);
    if (*slot != 0) return *slot;
    PyBlock *before = py_begin(&f->py, &f->ui.setup);
    AstName name = py_temp(&f->py, "n");
    *slot = name;
    py_assign_name(&f->py, name,
                   py_call(&f->py, form_ui(f, "name"), 1, py_str(&f->py, slice_of_text(text))));
    f->py.out = before;
    return name;
}

AstExpr *form_ui_name(Form *f, const char *text) {
    return py_load(&f->py, name_of(f, text));
}

AstExpr *form_ui_event(Form *f, const char *text) {
    AstName name = name_of(f, text);
    for (u32 i = 0; i < f->ui.events.count; i++) {
        if (f->ui.events.items[i] == name) return py_load(&f->py, name);
    }
    *VEC_PUSH(f->arena, &f->ui.events) = name;
    return py_load(&f->py, name);
}

void form_ui_template(Form *f, AstName name, Slice html, const u32 *paths, u32 count, u32 texts) {
    Py *py = &f->py;
    PyBlock *before = py_begin(py, &f->ui.setup);
    AstExpr **numbers = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    for (u32 i = 0; i < count; i++) numbers[i] = py_uint(py, paths[i]);
    AstExpr *call = py_call(py, form_ui(f, "template"), 3, py_str(py, html),
                            py_tuple(py, numbers, count), py_uint(py, texts));
    py_assign_name(py, name, call);
    py->out = before;
}

Slice form_ui_class(Form *f, Slice css) {
    u32 *slot = map_at(&f->ui.classes, css, 0);
    if (*slot == 0) {
        *slot = ++f->ui.class_count;
        bytes_format(&f->ui.sheet, ".k%u{%S}", *slot, &css);
    }
    Bytes name;
    bytes_init(&name, f->arena);
    bytes_format(&name, "k%u", *slot);
    return bytes_slice(&name);
}

// Defaults of 10.1 that every page has.
static const char base_sheet[] =
    "*{box-sizing:border-box}body{margin:0;font:400 14px/16px system-ui,sans-serif}"
    "#app{display:contents}#app>*{min-height:100vh;width:100%}"
    ".kc{display:contents}"
    ".kv{display:flex;flex-direction:column;align-items:flex-start}"
    ".kh{display:flex;flex-direction:row;align-items:center}"
    ".kz{display:grid;place-items:center}.kz>*{grid-area:1/1}"
    ".kv>*,.kh>*{flex-shrink:0}.kt{white-space:pre-line}pre "
    ".kt{white-space:inherit}.kv>.kt,.kh>.kt{flex-shrink:1}"
    ".kb{padding:0 16px;height:32px;min-width:60px;border-radius:6px;font:inherit}"
    ".kf{height:32px;padding:0 10px;font:inherit}textarea.kf{height:auto;padding:6px 10px}";

void form_ui_setup(Form *f) {
    Py *py = &f->py;
    Bytes html;
    bytes_init(&html, f->arena);
    Slice own = bytes_slice(&f->ui.sheet);
    bytes_format(&html, "<style>%s%S</style>", base_sheet, &own);
    AstName name = py_temp(py, "t");
    form_ui_template(f, name, bytes_slice(&html), NULL, 0, 0);
    f->ui.sheet_template = name;
}
