// compiler/desugar/form_view.h — views: what the files form_view*.c share (design note 034).
//
//   render block ──► FormFragment: a template (FormNodes) and pieces ──► a def that stamps, binds,
//   listens
//
// A *template* is markup with one root. A *piece* is what one of its nodes has beyond markup: a
// text or attribute that is bound, a handler, a place where an `if`, a loop, another view stands.
// Pieces are written in document order, after the holes of the template have their numbers.
#pragma once

#include "compiler/desugar/form_priv.h"

typedef enum {
    FORM_NODE_ELEMENT,
    FORM_NODE_TEXT,   // markup
    FORM_NODE_HOLE,   // a text that is bound
    FORM_NODE_PLACE,  // nodes come and go here
} FormNodeKind;

typedef enum { FORM_BLOCK, FORM_COLUMN, FORM_ROW, FORM_LAYERS, FORM_INLINE } FormLayout;

typedef struct FormNode FormNode;
struct FormNode {
    u8 kind;                  // FormNodeKind
    u8 layout;                // FormLayout: of the children
    bool is_bare;             // texts inside are bare text nodes
    bool is_empty;            // an element without end tag
    bool is_needed;           // some piece speaks of it
    bool is_held;             // it has an id of its own
    bool is_wide, is_high;    // greedy on the axis (10.1)
    bool has_self, has_flex;  // its own align-self, flex
    Slice tag, text;
    Bytes attributes, css;
    VEC(FormNode *) children;
    FormNode *parent;
    u32 hole;      // 0: the root, or not numbered
    AstName held;  // the variable of its id
};

typedef enum {
    FORM_PIECE_SET,    // a text, attribute, property, class or style
    FORM_PIECE_EVENT,  // a handler
    FORM_PIECE_LET,
    FORM_PIECE_IF,
    FORM_PIECE_FOR,
    FORM_PIECE_SWITCH,
    FORM_PIECE_VIEW,
    FORM_PIECE_SLOT,
    FORM_PIECE_FIELD,    // an input bound to an atom
    FORM_PIECE_SPECIAL,  // a component of form_view_special.c
} FormPieceKind;

typedef enum {
    FORM_SPECIAL_BOUNDARY,
    FORM_SPECIAL_ROUTER,
    FORM_SPECIAL_REDIRECT,
    FORM_SPECIAL_CANVAS,
    FORM_SPECIAL_APPEAR,
    FORM_SPECIAL_DISAPPEAR,
} FormSpecial;

// What text of an input means.
typedef enum { FORM_FIELD_TEXT, FORM_FIELD_CHECKED, FORM_FIELD_NUMBER, FORM_FIELD_INT } FormField;

typedef enum {
    FORM_SET_TEXT,
    FORM_SET_ATTRIBUTE,
    FORM_SET_PROPERTY,
    FORM_SET_CLASS,
    FORM_SET_STYLE,
} FormSet;

typedef enum {
    FORM_ARGUMENT_NONE,
    FORM_ARGUMENT_EVENT,
    FORM_ARGUMENT_CHECKED,
    FORM_ARGUMENT_ENTERED,  // true for entering, false for leaving
} FormArgument;

typedef struct FormPiece FormPiece;
// The value that is set, as an expression.
typedef AstExpr *FormValue(Form *f, const FormPiece *piece);

struct FormPiece {
    u8 kind;            // FormPieceKind
    u8 set;             // FormSet
    u8 special, field;  // FormSpecial, FormField
    FormNode *at;
    JxlNode *node;     // the value, handler or statement
    const char *name;  // of the attribute, property, class, CSS property, event
    Slice text;        // a class's name as written
    FormValue *value;
    const char *wrap;       // the unit of a number; of a switch: the text when it is on
    const char *otherwise;  // and when it is off
    const char *event;      // of a field: what tells its new value
    const char *key_name;   // of a handler: only this key
    bool is_link, is_replacing;
    bool is_preventing;  // the browser shall do nothing of its own
    u8 argument;         // FormArgument: of the handler
    // Of a list: keyed how.
    JxlNode *key;      // an expression or key path, or NULL
    JxlNode *closure;  // of a component: its content
    bool is_items;     // each row is an `li`
    JxlNode *pattern, *body, *sequence, *filter;
};

typedef struct {
    FormNode *root;
    VEC(FormPiece) pieces;
    AstName id;        // the variable of the root's id
    AstName template;  // of the module
} FormFragment;

// A def inside of what is being written.
typedef struct {
    FormFunc func;
    PyBlock block;
    PyBlock *before;
    FormFunc *outer;
    AstName name;
} FormClosure;

