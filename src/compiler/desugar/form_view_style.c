// Modifiers of 9.2: declarations of CSS, attributes, events. What is known becomes part of the
// node's class.
#include "compiler/desugar/form_view.h"

#include <string.h>

// ---- values
static const struct {
    const char *name, *css;
} words[] = {
    {"leading", "flex-start"},
    {"trailing", "flex-end"},
    {"top", "flex-start"},
    {"bottom", "flex-end"},
    {"firstBaseline", "baseline"},
    {"center", "center"},
    {"stretch", "stretch"},
    {"topLeading", "start start"},
    {"topTrailing", "start end"},
    {"bottomLeading", "end start"},
    {"bottomTrailing", "end end"},
    // Colors (the hues of the definition's examples)
    {"black", "#000"},
    {"white", "#fff"},
    {"red", "#dc2626"},
    {"green", "#16a34a"},
    {"blue", "#2563eb"},
    {"orange", "#ea580c"},
    {"yellow", "#ca8a04"},
    {"purple", "#9333ea"},
    {"pink", "#db2777"},
    {"brown", "#92400e"},
    {"cyan", "#0891b2"},
    {"gray", "#6b7280"},
    {"lightGray", "#d1d5db"},
    {"darkGray", "#374151"},
    {"clear", "transparent"},
    // Weights, overflow, lengths, distribution
    {"thin", "100"},
    {"light", "300"},
    {"regular", "400"},
    {"medium", "500"},
    {"semibold", "600"},
    {"bold", "700"},
    {"heavy", "800"},
    {"hidden", "hidden"},
    {"scroll", "auto"},
    {"visible", "visible"},
    {"auto", "auto"},
    {"infinity", "100%"},
    {"start", "flex-start"},
    {"end", "flex-end"},
    {"spaceBetween", "space-between"},
    {"spaceAround", "space-around"},
    {"spaceEvenly", "space-evenly"},
    {"normal", "normal"},
};

static const struct {
    const char *name, *css;
} fonts[] = {
    {"largeTitle", "700 34px/40px inherit"}, {"title", "700 28px/34px inherit"},
    {"title2", "600 22px/28px inherit"},     {"headline", "600 18px/24px inherit"},
    {"body", "400 14px/16px inherit"},       {"callout", "400 16px/22px inherit"},
    {"caption", "400 12px/16px inherit"},    {"mono", "400 13px/18px monospace"},
};

static Slice member_word(const Form *f, const JxlNode *node) {
    if (node->kind == JXL_IMPLICIT) return names_text(f->program->names, node->implicit.name);
    if (node->kind == JXL_MEMBER && node->member.value->kind == JXL_NAME)
        return names_text(f->program->names, node->member.name);
    return (Slice){0};
}

static void put_number(Bytes *out, f64 number) {
    if (number < 0) bytes_push(out, '-');
    if (number < 0) number = -number;
    u64 whole = (u64)number, part = (u64)((number - (f64)whole) * 1000 + 0.5);
    if (part >= 1000) {
        whole++;
        part = 0;
    }
    bytes_u64(out, whole);
    if (part == 0) return;
    bytes_push(out, '.');
    for (u32 unit = 100; unit > 0 && part > 0; unit /= 10) {
        bytes_push(out, (u8)('0' + part / unit));
        part %= unit;
    }
}

static bool number_of(const JxlNode *node, f64 *number) {
    if (node->kind == JXL_INT) return *number = (f64)node->int_.value, true;
    if (node->kind == JXL_FLOAT) return *number = node->float_.value, true;
    if (node->kind == JXL_UNARY && node->unary.op == JXL_OP_NEGATE &&
        number_of(node->unary.operand, number))
        return *number = -*number, true;
    return false;
}

// 50.percent, 2.rem, 200.ms
static bool unit_of(Form *f, const JxlNode *node, Bytes *out) {
    static const struct {
        const char *name, *css;
    } units[] = {{"percent", "%"}, {"fr", "fr"}, {"rem", "rem"},   {"vh", "vh"},
                 {"vw", "vw"},     {"ms", "ms"}, {"seconds", "s"}, {"px", "px"}};
    f64 number;
    if (node->kind != JXL_MEMBER || !number_of(node->member.value, &number)) return false;
    for (usize i = 0; i < COUNT_OF(units); i++) {
        if (!form_name_is(f, node->member.name, units[i].name)) continue;
        put_number(out, number);
        bytes_text(out, units[i].css);
        return true;
    }
    return false;
}

