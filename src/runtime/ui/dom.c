#include "runtime/ui/dom.h"

#include "base/check.h"

#include <string.h>

enum {
    WORDS_CAPACITY = 16 * 1024,
    TEXT_CAPACITY = 128 * 1024,
    TEXT_LOW_BYTES = 16 * 1024,  // a row may need as much
    IDS_CAPACITY = 4 * 1024,
    TEMPLATES_CAPACITY = 256,
    GROUP_ROWS_MAX = 500
};

void ui_dom_init(UiDom *dom, const UiDomHost *host) {
    *dom = (UiDom){.host = *host, .id_count = UI_DOM_CONTAINER + 1};
}

// ---- buffers. Memory comes in pieces that are never given back: it doubles.
static void *grown(UiDom *dom, const void *old, usize used_bytes, usize bytes) {
    void *memory = dom->host.pages(dom->host.context, bytes);
    CHECK(memory);
    if (used_bytes > 0) memcpy(memory, old, used_bytes);
    return memory;
}

static void words_reserve(UiDom *dom, UiWords *words, u32 count) {
    if (LIKELY(words->capacity - words->count >= count)) return;
    u32 capacity = words->capacity ? words->capacity * 2 : WORDS_CAPACITY;
    while (capacity - words->count < count) capacity *= 2;
    words->words = grown(dom, words->words, words->count * 4, (usize)capacity * 4);
    words->capacity = capacity;
}

void ui_dom_apply(UiDom *dom) {
    CHECK(dom->group_at == 0);
    if (dom->is_applying) return;
    dom->is_applying = true;
    // The page may answer while it changes (a field that is removed loses the focus): what handlers
    // say then goes to the other buffer.
    while (dom->words.count > 0) {
        UiWords words = dom->words;
        u8 *text = dom->text;
        u32 bytes = dom->text_bytes, capacity = dom->text_capacity;
        dom->words = dom->spare_words;
        dom->text = dom->spare_text;
        dom->text_capacity = dom->spare_capacity;
        dom->words.count = dom->text_bytes = dom->text_units = 0;
        dom->spare_words = words;
        dom->spare_text = text;
        dom->spare_capacity = capacity;
        dom->applied_words += words.count;
        dom->host.apply(dom->host.context, words.words, words.count, text, bytes);
    }
    dom->is_applying = false;
}

// Room for an operation; returns where it goes.
static u32 *op_begin(UiDom *dom, u32 count) {
    UiWords *words = &dom->words;
    if (dom->group_at != 0) {
        words = &dom->later;
    } else if (words->count > WORDS_CAPACITY / 2 || dom->text_bytes > TEXT_CAPACITY / 2) {
        ui_dom_apply(dom);
    }
    words_reserve(dom, words, count);
    u32 *at = words->words + words->count;
    words->count += count;
    return at;
}

static u32 utf16_units(const u8 *text, u32 bytes) {
    u32 units = 0;
    for (u32 i = 0; i < bytes; i++) units += (u32)((text[i] & 0xc0) != 0x80) + (text[i] >= 0xf0);
    return units;
}

static u8 *text_reserve(UiDom *dom, u32 bytes) {
    if (UNLIKELY(dom->text_capacity - dom->text_bytes < bytes)) {
        u32 capacity = dom->text_capacity ? dom->text_capacity * 2 : TEXT_CAPACITY;
        while (capacity - dom->text_bytes < bytes) capacity *= 2;
        dom->text = grown(dom, dom->text, dom->text_bytes, capacity);
        dom->text_capacity = capacity;
    }
    return dom->text + dom->text_bytes;
}

// Writes the text's two operands.
static void text_add(UiDom *dom, u32 *slot, const u8 *text, u32 bytes) {
    u8 *to = text_reserve(dom, bytes);
    if (bytes > 0) memcpy(to, text, bytes);
    u32 units = utf16_units(text, bytes);
    slot[0] = dom->text_units;
    slot[1] = units;
    dom->text_bytes += bytes;
    dom->text_units += units;
}