void form_closure_begin(Form *f, FormClosure *closure, const char *word);
// Writes `def name(params): …` to where the def began.
AstExpr *form_closure_end(Form *f, FormClosure *closure, const AstName *params, u32 count);
// A variable that is read by calling `getter`.
void form_getter_local(Form *f, const JxlDecl *decl, AstName getter);
// An ordinary variable again, with this value.
void form_plain_local(Form *f, const JxlDecl *decl, AstExpr *value);
// What a handle stands for: its value, and writing it.
AstExpr *form_handle_read(Form *f, JxlNode *node);
void form_handle_write(Form *f, JxlNode *node, AstExpr *value);

// ---- form_view.c: classes
void form_view_class(Form *f, AstName name, JxlDecl *decl);
// Whether it is a node of the graph that is read, or a plain field.
bool form_view_is_cell(const Form *f, const JxlDecl *decl);
AstExpr *form_view_read(Form *f, JxlNode *node, JxlDecl *decl);
void form_view_write(Form *f, JxlNode *node, JxlDecl *decl, AstExpr *value);
AstName form_view_template(Form *f, AstName view);
void form_view_entry(Form *f, JxlDecl *entry);  // the program's start, into f->py.out

// ---- form_view_ui.c: what the module has once
AstExpr *form_ui(Form *f, const char *name);        // _ui.name
AstExpr *form_ui_name(Form *f, const char *text);   // its number
AstExpr *form_ui_event(Form *f, const char *text);  // and somebody listens to it
void form_ui_template(Form *f, AstName name, Slice html, const u32 *paths, u32 count, u32 texts);
Slice form_ui_class(Form *f, Slice css);  // the class of these declarations
void form_ui_setup(Form *f);

// ---- form_view_render.c: render blocks to templates and pieces
FormFragment *form_fragment(Form *f, JxlNode *block);
FormNode *form_node_add(Form *f, FormNode *parent, FormNodeKind kind, const char *tag);
FormPiece *form_piece_add(Form *f, FormFragment *fragment, FormPieceKind kind, FormNode *at,
                          JxlNode *node);
JxlNode *form_arg_named(const Form *f, const JxlNode *call, const char *name);
void form_statements(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *block);
bool form_constant_text(const JxlNode *node, Slice *text);

// ---- form_view_component.c: components
bool form_component_has_root(const Form *f, const JxlNode *call);
bool form_bare_text(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *call,
                    const JxlDecl *decl);
FormNode *form_component(Form *f, FormFragment *fragment, FormNode *parent, JxlNode *call,
                         const JxlDecl *decl);

// ---- form_view_style.c: modifiers and values of styles
void form_modifier(Form *f, FormFragment *fragment, FormNode *node, JxlNode *call);
// CSS of a value that is known, appended; false: it is not.
bool form_css_constant(Form *f, const JxlNode *value, Bytes *out);
AstExpr *form_css_value(Form *f, const FormPiece *piece);
void form_css_alignment(Form *f, FormNode *node, const JxlNode *value, const char *otherwise);

// ---- form_view_key.c
// Whether all that changes in the expression is the key of the row: it does not.
bool form_reads_only_key(Form *f, const JxlNode *node);
// Whether it reads the row's variable at all.
bool form_reads_row(Form *f, JxlNode *node);
// `selected == row.id`: one binding of the list turns the class of two rows.
bool form_is_selection(Form *f, const FormPiece *piece, JxlNode **selected);

// ---- form_view_write.c: numbering, markup, pieces to code
void form_fragment_finish(Form *f, FormFragment *fragment, AstName template);
// The pieces; `id` is the variable of the root's id.
void form_fragment_write(Form *f, FormFragment *fragment, AstName id);
AstExpr *form_node_ref(Form *f, const FormFragment *fragment, const FormNode *node);
// Code of a handler, where it stands.
void form_handler(Form *f, const FormPiece *piece);

AstExpr *form_sequence(Form *f, JxlNode *node);  // what a loop goes over

// ---- form_view_place.c: branches, loops, views and slots
void form_place(Form *f, FormFragment *fragment, FormPiece *piece);
AstExpr *form_view_argument(Form *f, JxlNode *value, JxlTypeId type);
AstExpr *form_place_parent(Form *f, const FormFragment *fragment, const FormPiece *piece);
AstExpr *form_place_before(Form *f, const FormPiece *piece);
void form_branch_body(Form *f, JxlNode *block);  // stamps the block as what a branch shows

// ---- form_view_special.c
void form_special(Form *f, const FormFragment *fragment, const FormPiece *piece);
AstExpr *form_canvas_call(Form *f, const JxlNode *node, AstName method, AstExpr *context,
                          AstExpr *const *args, u32 count);