// Color("#abc")
static bool color_of(Form *f, const JxlNode *node, Bytes *out) {
    Slice text;
    if (node->kind != JXL_CALL || node->call.args.count != 1) return false;
    const JxlNode *callee = node->call.callee;
    bool is_color = callee->kind == JXL_NAME && form_name_is(f, callee->name.name, "Color");
    if (!is_color || !form_constant_text(node->call.args.items[0]->arg.value, &text)) return false;
    bytes_append(out, text);
    return true;
}

static bool is_length(const Form *f, const JxlNode *node) {
    const JxlFact *fact = form_fact(f, node);
    JxlTypeId type = fact->converted != JXL_NO_TYPE ? fact->converted : fact->type;
    const JxlType *info = jxl_type(f->program, type);
    return info->kind == JXL_TYPE_NOMINAL && form_name_is(f, info->decl->name, "Length");
}

// X.token(.a.b)
static bool token_of(Form *f, const JxlNode *node, Bytes *out);

bool form_css_constant(Form *f, const JxlNode *node, Bytes *out) {
    f64 number;
    if (number_of(node, &number)) {
        put_number(out, number);
        if (is_length(f, node) && number != 0) bytes_text(out, "px");
        return true;
    }
    if (unit_of(f, node, out) || color_of(f, node, out) || token_of(f, node, out)) return true;
    Slice word = member_word(f, node);
    for (usize i = 0; word.len > 0 && i < COUNT_OF(words); i++) {
        if (!slice_equal(word, slice_of_text(words[i].name))) continue;
        bytes_text(out, words[i].css);
        return true;
    }
    return false;
}

static bool token_of(Form *f, const JxlNode *node, Bytes *out) {
    bool is_call = node->kind == JXL_CALL && node->call.args.count == 1 &&
                   node->call.callee->kind == JXL_MEMBER &&
                   form_name_is(f, node->call.callee->member.name, "token");
    if (!is_call || node->call.callee->member.value->kind != JXL_NAME) return false;
    // As a custom property, with a value of its own where the page says nothing.
    Bytes name;
    bytes_init(&name, f->arena);
    const JxlNode *path = node->call.args.items[0]->arg.value;
    Slice group = names_text(f->program->names, node->call.callee->member.value->name.name);
    Slice word = member_word(f, path);
    if (word.len == 0) return false;
    (void)group;
    for (u32 i = 0; i < f->token_count; i++) {
        const JxlDesignToken *token = &f->tokens[i];
        if (!slice_equal(token->name, word)) continue;
        bytes_append(out, token->value);
        f64 ignored;
        (void)ignored;
        bool is_plain = token->value.len > 0;
        for (usize k = 0; k < token->value.len; k++)
            is_plain = is_plain && token->value.data[k] >= '0' && token->value.data[k] <= '9';
        if (is_plain) bytes_text(out, "px");
        return true;
    }
    return false;
}

// A value that is not known: branches of constants, or text with a unit.
static AstExpr *css_expr(Form *f, JxlNode *node, const char *unit) {
    Py *py = &f->py;
    Bytes text;
    bytes_init(&text, f->arena);
    if (form_css_constant(f, node, &text)) return py_str(py, bytes_slice(&text));
    if (node->kind == JXL_CONDITIONAL)
        return py_if_exp(py, form_expr(f, node->conditional.cond),
                         css_expr(f, node->conditional.then, unit),
                         css_expr(f, node->conditional.otherwise, unit));
    AstExpr *value = py_call(py, py_builtin(py, "str"), 1, form_expr(f, node));
    if (unit[0] == 0) return value;
    AstExpr *parts[] = {value, py_str(py, slice_of_text(unit))};
    return py_joined(py, parts, 2);
}

AstExpr *form_css_value(Form *f, const FormPiece *piece) {
    return css_expr(f, piece->node, piece->wrap ? piece->wrap : "");
}

void form_css_alignment(Form *f, FormNode *node, const JxlNode *value, const char *property) {
    Bytes text;
    bytes_init(&text, f->arena);
    if (!form_css_constant(f, value, &text)) {
        form_refuse(f, value, "an alignment that changes");
        return;
    }
    Slice css = bytes_slice(&text);
    if (node->layout == FORM_LAYERS) property = "place-items";
    bytes_format(&node->css, "%s:%S;", property, &css);
}