// ---- ids
static u32 id_new(UiDom *dom) {
    if (dom->free_count > 0) return dom->free_ids[--dom->free_count];
    CHECK(dom->id_count < UI_DOM_ID_MAX);
    return dom->id_count++;
}

static void id_free(UiDom *dom, u32 id) {
    if (dom->free_count == dom->free_capacity) {
        u32 capacity = dom->free_capacity ? dom->free_capacity * 2 : IDS_CAPACITY;
        dom->free_ids = grown(dom, dom->free_ids, dom->free_count * 4, (usize)capacity * 4);
        dom->free_capacity = capacity;
    }
    dom->free_ids[dom->free_count++] = id;
}

// ---- what is told once
u32 ui_dom_template(UiDom *dom, const UiTemplate *template) {
    for (u32 i = 0; i < dom->template_count; i++) {
        if (dom->templates[i] == template) return i;
    }
    CHECK(template->hole_count <= UI_DOM_HOLES_MAX);
    if (dom->template_count == dom->template_capacity) {
        u32 capacity = dom->template_capacity ? dom->template_capacity * 2 : TEMPLATES_CAPACITY;
        usize item_bytes = sizeof(const UiTemplate *);
        dom->templates =
            (const UiTemplate **)grown(dom, (const void *)dom->templates,
                                       dom->template_count * item_bytes, capacity * item_bytes);
        dom->template_capacity = capacity;
    }
    u32 number = dom->template_count++;
    dom->templates[number] = template;
    u32 *at = op_begin(dom, 6 + template->hole_count);
    at[0] = UI_DOM_TEMPLATE;
    at[1] = number;
    text_add(dom, at + 2, (const u8 *)template->html, template->html_bytes);
    at[4] = template->text_count;
    at[5] = template->hole_count;
    if (template->hole_count > 0)
        memcpy(at + 6, template->paths, template->hole_count * sizeof *template->paths);
    return number;
}

u32 ui_dom_name(UiDom *dom, const char *name) {
    for (u32 i = 0; i < dom->name_count; i++) {
        if (dom->names[i] == name) return i;
    }
    CHECK(dom->name_count < UI_DOM_NAMES_MAX);
    u32 number = dom->name_count++;
    dom->names[number] = name;
    u32 *at = op_begin(dom, 4);
    at[0] = UI_DOM_NAME;
    at[1] = number;
    text_add(dom, at + 2, (const u8 *)name, (u32)strlen(name));
    return number;
}

// ---- making
u32 ui_dom_stamp(UiDom *dom, u32 template, NodeRef parent, u32 before) {
    u32 id = id_new(dom);
    u32 text_words = dom->templates[template]->text_count * 2;
    u32 *at = op_begin(dom, 6 + text_words);
    at[0] = UI_DOM_STAMP;
    at[1] = template;
    at[2] = parent;
    at[3] = before;
    at[4] = 1;
    at[5] = id;
    memset(at + 6, 0, text_words * 4);
    return id;
}

void ui_dom_group_begin(UiDom *dom, u32 template, NodeRef parent, u32 before) {
    CHECK(dom->group_at == 0);
    u32 *at = op_begin(dom, 5);
    at[0] = UI_DOM_STAMP;
    at[1] = dom->group_template = template;
    at[2] = dom->group_parent = parent;
    at[3] = dom->group_before = before;
    at[4] = 0;
    dom->group_at = dom->words.count - 1;
    dom->group_row_id = 0;
}

static bool group_is_full(const UiDom *dom) {
    return dom->words.words[dom->group_at] == GROUP_ROWS_MAX ||
           dom->words.count + UI_DOM_ROW_WORDS_MAX > WORDS_CAPACITY ||
           dom->text_bytes + TEXT_LOW_BYTES > TEXT_CAPACITY;
}

