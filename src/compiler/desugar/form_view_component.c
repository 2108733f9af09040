// Components of 9.1: elements, attributes, roles, what their arguments become.
#include "compiler/desugar/form_view.h"

typedef enum {
    KIND_PLAIN,  // a container or nothing but its element
    KIND_TEXT,
    KIND_BUTTON,
    KIND_LINK,
    KIND_IMAGE,
    KIND_FIELD,
    KIND_TOGGLE,
    KIND_ELEMENT,
    KIND_LIST,
    KIND_FLAT,  // Group: its content stands in its parent
    KIND_EACH,
    KIND_PROGRESS,
    KIND_SECTION,
    KIND_FORM,
    KIND_SPACER,
    KIND_PICKER,
    KIND_OPTION,
    KIND_NUMBER,
    KIND_CANVAS,
    KIND_BOUNDARY,
    KIND_ROUTER,
    KIND_REDIRECT,
    KIND_GRID,
    KIND_SCROLL,
} ComponentKind;

enum { IS_EMPTY = 1, IS_BARE = 2, IS_WIDE = 4, IS_HIGH = 8 };

typedef struct {
    const char *name, *tag, *attributes, *css;
    u8 kind, layout;
    u32 traits;         // IS_…
    const char *takes;  // the parameters that are built; others are refused
} ComponentRow;

static const ComponentRow rows[] = {
    {"Text", "span", " class=\"kt\"", "", KIND_TEXT, FORM_INLINE, IS_BARE, "text"},
    {"Button", "button", " type=button class=\"kb\"", "", KIND_BUTTON, FORM_INLINE, IS_BARE,
     "title action label role disabled"},
    {"Link", "a", "", "", KIND_LINK, FORM_INLINE, IS_BARE, "title label to external replace"},
    {"Image", "img", "", "", KIND_IMAGE, FORM_INLINE, IS_EMPTY, "src alt width height lazy"},
    {"VStack", "div", " class=\"kv\"", "", KIND_PLAIN, FORM_COLUMN, 0, "alignment spacing content"},
    {"HStack", "div", " class=\"kh\"", "", KIND_PLAIN, FORM_ROW, 0, "alignment spacing content"},
    {"ZStack", "div", " class=\"kz\"", "", KIND_PLAIN, FORM_LAYERS, 0, "alignment content"},
    {"Spacer", "div", "", "flex:1 1 0;", KIND_SPACER, FORM_BLOCK, 0, "minLength"},
    {"Divider", "hr", "",
     "align-self:stretch;margin:0;border:0;background:#d0d0d0;"
     "min-height:1px;min-width:1px;",
     KIND_PLAIN, FORM_BLOCK, IS_EMPTY | IS_WIDE, ""},
    {"Grid", "div", "", "display:grid;", KIND_GRID, FORM_BLOCK, IS_WIDE,
     "columns spacing rowSpacing content"},
    {"ScrollView", "div", "", "overflow:auto;min-height:0;flex:1 1 auto;", KIND_SCROLL, FORM_BLOCK,
     IS_WIDE | IS_HIGH, "axis content"},
    {"Section", "section", "", "", KIND_SECTION, FORM_BLOCK, 0, "title content"},
    {"Form", "form", "", "", KIND_FORM, FORM_BLOCK, 0, "onSubmit content"},
    {"Element", "", "", "", KIND_ELEMENT, FORM_INLINE, IS_BARE, "tag content"},
    {"TextField", "input", " class=\"kf\"", "", KIND_FIELD, FORM_INLINE, IS_EMPTY | IS_WIDE,
     "placeholder text type label onSubmit"},
    {"SecureField", "input", " type=password class=\"kf\"", "", KIND_FIELD, FORM_INLINE,
     IS_EMPTY | IS_WIDE, "placeholder text label onSubmit"},
    {"TextArea", "textarea", " class=\"kf\"", "", KIND_FIELD, FORM_INLINE, IS_WIDE,
     "placeholder text rows label"},
    {"Toggle", "label", "", "", KIND_TOGGLE, FORM_INLINE, IS_BARE, "label isOn checked onChange"},
    {"Checkbox", "label", "", "", KIND_TOGGLE, FORM_INLINE, IS_BARE, "label isOn checked onChange"},
    {"List", "ul", "", "display:flex;flex-direction:column;list-style:none;margin:0;padding:0;",
     KIND_LIST, FORM_COLUMN, IS_WIDE, "items id spacing content"},
    {"ForEach", "", "", "", KIND_EACH, FORM_BLOCK, 0, "items id content"},
    {"Group", "", "", "", KIND_FLAT, FORM_BLOCK, 0, "content"},
    {"ProgressView", "progress", "", "", KIND_PROGRESS, FORM_INLINE, 0, "value total"},
    {"Spinner", "progress", "", "", KIND_PLAIN, FORM_INLINE, 0, ""},
    {"LoadingSpinner", "progress", "", "", KIND_PLAIN, FORM_INLINE, 0, ""},
    {"Picker", "select", " class=\"kf\"", "", KIND_PICKER, FORM_INLINE, IS_BARE,
     "label selection content"},
    {"NumberField", "input", " type=number class=\"kf\"", "", KIND_NUMBER, FORM_INLINE,
     IS_EMPTY | IS_WIDE, "label value in step"},
    {"Slider", "input", " type=range", "", KIND_NUMBER, FORM_INLINE, IS_EMPTY | IS_WIDE,
     "value in step"},
    {"Canvas", "canvas", "", "", KIND_CANVAS, FORM_INLINE, 0, "width height draw"},
    {"ErrorBoundary", "", "", "", KIND_BOUNDARY, FORM_BLOCK, 0, "content fallback"},
    {"Router", "", "", "", KIND_ROUTER, FORM_BLOCK, 0, "content"},
    {"Redirect", "", "", "", KIND_REDIRECT, FORM_BLOCK, 0, "to"},
    {"Option", "option", "", "", KIND_OPTION, FORM_INLINE, IS_BARE, "title tag"},
};