// ---- modifiers that are one declaration
static const struct {
    const char *name, *property, *unit;
} declarations[] = {
    {"fontSize", "font-size", "px"},
    {"fontWeight", "font-weight", ""},
    {"foregroundColor", "color", ""},
    {"color", "color", ""},
    {"textAlign", "text-align", ""},
    {"lineHeight", "line-height", "px"},
    {"letterSpacing", "letter-spacing", "px"},
    {"cornerRadius", "border-radius", "px"},
    {"backgroundColor", "background", ""},
    {"background", "background", ""},
    {"opacity", "opacity", ""},
    {"overflow", "overflow", ""},
    {"grow", "flex-grow", ""},
    {"shrink", "flex-shrink", ""},
    {"basis", "flex-basis", "px"},
    {"alignSelf", "align-self", ""},
    {"justify", "justify-content", ""},
    {"gap", "gap", "px"},
    {"aspectRatio", "aspect-ratio", ""},
    {"order", "order", ""},
    {"zIndex", "z-index", ""},
};

// On or off: the declaration that is there when it is on, and the value when it is off.
static const struct {
    const char *name, *property, *on, *off;
} switches[] = {
    {"bold", "font-weight", "700", ""},
    {"italic", "font-style", "italic", ""},
    {"underline", "text-decoration", "underline", ""},
    {"strikethrough", "text-decoration", "line-through", ""},
    {"monospaced", "font-family", "monospace", ""},
    {"clipped", "overflow", "hidden", ""},
    {"hidden", "visibility", "hidden", ""},
    {"visible", "display", "", "none"},
    {"wrap", "flex-wrap", "wrap", ""},
    {"contain", "contain", "content", ""},
};

static const struct {
    const char *name, *event;
    u8 argument;
} events[] = {
    {"onTap", "click", FORM_ARGUMENT_NONE},
    {"onClick", "click", FORM_ARGUMENT_NONE},
    {"onDoubleTap", "dblclick", FORM_ARGUMENT_NONE},
    {"onPointerDown", "pointerdown", FORM_ARGUMENT_EVENT},
    {"onPointerMove", "pointermove", FORM_ARGUMENT_EVENT},
    {"onPointerUp", "pointerup", FORM_ARGUMENT_EVENT},
    {"onKeyDown", "keydown", FORM_ARGUMENT_EVENT},
    {"onKeyUp", "keyup", FORM_ARGUMENT_EVENT},
    {"onFocus", "focusin", FORM_ARGUMENT_NONE},
    {"onBlur", "focusout", FORM_ARGUMENT_NONE},
    {"onSubmit", "submit", FORM_ARGUMENT_NONE},
    {"onWheel", "wheel", FORM_ARGUMENT_EVENT},
};

static const struct {
    const char *name, *attribute;
} attributes[] = {
    {"id", "id"},
    {"testId", "data-testid"},
    {"accessibilityLabel", "aria-label"},
    {"tooltip", "title"},
};

static JxlNode *argument(const JxlNode *call, u32 index) {
    return index < call->call.args.count ? call->call.args.items[index]->arg.value : NULL;
}

static AstExpr *plain_value(Form *f, const FormPiece *piece) {
    return form_expr(f, piece->node);
}

static AstExpr *text_value(Form *f, const FormPiece *piece) {
    return form_text(f, form_expr(f, piece->node), form_value_type(f, piece->node));
}

static AstExpr *switch_value(Form *f, const FormPiece *piece) {
    Py *py = &f->py;
    return py_if_exp(py, form_expr(f, piece->node), py_str(py, slice_of_text(piece->wrap)),
                     py_str(py, slice_of_text(piece->otherwise)));
}

static void declaration(Form *f, FormFragment *fragment, FormNode *node, JxlNode *value,
                        const char *property, const char *unit) {
    Bytes text;
    bytes_init(&text, f->arena);
    if (form_css_constant(f, value, &text)) {
        Slice css = bytes_slice(&text);
        bytes_format(&node->css, "%s:%S;", property, &css);
        return;
    }
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SET, node, value);
    piece->set = FORM_SET_STYLE;
    piece->name = property;
    piece->value = form_css_value;
    piece->wrap = unit;
}