u32 ui_dom_group_row(UiDom *dom) {
    if (group_is_full(dom)) {
        ui_dom_group_end(dom);
        ui_dom_apply(dom);
        ui_dom_group_begin(dom, dom->group_template, dom->group_parent, dom->group_before);
    }
    u32 count = 1 + dom->templates[dom->group_template]->text_count * 2;
    words_reserve(dom, &dom->words, count);
    u32 *at = dom->words.words + dom->words.count;
    memset(at, 0, count * 4);
    dom->words.words[dom->group_at]++;
    dom->group_row_at = dom->words.count;
    dom->group_row_id = at[0] = id_new(dom);
    dom->words.count += count;
    return at[0];
}

void ui_dom_group_end(UiDom *dom) {
    CHECK(dom->group_at != 0);
    dom->group_at = dom->group_row_id = 0;
    u32 count = dom->later.count;
    if (count == 0) return;
    words_reserve(dom, &dom->words, count);
    memcpy(dom->words.words + dom->words.count, dom->later.words, (usize)count * 4);
    dom->words.count += count;
    dom->later.count = 0;
}

u32 ui_dom_bind(UiDom *dom, NodeRef node) {
    u32 id = id_new(dom);
    u32 *at = op_begin(dom, 3);
    at[0] = UI_DOM_BIND;
    at[1] = id;
    at[2] = node;
    return id;
}

u32 ui_dom_anchor(UiDom *dom, NodeRef parent, u32 before) {
    u32 id = id_new(dom);
    u32 *at = op_begin(dom, 4);
    at[0] = UI_DOM_ANCHOR;
    at[1] = id;
    at[2] = parent;
    at[3] = before;
    return id;
}

// ---- changing
// Where a text of the row that is being stamped goes; NULL: it is a command of its own.
static u32 *row_slot(UiDom *dom, NodeRef node) {
    u32 hole = node >> 24;
    if ((node & UI_DOM_ID_MAX) != dom->group_row_id || dom->group_row_id == 0) return NULL;
    if (hole == 0 || hole > dom->templates[dom->group_template]->text_count) return NULL;
    return dom->words.words + dom->group_row_at + hole * 2 - 1;
}

void ui_dom_text(UiDom *dom, NodeRef node, const u8 *text, u32 bytes) {
    u32 *slot = row_slot(dom, node);
    if (!slot) {
        u32 *at = op_begin(dom, 4);
        at[0] = UI_DOM_TEXT;
        at[1] = node;
        slot = at + 2;
    }
    text_add(dom, slot, text, bytes);
}

void ui_dom_int(UiDom *dom, NodeRef node, i64 number) {
    u8 digits[24], *at = digits + sizeof digits;
    u64 rest = number < 0 ? 0 - (u64)number : (u64)number;
    do {
        *--at = (u8)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) *--at = '-';
    ui_dom_text(dom, node, at, (u32)(digits + sizeof digits - at));
}

static u32 *named_op(UiDom *dom, u32 op, NodeRef node, const char *name, u32 more) {
    u32 number = ui_dom_name(dom, name);
    u32 *at = op_begin(dom, 3 + more);
    at[0] = op;
    at[1] = node;
    at[2] = number;
    return at + 3;
}

void ui_dom_attribute(UiDom *dom, NodeRef node, const char *name, const u8 *text, u32 bytes) {
    text_add(dom, named_op(dom, UI_DOM_ATTRIBUTE, node, name, 2), text, bytes);
}

void ui_dom_attribute_remove(UiDom *dom, NodeRef node, const char *name) {
    named_op(dom, UI_DOM_ATTRIBUTE_REMOVE, node, name, 0);
}

void ui_dom_property_text(UiDom *dom, NodeRef node, const char *name, const u8 *text, u32 bytes) {
    text_add(dom, named_op(dom, UI_DOM_PROPERTY_TEXT, node, name, 2), text, bytes);
}