static const ComponentRow *row_of(const Form *f, const JxlDecl *decl) {
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (form_name_is(f, decl->name, rows[i].name)) return &rows[i];
    }
    return NULL;
}

bool form_component_has_root(const Form *f, const JxlNode *call) {
    const ComponentRow *row = row_of(f, form_fact(f, call)->target);
    return row && row->tag[0] != 0 ? true : row && row->kind == KIND_ELEMENT;
}

// ---- values
static AstExpr *text_value(Form *f, const FormPiece *piece) {
    return form_text(f, form_expr(f, piece->node), form_value_type(f, piece->node));
}

static AstExpr *plain_value(Form *f, const FormPiece *piece) {
    return form_expr(f, piece->node);
}

static AstExpr *handle_value(Form *f, const FormPiece *piece) {
    return form_handle_read(f, piece->node);
}

static FormPiece *set_piece(Form *f, FormFragment *fragment, FormNode *at, FormSet set,
                            const char *name, JxlNode *node, FormValue *value) {
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SET, at, node);
    piece->set = (u8)set;
    piece->name = name;
    piece->value = value;
    return piece;
}

static void text_child(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *text) {
    Slice constant;
    if (parent->children.count > 0) {
        u8 kind = parent->children.items[parent->children.count - 1]->kind;
        if (kind == FORM_NODE_TEXT || kind == FORM_NODE_HOLE) {
            // Two texts side by side would be parsed as one.
            FormNode *between = form_node_add(f, parent, FORM_NODE_ELEMENT, "wbr");
            between->is_empty = true;
        }
    }
    if (form_constant_text(text, &constant)) {
        form_node_add(f, parent, FORM_NODE_TEXT, NULL)->text = constant;
        return;
    }
    FormNode *hole = form_node_add(f, parent, FORM_NODE_HOLE, NULL);
    set_piece(f, fragment, hole, FORM_SET_TEXT, NULL, text, text_value);
}

static void put_attribute(Bytes *out, const char *name, Slice text) {
    bytes_format(out, " %s=\"", name);
    for (usize i = 0; i < text.len; i++) {
        if (text.data[i] == '"')
            bytes_text(out, "&quot;");
        else if (text.data[i] == '&')
            bytes_text(out, "&amp;");
        else
            bytes_push(out, text.data[i]);
    }
    bytes_push(out, '"');
}

static void attribute(Form *f, FormFragment *fragment, FormNode *node, const char *name,
                      JxlNode *value) {
    Slice constant;
    if (!value) return;
    if (form_constant_text(value, &constant)) {
        put_attribute(&node->attributes, name, constant);
        return;
    }
    set_piece(f, fragment, node, FORM_SET_ATTRIBUTE, name, value, text_value);
}