static bool switched(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call, AstName name) {
    for (usize i = 0; i < COUNT_OF(switches); i++) {
        if (!form_name_is(f, name, switches[i].name)) continue;
        JxlNode *value = argument(call, 0);
        bool is_known = !value || value->kind == JXL_BOOL;
        bool is_on = !value || (is_known && value->bool_.value != 0);
        const char *text = is_on ? switches[i].on : switches[i].off;
        if (is_known && text[0] != 0)
            bytes_format(&node->css, "%s:%s;", switches[i].property, text);
        if (is_known) return true;
        FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SET, node, value);
        piece->set = FORM_SET_STYLE;
        piece->name = switches[i].property;
        piece->value = switch_value;
        piece->wrap = switches[i].on;
        piece->otherwise = switches[i].off;
        return true;
    }
    return false;
}

static void handler(Form *f, FormFragment *fragment, FormNode *node, JxlNode *value,
                    const char *event, u8 argument_kind) {
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_EVENT, node, value);
    piece->name = event;
    piece->argument = argument_kind;
}

// padding(n), padding(.horizontal, n), padding(top: …)
static void edges(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call,
                  const char *property) {
    static const struct {
        const char *name, *suffix;
    } sides[] = {{"top", "-top"},
                 {"bottom", "-bottom"},
                 {"leading", "-inline-start"},
                 {"trailing", "-inline-end"},
                 {"horizontal", "-inline"},
                 {"vertical", "-block"},
                 {"all", ""}};
    static const char *const names[2][7] = {
        {"padding-top", "padding-bottom", "padding-inline-start", "padding-inline-end",
         "padding-inline", "padding-block", "padding"},
        {"margin-top", "margin-bottom", "margin-inline-start", "margin-inline-end", "margin-inline",
         "margin-block", "margin"}};
    u32 which = property[0] == 'm';
    u32 count = call->call.args.count;
    bool is_labelled = count > 0 && call->call.args.items[0]->arg.label != AST_NO_NAME;
    if (count == 1 && !is_labelled) {
        declaration(f, fragment, node, argument(call, 0), names[which][6], "px");
        return;
    }
    for (u32 i = 0; i < count; i++) {
        Slice side = is_labelled
                         ? names_text(f->program->names, call->call.args.items[i]->arg.label)
                         : member_word(f, argument(call, 0));
        JxlNode *value = is_labelled ? argument(call, i) : argument(call, 1);
        for (usize k = 0; k < COUNT_OF(sides); k++) {
            if (slice_equal(side, slice_of_text(sides[k].name)))
                declaration(f, fragment, node, value, names[which][k], "px");
        }
        if (!is_labelled) return;
    }
}

static void frame(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    static const struct {
        const char *name, *property;
    } sides[] = {{"width", "width"},          {"height", "height"},
                 {"minWidth", "min-width"},   {"maxWidth", "max-width"},
                 {"minHeight", "min-height"}, {"maxHeight", "max-height"}};
    for (usize i = 0; i < COUNT_OF(sides); i++) {
        JxlNode *value = form_arg_named(f, call, sides[i].name);
        if (!value) continue;
        if (i == 0) node->is_wide = false;
        bool is_endless = slice_equal(member_word(f, value), SLICE_LITERAL("infinity"));
        if (is_endless && i == 3)
            node->is_wide = true;
        else if (is_endless && i == 5)
            node->is_high = true;
        else
            declaration(f, fragment, node, value, sides[i].property, "px");
        if (i == 3 && !is_endless) bytes_text(&node->css, "width:100%;");
    }
}

// What follows the first `sought`, which is there.
static const char *behind(const char *text, char sought) {
    while (*text != sought) text++;
    return text + 1;
}

static void font(Form *f, FormNode *node, const JxlNode *value) {
    Slice word = member_word(f, value);
    for (usize i = 0; i < COUNT_OF(fonts); i++) {
        if (!slice_equal(word, slice_of_text(fonts[i].name))) continue;
        // `inherit` is no family inside `font`.
        const char *css = fonts[i].css;
        const char *size = behind(css, ' '), *line = behind(size, '/'), *family = behind(line, ' ');
        Slice weight = slice_make(css, 3);
        Slice px = slice_make(size, (usize)(line - 1 - size));
        Slice height = slice_make(line, (usize)(family - 1 - line));
        bytes_format(&node->css, "font-weight:%S;font-size:%S;line-height:%S;", &weight, &px,
                     &height);
        bool is_own = slice_equal(slice_of_text(family), SLICE_LITERAL("inherit"));
        if (!is_own) bytes_text(&node->css, "font-family:monospace;");
        return;
    }
    form_refuse(f, value, "this font");
}