void ui_dom_property_bool(UiDom *dom, NodeRef node, const char *name, bool value) {
    *named_op(dom, UI_DOM_PROPERTY_BOOL, node, name, 1) = value;
}

void ui_dom_property_number(UiDom *dom, NodeRef node, const char *name, f64 value) {
    memcpy(named_op(dom, UI_DOM_PROPERTY_NUMBER, node, name, 2), &value, sizeof value);
}

void ui_dom_class(UiDom *dom, NodeRef node, const char *name, bool is_on) {
    *named_op(dom, UI_DOM_CLASS, node, name, 1) = is_on;
}

void ui_dom_style(UiDom *dom, NodeRef node, const char *name, const u8 *text, u32 bytes) {
    text_add(dom, named_op(dom, UI_DOM_STYLE, node, name, 2), text, bytes);
}

void ui_dom_draw(UiDom *dom, NodeRef node, u32 operation, const f64 *numbers, u32 count,
                 const u8 *text, u32 bytes) {
    u32 *at = op_begin(dom, 6 + count * 2);
    at[0] = UI_DOM_DRAW;
    at[1] = node;
    at[2] = operation;
    at[5] = count;
    if (count > 0) memcpy(at + 6, numbers, count * sizeof *numbers);
    text_add(dom, at + 3, text, bytes);
}

void ui_dom_call(UiDom *dom, NodeRef node, const char *method) {
    named_op(dom, UI_DOM_CALL, node, method, 0);
}

void ui_dom_insert(UiDom *dom, u32 id, NodeRef parent, u32 before) {
    u32 *at = op_begin(dom, 4);
    at[0] = UI_DOM_INSERT;
    at[1] = id;
    at[2] = parent;
    at[3] = before;
}

void ui_dom_remove(UiDom *dom, u32 id) {
    u32 *at = op_begin(dom, 2);
    at[0] = UI_DOM_REMOVE;
    at[1] = id;
    id_free(dom, id);
}

void ui_dom_enter(UiDom *dom, u32 id, const char *class_name) {
    named_op(dom, UI_DOM_ENTER, id, class_name, 0);
}

void ui_dom_leave(UiDom *dom, u32 id, const char *class_name) {
    named_op(dom, UI_DOM_LEAVE, id, class_name, 0);
    id_free(dom, id);
}

void ui_dom_clear(UiDom *dom, NodeRef parent, const u32 *ids, u32 count) {
    u32 *at = op_begin(dom, 3 + count);
    at[0] = UI_DOM_CLEAR;
    at[1] = parent;
    at[2] = count;
    memcpy(at + 3, ids, (usize)count * 4);
    for (u32 i = count; i > 0; i--) id_free(dom, ids[i - 1]);
}

void ui_dom_forget(UiDom *dom, u32 id) {
    u32 *at = op_begin(dom, 2);
    at[0] = UI_DOM_FORGET;
    at[1] = id;
    id_free(dom, id);
}

void ui_dom_listen(UiDom *dom, const char *type) {
    u32 number = ui_dom_name(dom, type);
    u32 *at = op_begin(dom, 2);
    at[0] = UI_DOM_LISTEN;
    at[1] = number;
}

void ui_dom_navigate(UiDom *dom, const u8 *url, u32 bytes, bool is_replacing) {
    u32 *at = op_begin(dom, 4);
    at[0] = UI_DOM_NAVIGATE;
    at[3] = is_replacing;
    text_add(dom, at + 1, url, bytes);
}

void ui_dom_back(UiDom *dom) {
    *op_begin(dom, 1) = UI_DOM_BACK;
}

void ui_dom_store(UiDom *dom, UiStorage storage, const char *key, const u8 *text, u32 bytes,
                  u32 delay_ms) {
    u32 *at = named_op(dom, UI_DOM_STORE, storage, key, 3);
    at[2] = delay_ms;
    text_add(dom, at, text, bytes);
}