static void property(Form *f, FormFragment *fragment, FormNode *node, const char *name,
                     JxlNode *value) {
    if (value) set_piece(f, fragment, node, FORM_SET_PROPERTY, name, value, plain_value);
}

static void event(Form *f, FormFragment *fragment, FormNode *node, const char *name,
                  JxlNode *handler) {
    if (!handler) return;
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_EVENT, node, handler);
    piece->name = name;
}

// ---- components with more than their element
static bool is_implicit(const Form *f, const JxlNode *node, const char *name) {
    if (!node) return false;
    if (node->kind == JXL_IMPLICIT) return form_name_is(f, node->implicit.name, name);
    return node->kind == JXL_MEMBER && form_name_is(f, node->member.name, name);
}

static bool is_true(const JxlNode *node) {
    return node && node->kind == JXL_BOOL && node->bool_.value;
}

static void content(Form *f, FormFragment *fragment, FormNode *node, JxlNode *closure) {
    if (!closure) return;
    if (closure->kind == JXL_CLOSURE)
        form_statements(f, fragment, node, closure->closure.body);
    else
        form_refuse(f, closure, "content that is no block");
}

static void button(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    JxlNode *title = form_arg_named(f, call, "title");
    if (title) text_child(f, fragment, node, title);
    content(f, fragment, node, form_arg_named(f, call, "label"));
    if (is_implicit(f, form_arg_named(f, call, "role"), "submit")) {
        node->attributes.len = 0;
        bytes_text(&node->attributes, " type=submit class=\"kb\"");
    }
    property(f, fragment, node, "disabled", form_arg_named(f, call, "disabled"));
    event(f, fragment, node, "click", form_arg_named(f, call, "action"));
}

static void stack(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    JxlNode *alignment = form_arg_named(f, call, "alignment");
    if (alignment) form_css_alignment(f, node, alignment, "align-items");
    JxlNode *spacing = form_arg_named(f, call, "spacing");
    if (spacing) {
        Bytes text;
        bytes_init(&text, f->arena);
        Slice css;
        if (form_css_constant(f, spacing, &text)) {
            css = bytes_slice(&text);
            bytes_format(&node->css, "gap:%S;", &css);
        } else {
            set_piece(f, fragment, node, FORM_SET_STYLE, "gap", spacing, form_css_value)->wrap =
                "px";
        }
    }
    content(f, fragment, node, form_arg_named(f, call, "content"));
}

// A constant number as an attribute; another one is set.
static void number_attribute(Form *f, FormFragment *fragment, FormNode *node, const char *name,
                             JxlNode *value) {
    Bytes text;
    bytes_init(&text, f->arena);
    if (value && form_css_constant(f, value, &text)) {
        Slice digits = bytes_slice(&text);
        if (slice_ends_with(digits, SLICE_LITERAL("px"))) digits.len -= 2;
        put_attribute(&node->attributes, name, digits);
    } else {
        property(f, fragment, node, name, value);
    }
}

static void css_row(Form *f, FormNode *node, const char *property_name, JxlNode *value) {
    Bytes text;
    bytes_init(&text, f->arena);
    if (!value) return;
    if (!form_css_constant(f, value, &text)) {
        form_refuse(f, value, "a Grid that changes");
        return;
    }
    Slice css = bytes_slice(&text);
    bytes_format(&node->css, "%s:%S;", property_name, &css);
}

// As many columns of one width; lists of tracks are not built.
static void grid(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    Bytes count;
    bytes_init(&count, f->arena);
    JxlNode *columns = form_arg_named(f, call, "columns");
    if (form_kind(f, form_value_type(f, columns)) != FORM_KIND_INT ||
        !form_css_constant(f, columns, &count)) {
        form_refuse(f, columns, "a Grid of these columns");
        return;
    }
    Slice number = bytes_slice(&count);
    bytes_format(&node->css, "grid-template-columns:repeat(%S,minmax(0,1fr));", &number);
    JxlNode *spacing = form_arg_named(f, call, "spacing");
    JxlNode *row_spacing = form_arg_named(f, call, "rowSpacing");
    css_row(f, node, "column-gap", spacing);
    css_row(f, node, "row-gap", row_spacing ? row_spacing : spacing);
    content(f, fragment, node, form_arg_named(f, call, "content"));
}