static void border(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    Bytes color, width;
    bytes_init(&color, f->arena);
    bytes_init(&width, f->arena);
    JxlNode *size = form_arg_named(f, call, "width");
    bool is_known = form_css_constant(f, argument(call, 0), &color) &&
                    (!size || form_css_constant(f, size, &width));
    if (!is_known) {
        declaration(f, fragment, node, argument(call, 0), "border-color", "");
        bytes_text(&node->css, "border:1px solid;");
        return;
    }
    Slice color_text = bytes_slice(&color), width_text = bytes_slice(&width);
    if (!size) width_text = SLICE_LITERAL("1px");
    bytes_format(&node->css, "border:%S solid %S;", &width_text, &color_text);
}

static void class_of(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    Slice text;
    JxlNode *names = argument(call, 0), *when = argument(call, 1);
    if (!form_constant_text(names, &text)) {
        form_refuse(f, names, "class names that change");
        return;
    }
    if (when) {
        FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SET, node, when);
        piece->set = FORM_SET_CLASS;
        Bytes name;
        bytes_init(&name, f->arena);
        bytes_append(&name, text);
        bytes_push(&name, 0);
        piece->name = (const char *)name.data;
        piece->value = plain_value;
        return;
    }
    Slice old = bytes_slice(&node->attributes);
    static const char key[] = " class=\"";
    usize at = 0;
    while (at + sizeof key - 1 <= old.len && memcmp(old.data + at, key, sizeof key - 1) != 0) at++;
    Bytes made;
    bytes_init(&made, f->arena);
    if (at + sizeof key - 1 > old.len) {
        bytes_append(&made, old);
        bytes_format(&made, " class=\"%S\"", &text);
    } else {
        at += sizeof key - 1;
        bytes_append(&made, slice_make(old.data, at));
        bytes_format(&made, "%S ", &text);
        bytes_append(&made, slice_from(old, at));
    }
    node->attributes = made;
}

static void attribute_of(Form *f, FormFragment *fragment, FormNode *node, const char *name,
                         JxlNode *value) {
    Slice text;
    if (form_constant_text(value, &text)) {
        bytes_format(&node->attributes, " %s=\"%S\"", name, &text);
        return;
    }
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SET, node, value);
    piece->set = FORM_SET_ATTRIBUTE;
    piece->name = name;
    piece->value = text_value;
}

static const char *kept_text(Form *f, Slice text) {
    Bytes name;
    bytes_init(&name, f->arena);
    bytes_append(&name, text);
    bytes_push(&name, 0);
    return (const char *)name.data;
}

static void property_of(Form *f, FormFragment *fragment, FormNode *node, const char *name,
                        JxlNode *call) {
    JxlNode *value = argument(call, 0);
    if (!value) {
        bytes_format(&node->attributes, " %s", name);
        return;
    }
    FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SET, node, value);
    piece->set = FORM_SET_PROPERTY;
    piece->name = name;
    piece->value = plain_value;
}

