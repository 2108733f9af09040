// What of the library belongs to pages: colours, canvases, events, timers, the location.
#include "compiler/desugar/form_view.h"

static bool is_owner(const Form *f, const JxlDecl *decl, const char *name) {
    return decl->owner && form_name_is(f, decl->owner->name, name);
}

AstExpr *form_style_call(Form *f, JxlNode *node) {
    return form_refuse(f, node, "this call");
}

// Color("#abc") is its text.
AstExpr *form_style_make(Form *f, JxlNode *node, const JxlBinding *binding, AstExpr **args) {
    if (is_owner(f, binding->callee, "Color") && binding->callee->param_count == 1) return args[0];
    return form_refuse(f, node, "making this value");
}

// ---- colours
static AstExpr *times_100(Form *f, AstExpr *value) {
    return py_binary(&f->py, value, AST_OP_MULT, py_float(&f->py, 100));
}

static AstExpr *color_text(Form *f, const char *head, AstExpr *const *args, u32 count) {
    Py *py = &f->py;
    AstExpr *parts[10];
    u32 at = 0;
    bool is_hsl = head[0] == 'h';
    parts[at++] = py_str(py, slice_of_text(head));
    for (u32 i = 0; i < count; i++) {
        AstExpr *value = is_hsl && i > 0 ? times_100(f, args[i]) : args[i];
        parts[at++] = py_call(py, py_builtin(py, "str"), 1, value);
        const char *end = i + 1 == count ? (is_hsl ? "%)" : ")") : is_hsl && i > 0 ? "%," : ",";
        parts[at++] = py_str(py, slice_of_text(end));
    }
    return py_joined(py, parts, at);
}

static AstExpr *color_call(Form *f, JxlNode *node, const JxlDecl *callee, AstExpr **args) {
    if (form_name_is(f, callee->name, "hsl")) return color_text(f, "hsl(", args, 3);
    if (form_name_is(f, callee->name, "rgb")) return color_text(f, "rgb(", args, 3);
    if (form_name_is(f, callee->name, "rgba")) return color_text(f, "rgba(", args, 4);
    Bytes text;
    bytes_init(&text, f->arena);
    if (form_css_constant(f, node, &text)) return py_str(&f->py, bytes_slice(&text));
    return form_refuse(f, node, "this function of colours");
}

// ---- timers
// A timer around code that takes `argument`, or nothing.
static AstExpr *timer(Form *f, const char *native, AstExpr *code, AstExpr *argument,
                      AstExpr *seconds, AstExpr *repeats) {
    Py *py = &f->py;
    AstExpr *call = py_call_list(py, py_keep(py, code), &argument, argument ? 1 : 0);
    AstExpr *lambda = py_lambda(py, NULL, 0, call);
    if (!seconds) return py_call(py, form_ui(f, native), 1, lambda);
    AstExpr *milliseconds = py_binary(py, seconds, AST_OP_MULT, py_float(py, 1000));
    return py_call(py, form_ui(f, native), 3, lambda, milliseconds, repeats);
}

AstExpr *form_style_method(Form *f, JxlNode *node, const JxlBinding *binding, AstExpr *receiver,
                           AstExpr **args) {
    Py *py = &f->py;
    const JxlDecl *callee = binding->callee;
    if (is_owner(f, callee, "Context"))
        return form_canvas_call(f, node, callee->name, receiver, args, callee->param_count);
    if (is_owner(f, callee, "Color")) return color_call(f, node, callee, args);
    if (is_owner(f, callee, "Timer")) {
        if (form_name_is(f, callee->name, "scheduledTimer"))
            return timer(f, "timer", args[2], py_none(py), args[0], args[1]);
        return py_call(py, form_ui(f, "dispose"), 1, receiver);
    }
    if (is_owner(f, callee, "Event")) {
        bool is_stop = form_name_is(f, callee->name, "stopPropagation");
        return py_call(py, form_ui(f, is_stop ? "stop" : "prevent"), 0);
    }
    return form_refuse(f, node, "this function of the library");
}