static void field(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    static const char *const types[] = {"text", "email", "number", "search", "tel", "url"};
    JxlNode *type = form_arg_named(f, call, "type");
    for (usize i = 0; i < COUNT_OF(types); i++) {
        if (is_implicit(f, type, types[i])) bytes_format(&node->attributes, " type=%s", types[i]);
    }
    attribute(f, fragment, node, "placeholder", form_arg_named(f, call, "placeholder"));
    attribute(f, fragment, node, "aria-label", form_arg_named(f, call, "label"));
    number_attribute(f, fragment, node, "rows", form_arg_named(f, call, "rows"));
    JxlNode *text = form_arg_named(f, call, "text");
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_FIELD, node, text);
    piece->set = FORM_SET_PROPERTY;
    piece->name = "value";
    piece->value = handle_value;
    piece->event = "input";
    JxlNode *submit = form_arg_named(f, call, "onSubmit");
    if (submit) {
        piece = form_piece_add(f, fragment, FORM_PIECE_EVENT, node, submit);
        piece->name = "keydown";
        piece->key_name = "Enter";
    }
}

static void toggle(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    FormNode *box = form_node_add(f, node, FORM_NODE_ELEMENT, "input");
    box->is_empty = true;
    bytes_text(&box->attributes, " type=checkbox");
    text_child(f, fragment, node, form_arg_named(f, call, "label"));
    JxlNode *is_on = form_arg_named(f, call, "isOn");
    if (is_on) {
        FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_FIELD, box, is_on);
        piece->set = FORM_SET_PROPERTY;
        piece->name = "checked";
        piece->value = handle_value;
        piece->event = "change";
        piece->field = FORM_FIELD_CHECKED;
        return;
    }
    property(f, fragment, box, "checked", form_arg_named(f, call, "checked"));
    JxlNode *handler = form_arg_named(f, call, "onChange");
    if (!handler) return;
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_EVENT, box, handler);
    piece->name = "change";
    piece->argument = FORM_ARGUMENT_CHECKED;
}

static void keyed(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call, bool is_items) {
    FormNode *at = form_node_add(f, node, FORM_NODE_PLACE, NULL);
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_FOR, at, call);
    piece->sequence = form_arg_named(f, call, "items");
    piece->key = form_arg_named(f, call, "id");
    JxlNode *closure = form_arg_named(f, call, "content");
    piece->body = closure->kind == JXL_CLOSURE ? closure->closure.body : NULL;
    piece->closure = closure;
    piece->is_items = is_items;
    if (!piece->body || closure->closure.params.count != 1)
        form_refuse(f, closure, "rows of this form");
}

// A text that has the atom's value: what is chosen, or typed as a number.
static AstExpr *number_text(Form *f, const FormPiece *piece) {
    return py_call(&f->py, py_builtin(&f->py, "str"), 1, form_handle_read(f, piece->node));
}

static void number_field(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    attribute(f, fragment, node, "aria-label", form_arg_named(f, call, "label"));
    property(f, fragment, node, "step", form_arg_named(f, call, "step"));
    JxlNode *range = form_arg_named(f, call, "in");
    if (range && range->kind == JXL_BINARY) {
        property(f, fragment, node, "min", range->binary.left);
        property(f, fragment, node, "max", range->binary.right);
    }
    FormPiece *piece =
        form_piece_add(f, fragment, FORM_PIECE_FIELD, node, form_arg_named(f, call, "value"));
    piece->set = FORM_SET_PROPERTY;
    piece->name = "value";
    piece->value = number_text;
    piece->event = "input";
    piece->field = FORM_FIELD_NUMBER;
}

static bool is_text_type(Form *f, const JxlNode *handle, bool *is_int) {
    JxlTypeId type = form_value_type(f, handle);
    if (form_kind(f, type) == FORM_KIND_ATOM) type = form_arg(f, type, 0);
    FormKind kind = form_kind(f, type);
    *is_int = kind == FORM_KIND_INT || kind == FORM_KIND_PLAIN;
    return *is_int || kind == FORM_KIND_STRING;
}