static void role(Form *f, FormNode *node, const JxlNode *value) {
    bool is_heading = value->kind == JXL_CALL && value->call.args.count == 1 &&
                      value->call.args.items[0]->arg.value->kind == JXL_INT;
    if (is_heading) {
        static const char *const tags[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
        u64 level = value->call.args.items[0]->arg.value->int_.value;
        if (level >= 1 && level <= 6) node->tag = slice_of_text(tags[level - 1]);
        bytes_text(&node->css, "margin:0;");
        return;
    }
    Slice word = member_word(f, value);
    bytes_format(&node->attributes, " role=\"%S\"", &word);
}

// The modifiers that are more than one declaration. False: it is none of them.
static bool special(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call, AstName name) {
    Slice text;
    if (form_name_is(f, name, "padding")) return edges(f, fragment, node, call, "padding"), true;
    if (form_name_is(f, name, "margin")) return edges(f, fragment, node, call, "margin"), true;
    if (form_name_is(f, name, "frame")) return frame(f, fragment, node, call), true;
    if (form_name_is(f, name, "font")) return font(f, node, argument(call, 0)), true;
    if (form_name_is(f, name, "border")) return border(f, fragment, node, call), true;
    if (form_name_is(f, name, "class")) return class_of(f, fragment, node, call), true;
    if (form_name_is(f, name, "role")) return role(f, node, argument(call, 0)), true;
    if (form_name_is(f, name, "key")) return true;
    if (form_name_is(f, name, "static")) return true;
    if (form_name_is(f, name, "autocomplete")) {
        Slice word = member_word(f, argument(call, 0));
        bytes_format(&node->attributes, " autocomplete=\"%S\"", &word);
        return true;
    }
    if (form_name_is(f, name, "maxLength")) {
        FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SET, node, argument(call, 0));
        piece->set = FORM_SET_PROPERTY;
        piece->name = "maxLength";
        piece->value = plain_value;
        return true;
    }
    if (form_name_is(f, name, "onAppear") || form_name_is(f, name, "onDisappear")) {
        FormPiece *piece = form_piece_add(f, fragment, FORM_PIECE_SPECIAL, node, argument(call, 0));
        piece->special =
            form_name_is(f, name, "onAppear") ? FORM_SPECIAL_APPEAR : FORM_SPECIAL_DISAPPEAR;
        return true;
    }
    if (form_name_is(f, name, "disabled"))
        return property_of(f, fragment, node, "disabled", call), true;
    if (form_name_is(f, name, "required"))
        return property_of(f, fragment, node, "required", call), true;
    if (form_name_is(f, name, "autofocus"))
        return property_of(f, fragment, node, "autofocus", call), true;
    if (form_name_is(f, name, "live")) {
        Slice word = member_word(f, argument(call, 0));
        bytes_format(&node->attributes, " aria-live=\"%S\"", &word);
        return true;
    }
    if (form_name_is(f, name, "accessibilityHidden"))
        return bytes_text(&node->attributes, " aria-hidden=true"), true;
    if (form_name_is(f, name, "flex")) {
        f64 n;
        if (!number_of(argument(call, 0), &n)) return false;
        bytes_text(&node->css, "flex:");
        put_number(&node->css, n);
        bytes_text(&node->css, " 1 0;");
        node->has_flex = node->is_wide = true;
        return true;
    }
    if (form_name_is(f, name, "size")) {
        declaration(f, fragment, node, argument(call, 0), "width", "px");
        return declaration(f, fragment, node, argument(call, 1), "height", "px"), true;
    }
    if (form_name_is(f, name, "attr")) {
        if (!form_constant_text(argument(call, 0), &text)) return false;
        return attribute_of(f, fragment, node, kept_text(f, text), argument(call, 1)), true;
    }
    if (form_name_is(f, name, "on")) {
        if (!form_constant_text(argument(call, 0), &text)) return false;
        handler(f, fragment, node, argument(call, 1), kept_text(f, text), FORM_ARGUMENT_EVENT);
        return true;
    }
    return false;
}

void form_modifier(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call) {
    AstName name = call->call.callee->member.name;
    if (switched(f, fragment, node, call, name) || special(f, fragment, node, call, name)) return;
    for (usize i = 0; i < COUNT_OF(declarations); i++) {
        if (!form_name_is(f, name, declarations[i].name) || call->call.args.count == 0) continue;
        declaration(f, fragment, node, argument(call, 0), declarations[i].property,
                    declarations[i].unit);
        return;
    }
    for (usize i = 0; i < COUNT_OF(events); i++) {
        if (!form_name_is(f, name, events[i].name) || call->call.args.count == 0) continue;
        handler(f, fragment, node, argument(call, 0), events[i].event, events[i].argument);
        return;
    }
    for (usize i = 0; i < COUNT_OF(attributes); i++) {
        if (!form_name_is(f, name, attributes[i].name) || call->call.args.count == 0) continue;
        attribute_of(f, fragment, node, attributes[i].attribute, argument(call, 0));
        return;
    }
    Bytes text;
    bytes_init(&text, f->arena);
    Slice word = names_text(f->program->names, name);
    bytes_format(&text, "the modifier .%S%c", &word, 0);
    form_refuse(f, call, (const char *)text.data);
}
