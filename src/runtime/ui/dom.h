// runtime/ui/dom.h — the page as commands: a buffer of words in memory that a fixed part of the
// loader applies (web/ui/dom.mjs), so that nothing crosses into JavaScript node by node.
//
//   words   op, operands …  op, operands …      one array, see dom_ops.def
//   text    all texts of the buffer as UTF-8, decoded at once; operands are offsets and lengths in
//           UTF-16 units
//
// A *template* is a piece of markup with one root, parsed once and cloned. Its *holes* are the
// nodes of it that change; the first ones may be text nodes that are filled while stamping. The
// rows of a list are stamped in groups: the loader writes the texts of many rows into a detached
// group and clones it whole.
//
// A node is named by a NodeRef: the id of the root of a stamped template, and which hole of it (0:
// the root). Holes are found by walking from the root each time, so a row costs one reference.
// A hole behind which nodes come and go is bound to an id of its own (ui_dom_bind).
//
// Invariants
// - Ids are given out here and used again after UI_DOM_REMOVE; 0 is no node, 1 the container.
// - The buffer is applied before mounts and effects run, at the end of each flush, and when it is
//   full: all within one turn, so no paint sees a part.
#pragma once

#include "base/types.h"

typedef u32 NodeRef;  // hole << 24 | id

enum {
    UI_DOM_CONTAINER = 1,
    UI_DOM_ID_MAX = (1 << 24) - 1,
    UI_DOM_HOLES_MAX = 255,
    UI_DOM_NAMES_MAX = 4096,
    UI_DOM_ROW_WORDS_MAX = 1024  // ids and texts of one row
};

#define X(NAME, number, operands) UI_DOM_##NAME = number,
enum {
#include "runtime/ui/dom_ops.def"
};
#undef X

typedef struct {
    void *context;  // borrowed
    // Runs the commands. The memory is the caller's and is used again afterwards.
    void (*apply)(void *context, const u32 *words, u32 word_count, const u8 *text, u32 byte_count);
    void *(*pages)(void *context, usize bytes);  // as UiHost's
} UiDomHost;

// A template as compiled code has it: constant.
typedef struct {
    const char *html;  // one root; text holes hold one space
    const u32 *paths;  // per hole: steps from the root, the first one lowest: 0 to the first child,
                       // 1 to the next sibling; a 1 above the last step
    u32 html_bytes, hole_count;
    u32 text_count;  // of the holes: these come first and are texts
} UiTemplate;

typedef struct {
    u32 *words;
    u32 count, capacity;
} UiWords;

typedef struct {
    UiDomHost host;
    UiWords words, later;  // `later`: what was said while a group is open
    UiWords spare_words;   // these take turns with `words` and `text`
    u8 *spare_text;
    u32 spare_capacity;
    bool is_applying;
    u8 *text;
    u32 text_bytes, text_capacity;
    u32 text_units;  // of UTF-16, in `text`
    u32 *free_ids;
    u32 free_count, free_capacity, id_count;
    const UiTemplate **templates;
    u32 template_count, template_capacity;
    const char *names[UI_DOM_NAMES_MAX];
    u32 name_count;
    // The open group: where its count stands in `words`; 0: none.
    u32 group_at, group_row_at, group_row_id, group_template, group_parent, group_before;
    u32 applied_words;  // in all, for tests and reports
} UiDom;

void ui_dom_init(UiDom *dom, const UiDomHost *host);
void ui_dom_apply(UiDom *dom);

static inline NodeRef ui_dom_hole(u32 id, u32 hole) {
    return hole << 24 | id;
}

// The number of a template or name; both are borrowed for ever and told apart by address.
u32 ui_dom_template(UiDom *dom, const UiTemplate *template);
u32 ui_dom_name(UiDom *dom, const char *name);

// ---- making. `before` is an id among the parent's children; 0: at the end.
u32 ui_dom_stamp(UiDom *dom, u32 template, NodeRef parent, u32 before);
void ui_dom_group_begin(UiDom *dom, u32 template, NodeRef parent, u32 before);
u32 ui_dom_group_row(UiDom *dom);  // the row's id; its texts are told before the next row
void ui_dom_group_end(UiDom *dom);
u32 ui_dom_bind(UiDom *dom, NodeRef node);
u32 ui_dom_anchor(UiDom *dom, NodeRef parent, u32 before);  // an empty text node

// ---- changing
void ui_dom_text(UiDom *dom, NodeRef node, const u8 *text, u32 bytes);
void ui_dom_int(UiDom *dom, NodeRef node, i64 number);
void ui_dom_attribute(UiDom *dom, NodeRef node, const char *name, const u8 *text, u32 bytes);
void ui_dom_attribute_remove(UiDom *dom, NodeRef node, const char *name);
void ui_dom_property_text(UiDom *dom, NodeRef node, const char *name, const u8 *text, u32 bytes);
void ui_dom_property_bool(UiDom *dom, NodeRef node, const char *name, bool value);
void ui_dom_property_number(UiDom *dom, NodeRef node, const char *name, f64 value);
void ui_dom_class(UiDom *dom, NodeRef node, const char *name, bool is_on);
void ui_dom_style(UiDom *dom, NodeRef node, const char *name, const u8 *text, u32 bytes);
// One operation of a canvas's context: web/ui/canvas.mjs has the numbers.
void ui_dom_draw(UiDom *dom, NodeRef node, u32 operation, const f64 *numbers, u32 count,
                 const u8 *text, u32 bytes);
void ui_dom_call(UiDom *dom, NodeRef node, const char *method);  // without arguments: focus, select
void ui_dom_insert(UiDom *dom, u32 id, NodeRef parent, u32 before);
void ui_dom_remove(UiDom *dom, u32 id);
// Transitions are CSS: the class is there while the animations that it starts run. What leaves is
// out of the program's hands at once, and of the page when they are over.
void ui_dom_enter(UiDom *dom, u32 id, const char *class_name);
void ui_dom_leave(UiDom *dom, u32 id, const char *class_name);
// All that the parent holds, the nodes `ids` among it, which are free then.
void ui_dom_clear(UiDom *dom, NodeRef parent, const u32 *ids, u32 count);
void ui_dom_forget(UiDom *dom, u32 id);  // frees an id whose node goes with another

// One listener per type, at the container.
void ui_dom_listen(UiDom *dom, const char *type);
// Keeps a text beyond the page's life; of several within the delay the last one.
typedef enum { UI_STORAGE_LOCAL, UI_STORAGE_SESSION } UiStorage;
void ui_dom_store(UiDom *dom, UiStorage storage, const char *key, const u8 *text, u32 bytes,
                  u32 delay_ms);
// The page's history.
void ui_dom_navigate(UiDom *dom, const u8 *url, u32 bytes, bool is_replacing);
void ui_dom_back(UiDom *dom);