static void picker(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    JxlNode *selection = form_arg_named(f, call, "selection");
    bool is_int;
    attribute(f, fragment, node, "aria-label", form_arg_named(f, call, "label"));
    content(f, fragment, node, form_arg_named(f, call, "content"));
    if (!is_text_type(f, selection, &is_int)) {
        form_refuse(f, selection, "a choice of this type");
        return;
    }
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_FIELD, node, selection);
    piece->set = FORM_SET_PROPERTY;
    piece->name = "value";
    piece->value = is_int ? number_text : handle_value;
    piece->event = "change";
    piece->field = is_int ? FORM_FIELD_INT : FORM_FIELD_TEXT;
}

static AstExpr *tag_text(Form *f, const FormPiece *piece) {
    return py_call(&f->py, py_builtin(&f->py, "str"), 1, form_expr(f, piece->node));
}

static FormNode *special(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *call,
                         FormSpecial which) {
    FormNode *at = form_node_add(f, parent, FORM_NODE_PLACE, NULL);
    form_piece_add(f, fragment, FORM_PIECE_SPECIAL, at, call)->special = (u8)which;
    return NULL;
}

// table: kinds of components
static FormNode *fill(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call,
                      const ComponentRow *row) {
    Slice text;
    switch ((ComponentKind)row->kind) {
    case KIND_TEXT: text_child(f, fragment, node, form_arg_named(f, call, "text")); break;
    case KIND_BUTTON: button(f, fragment, node, call); break;
    case KIND_LINK: {
        JxlNode *title = form_arg_named(f, call, "title");
        if (title) text_child(f, fragment, node, title);
        content(f, fragment, node, form_arg_named(f, call, "label"));
        attribute(f, fragment, node, "href", form_arg_named(f, call, "to"));
        if (form_arg_named(f, call, "external")) break;
        event(f, fragment, node, "click", form_arg_named(f, call, "to"));
        FormPiece *link = &fragment->pieces.items[fragment->pieces.count - 1];
        link->is_link = true;
        link->is_replacing = form_arg_named(f, call, "replace") != NULL;
        break;
    }
    case KIND_IMAGE:
        attribute(f, fragment, node, "src", form_arg_named(f, call, "src"));
        attribute(f, fragment, node, "alt", form_arg_named(f, call, "alt"));
        number_attribute(f, fragment, node, "width", form_arg_named(f, call, "width"));
        number_attribute(f, fragment, node, "height", form_arg_named(f, call, "height"));
        if (is_true(form_arg_named(f, call, "lazy")))
            bytes_text(&node->attributes, " loading=lazy");
        break;
    case KIND_FIELD: field(f, fragment, node, call); break;
    case KIND_TOGGLE: toggle(f, fragment, node, call); break;
    case KIND_ELEMENT: {
        JxlNode *tag = form_arg_named(f, call, "tag");
        if (form_constant_text(tag, &text)) node->tag = text;
        static const char *const empty[] = {"input", "br", "hr", "img", "wbr"};
        for (usize i = 0; i < COUNT_OF(empty); i++) {
            if (slice_equal(text, slice_of_text(empty[i]))) node->is_empty = true;
        }
        content(f, fragment, node, form_arg_named(f, call, "content"));
        break;
    }
    case KIND_LIST: {
        JxlNode *spacing = form_arg_named(f, call, "spacing");
        Bytes css;
        bytes_init(&css, f->arena);
        if (spacing && form_css_constant(f, spacing, &css)) {
            Slice gap = bytes_slice(&css);
            bytes_format(&node->css, "gap:%S;", &gap);
        }
        keyed(f, fragment, node, call, true);
        break;
    }
    case KIND_SPACER: {
        JxlNode *least = form_arg_named(f, call, "minLength");
        Bytes css;
        bytes_init(&css, f->arena);
        if (least && form_css_constant(f, least, &css)) {
            Slice size = bytes_slice(&css);
            bytes_format(&node->css, "min-width:%S;min-height:%S;", &size, &size);
        }
        break;
    }
    case KIND_PROGRESS:
        property(f, fragment, node, "max", form_arg_named(f, call, "total"));
        property(f, fragment, node, "value", form_arg_named(f, call, "value"));
        break;
    case KIND_SECTION: {
        JxlNode *title = form_arg_named(f, call, "title");
        if (title) text_child(f, fragment, form_node_add(f, node, FORM_NODE_ELEMENT, "h2"), title);
        content(f, fragment, node, form_arg_named(f, call, "content"));
        break;
    }
    case KIND_FORM: {
        JxlNode *submit = form_arg_named(f, call, "onSubmit");
        if (submit) {
            FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_EVENT, node, submit);
            piece->name = "submit";
            piece->is_preventing = true;
        }
        content(f, fragment, node, form_arg_named(f, call, "content"));
        break;
    }
    case KIND_NUMBER: number_field(f, fragment, node, call); break;
    case KIND_PICKER: picker(f, fragment, node, call); break;
    case KIND_OPTION: {
        text_child(f, fragment, node, form_arg_named(f, call, "title"));
        JxlNode *tag = form_arg_named(f, call, "tag");
        set_piece(f, fragment, node, FORM_SET_ATTRIBUTE, "value", tag, tag_text);
        break;
    }
    case KIND_CANVAS: {
        property(f, fragment, node, "width", form_arg_named(f, call, "width"));
        property(f, fragment, node, "height", form_arg_named(f, call, "height"));
        FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SPECIAL, node, call);
        piece->special = FORM_SPECIAL_CANVAS;
        break;
    }
    case KIND_GRID: grid(f, fragment, node, call); break;
    case KIND_SCROLL:
        if (is_implicit(f, form_arg_named(f, call, "axis"), "horizontal"))
            bytes_text(&node->css, "display:flex;");
        content(f, fragment, node, form_arg_named(f, call, "content"));
        break;
    case KIND_PLAIN: stack(f, fragment, node, call); break;
    default: form_refuse(f, call, row->name); break;
    }
    return node;
}