// ---- members
static AstExpr *event_bit(Form *f, i64 bit) {
    Py *py = &f->py;
    AstExpr *bits = py_call(py, form_ui(f, "event_bits"), 1, py_int(py, 1));
    return py_compare(py, py_binary(py, bits, AST_OP_BIT_AND, py_int(py, bit)), AST_CMP_NOT_EQ,
                      py_int(py, 0));
}

// The event that is handled: there is one at a time.
static AstExpr *event_member(Form *f, const JxlNode *node, AstName name) {
    static const struct {
        const char *name, *native;
        i64 which;
    } rows[] = {{"x", "event_number", 0},      {"y", "event_number", 1},
                {"deltaY", "event_number", 2}, {"key", "event_text", 0},
                {"code", "event_text", 1},     {"value", "event_text", 2},
                {"target", "event_text", 2},   {"button", "event_bits", 0}};
    static const char *const bits[] = {"shift", "ctrl", "alt", "meta"};
    Py *py = &f->py;
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (form_name_is(f, name, rows[i].name))
            return py_call(py, form_ui(f, rows[i].native), 1, py_int(py, rows[i].which));
    }
    for (usize i = 0; i < COUNT_OF(bits); i++) {
        if (form_name_is(f, name, bits[i])) return event_bit(f, (i64)1 << i);
    }
    if (form_name_is(f, name, "checked")) {
        AstExpr *checked = py_call(py, form_ui(f, "event_bits"), 1, py_int(py, 2));
        return py_compare(py, checked, AST_CMP_EQ, py_int(py, 1));
    }
    return form_refuse(f, node, "this member of an event");
}

AstExpr *form_style_member(Form *f, JxlNode *node, const JxlDecl *member, JxlTypeId type,
                           AstExpr *receiver) {
    Py *py = &f->py;
    (void)type;
    if (is_owner(f, member, "Size"))
        return py_item(py, receiver, py_int(py, form_name_is(f, member->name, "height")));
    if (is_owner(f, member, "Event")) return event_member(f, node, member->name);
    if (is_owner(f, member, "Location")) {
        if (form_name_is(f, member->name, "query"))
            return py_call(py, py_library(py, "query"), 1,
                           py_call(py, form_ui(f, "location"), 1, py_int(py, 1)));
        i64 which = form_name_is(f, member->name, "hash") ? 2 : 0;
        return py_call(py, form_ui(f, "location"), 1, py_int(py, which));
    }
    Bytes text;
    bytes_init(&text, f->arena);
    if (form_css_constant(f, node, &text)) return py_str(py, bytes_slice(&text));
    return form_refuse(f, node, "this member of the library");
}

AstExpr *form_style_static(Form *f, JxlNode *node, const JxlDecl *member) {
    Bytes text;
    bytes_init(&text, f->arena);
    if (form_name_is(f, member->name, "location")) return py_none(&f->py);
    if (form_css_constant(f, node, &text)) return py_str(&f->py, bytes_slice(&text));
    return form_refuse(f, node, "this value of the library");
}

AstExpr *form_view_function(Form *f, const JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    AstName name = binding->callee->name;
    AstExpr **args = form_arguments(f, node, binding);
    f->uses_ui = true;
    if (form_name_is(f, name, "navigate"))
        return py_call(py, form_ui(f, "navigate"), 2, args[0], args[1]);
    if (form_name_is(f, name, "back")) return py_call(py, form_ui(f, "back"), 0);
    if (form_name_is(f, name, "flush")) return py_call(py, form_ui(f, "flush"), 0);
    if (form_name_is(f, name, "onFrame"))
        return timer(f, "frame", args[0], py_call(py, form_ui(f, "time"), 0), NULL, NULL);
    if (form_name_is(f, name, "every"))
        return timer(f, "timer", args[1], NULL, args[0], py_bool(py, true));
    if (form_name_is(f, name, "after"))
        return timer(f, "timer", args[1], NULL, args[0], py_bool(py, false));
    if (form_name_is(f, name, "prefetch")) return py_none(py);  // nothing is loaded later
    return form_refuse(f, node, "this function of the library");
}