// A Text without modifiers inside of an Element, Button or Link needs no element.
bool form_bare_text(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *call,
                    const JxlDecl *decl) {
    if (!form_name_is(f, decl->name, "Text")) return false;
    JxlNode *text = form_arg_named(f, call, "text");
    if (!text) return false;
    text_child(f, fragment, parent, text);
    return true;
}

static bool takes(const ComponentRow *row, Slice name) {
    const char *at = row->takes;
    while (*at) {
        usize len = 0;
        while (at[len] && at[len] != ' ') len++;
        if (slice_equal(slice_make(at, len), name)) return true;
        at += at[len] ? len + 1 : len;
    }
    return false;
}

// What is given and not built says so.
static void refuse_others(Form *f, JxlNode *call, const ComponentRow *row) {
    const JxlBinding *binding = form_fact(f, call)->binding;
    for (u32 i = 0; binding && i < binding->arg_count; i++) {
        AstName name = binding->callee->params[binding->params[i]].name;
        if (!takes(row, names_text(f->program->names, name)))
            form_refuse(f, call->call.args.items[i], "this argument");
    }
}

FormNode *form_component(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *call,
                         const JxlDecl *decl) {
    const ComponentRow *row = row_of(f, decl);
    if (!row) {
        Bytes name;
        bytes_init(&name, f->arena);
        Slice word = names_text(f->program->names, decl->name);
        bytes_format(&name, "the component %S%c", &word, 0);
        form_refuse(f, call, (const char *)name.data);
        return NULL;
    }
    refuse_others(f, call, row);
    if (row->kind == KIND_FLAT) {
        content(f, fragment, parent, form_arg_named(f, call, "content"));
        return NULL;
    }
    if (row->kind == KIND_EACH) {
        keyed(f, fragment, parent, call, false);
        return NULL;
    }
    if (row->kind == KIND_BOUNDARY)
        return special(f, fragment, parent, call, FORM_SPECIAL_BOUNDARY);
    if (row->kind == KIND_ROUTER) return special(f, fragment, parent, call, FORM_SPECIAL_ROUTER);
    if (row->kind == KIND_REDIRECT)
        return special(f, fragment, parent, call, FORM_SPECIAL_REDIRECT);
    FormNode *node = form_node_add(f, parent, FORM_NODE_ELEMENT, row->tag);
    bytes_text(&node->attributes, row->attributes);
    bytes_text(&node->css, row->css);
    node->layout = row->layout;
    node->is_empty = (row->traits & IS_EMPTY) != 0;
    node->is_bare = (row->traits & IS_BARE) != 0;
    node->is_wide = (row->traits & IS_WIDE) != 0;
    node->is_high = (row->traits & IS_HIGH) != 0;
    return fill(f, fragment, node, call, row);
}
