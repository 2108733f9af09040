// krait layout: boxes of a tree of styles, by the engine that views are laid out with.
#include "tools/krait/krait.h"

#include "base/json.h"
#include "base/vec.h"
#include "layout/text.h"
#include "tools/krait/layout_style.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NODES_MAX = 4 * 1024 * 1024,
    DEFAULT_WIDTH = 1280,
    DEFAULT_HEIGHT = 720,
    DEFAULT_FONT_SIZE = 16
};

static const char usage[] =
    "Usage: krait layout [--font FILE] [--width PX] [--height PX] < tree.json\n\n"
    "Reads {\"style\": {CSS properties}, \"text\": …, \"children\": […]} and prints the boxes:\n"
    "{\"x\", \"y\", \"width\", \"height\", \"children\"}, in CSS pixels, x and y relative to the\n"
    "parent's border box. `box-sizing` is border-box. Display: block (default), flex, none, and\n"
    "grid whose children are all in the first cell.\n"
    "  --font FILE  an OpenType or TrueType font that texts are measured with\n"
    "  --width PX   of the viewport (default 1280)\n"
    "  --height PX  (default 720)\n";

typedef VEC(LayoutNode) NodeVec;
typedef VEC(LayoutTextRun) RunVec;

typedef struct {
    Arena *arena;
    JsonReader reader;
    LayoutUnits units;
    LayoutFont font;
    bool has_font;
    NodeVec nodes;
    RunVec runs;
} Tree;

typedef struct {
    LayoutInherited inherited;
    u32 parent;
    LayoutDisplay parent_display;
} Context;

static void read_node(Tree *tree, Context context, u32 *cell_count, u32 *loose_count);

static void read_children(Tree *tree, u32 node, const LayoutRules *rules) {
    JsonReader *reader = &tree->reader;
    JsonValue value;
    if (!json_value(reader, &value)) return;
    if (value.kind != JSON_ARRAY) {
        json_fail(reader, value.at, "\"children\" is an array");
        return;
    }
    Context context = {rules->inherited, node, rules->style.display};
    u32 last = LAYOUT_NONE, cells = 0, loose = 0;
    while (json_item(reader)) {
        u32 child = tree->nodes.count;
        read_node(tree, context, &cells, &loose);
        if (reader->error) return;
        if (last == LAYOUT_NONE)
            tree->nodes.items[node].first_child = child;
        else
            tree->nodes.items[last].next_sibling = child;
        last = child;
    }
    if (rules->style.display == LAYOUT_STACK && loose > 0 && cells + loose > 1) {
        json_fail(reader, value.at,
                  "a grid's children need \"grid-area\": \"1 / 1\": other cells are not supported");
    }
}

static void add_text(Tree *tree, u32 node, const JsonValue *value,
                     const LayoutInherited *inherited) {
    if (value->kind != JSON_TEXT) {
        json_fail(&tree->reader, value->at, "\"text\" is a text");
        return;
    }
    if (!tree->has_font) {
        json_fail(&tree->reader, value->at, "a text needs --font FILE");
        return;
    }
    tree->nodes.items[node].text = tree->runs.count;
    f32 line_height = inherited->line_height_factor > 0
                          ? inherited->line_height_factor * inherited->font_size
                          : inherited->line_height;
    *VEC_PUSH(tree->arena, &tree->runs) = (LayoutTextRun){
        .text = value->text,
        .font = &tree->font,
        .font_size = inherited->font_size,
        .letter_spacing = inherited->letter_spacing,
        .line_height = line_height,
        .space = inherited->space,
    };
}

static bool has_vertical_margin(const LayoutStyle *style) {
    return (style->margin[1].unit != LAYOUT_UNSET && style->margin[1].value != 0) ||
           (style->margin[3].unit != LAYOUT_UNSET && style->margin[3].value != 0);
}

// A node while it is read. Texts and children wait for the style, from which they inherit: those
// that stand before it are read twice.
typedef struct {
    Context context;
    LayoutRules rules;
    u32 node;
    bool is_made;          // the style is known, and the node is in the tree
    usize text, children;  // where those that wait stand; 0: none
    bool has_text, has_children;
} Draft;

static void make_node(Tree *tree, Draft *draft, usize at) {
    const LayoutStyle *style = &draft->rules.style;
    bool is_in_block =
        draft->context.parent != LAYOUT_NONE && draft->context.parent_display == LAYOUT_BLOCK;
    if (is_in_block && style->position != LAYOUT_ABSOLUTE && has_vertical_margin(style)) {
        json_fail(&tree->reader, at,
                  "vertical margins in a block are not supported: use display: flex");
    }
    if (tree->nodes.count >= NODES_MAX) json_fail(&tree->reader, at, "too many nodes");
    draft->is_made = true;
    draft->node = tree->nodes.count;
    *VEC_PUSH(tree->arena, &tree->nodes) = (LayoutNode){.style = *style,
                                                        .parent = draft->context.parent,
                                                        .first_child = LAYOUT_NONE,
                                                        .next_sibling = LAYOUT_NONE,
                                                        .text = LAYOUT_NONE};
}

static void read_text(Tree *tree, const Draft *draft) {
    JsonValue value;
    if (json_value(&tree->reader, &value))
        add_text(tree, draft->node, &value, &draft->rules.inherited);
}

static void read_member(Tree *tree, Draft *draft, Slice name) {
    JsonReader *reader = &tree->reader;
    usize at = reader->at;
    bool is_text = slice_equal(name, SLICE_LITERAL("text")),
         is_children = slice_equal(name, SLICE_LITERAL("children"));
    if (slice_equal(name, SLICE_LITERAL("style"))) {
        if (draft->is_made) json_fail(reader, at, "a node has one \"style\"");
        layout_rules_read(reader, &tree->units, &draft->rules);
        make_node(tree, draft, at);
    } else if (is_text || is_children) {
        draft->has_text = draft->has_text || is_text;
        draft->has_children = draft->has_children || is_children;
        if (draft->has_text && draft->has_children)
            json_fail(reader, at, "a node has \"text\" or \"children\", not both");
        if (!draft->is_made) {
            *(is_text ? &draft->text : &draft->children) = at;
            json_skip(reader);
        } else if (is_text) {
            read_text(tree, draft);
        } else {
            read_children(tree, draft->node, &draft->rules);
        }
    } else {
        json_fail(reader, at, "a node has \"style\", \"text\" and \"children\"");
    }
}

static void read_node(Tree *tree, Context context, u32 *cell_count, u32 *loose_count) {
    JsonReader *reader = &tree->reader;
    JsonValue value;
    Slice name;
    if (!json_value(reader, &value)) return;
    if (value.kind != JSON_OBJECT) {
        json_fail(reader, value.at, "a node is an object");
        return;
    }
    Draft draft = {.context = context,
                   .rules = {.style = layout_style_initial(), .inherited = context.inherited}};
    draft.rules.style.display = LAYOUT_BLOCK;
    while (json_member(reader, &name)) read_member(tree, &draft, name);
    if (reader->error) return;
    JsonReader end = *reader;
    if (!draft.is_made) make_node(tree, &draft, value.at);
    if (draft.text) {
        reader->at = draft.text;
        read_text(tree, &draft);
    }
    if (draft.children) {
        reader->at = draft.children;
        read_children(tree, draft.node, &draft.rules);
    }
    if (!reader->error) *reader = end;
    *(draft.rules.is_in_first_cell ? cell_count : loose_count) += 1;
}

static void print_number(Bytes *out, const char *name, f32 value) {
    char text[48];
    snprintf(text, sizeof text, "%.4f", (double)value);
    char *end = text + strlen(text);
    while (end[-1] == '0') end--;
    if (end[-1] == '.') end--;
    *end = 0;
    bytes_format(out, "\"%s\":%s", name, strcmp(text, "-0") == 0 ? "0" : text);
}

static void print_boxes(Bytes *out, const Tree *tree, u32 node) {
    const LayoutNode *box = &tree->nodes.items[node];
    bytes_push(out, '{');
    print_number(out, "x", box->x);
    bytes_push(out, ',');
    print_number(out, "y", box->y);
    bytes_push(out, ',');
    print_number(out, "width", box->width);
    bytes_push(out, ',');
    print_number(out, "height", box->height);
    bytes_text(out, ",\"children\":[");
    for (u32 child = box->first_child; child != LAYOUT_NONE;
         child = tree->nodes.items[child].next_sibling) {
        if (child != box->first_child) bytes_push(out, ',');
        print_boxes(out, tree, child);
    }
    bytes_text(out, "]}");
}

static bool read_font(Tree *tree, const char *path) {
    Slice bytes;
    if (!source_read(tree->arena, path, &bytes)) return false;
    if (layout_font_read(bytes, &tree->font) != STATUS_OK) {
        print_error("%s: this is no OpenType font", path);
        return false;
    }
    tree->has_font = true;
    return true;
}

static bool read_size(const char *option, const char *text, f32 *size) {
    char *end;
    double value = text ? strtod(text, &end) : 0;
    if (!text || end == text || *end || !(value > 0 && value < 1e6)) {
        print_error("%s needs a number of pixels (try --help)", option);
        return false;
    }
    *size = (f32)value;
    return true;
}

static Slice read_input(Arena *arena) {
    Bytes bytes;
    bytes_init(&bytes, arena);
    u8 piece[65536];
    for (;;) {
        usize len = fread(piece, 1, sizeof piece, stdin);
        if (len == 0 || bytes.len > KRAIT_SOURCE_BYTES_MAX) break;
        bytes_append(&bytes, slice_make(piece, len));
    }
    return bytes_slice(&bytes);
}

static void print_failure(const JsonReader *reader) {
    usize line = 1, column = 1;
    for (usize i = 0; i < reader->at && i < reader->source.len; i++) {
        column = reader->source.data[i] == '\n' ? 1 : column + 1;
        line += reader->source.data[i] == '\n';
    }
    print_error("layout: <stdin>:%zu:%zu: %s", line, column, reader->error);
}

static int lay_out(Tree *tree) {
    tree->reader = json_reader(tree->arena, read_input(tree->arena));
    Context context = {.inherited = {.font_size = DEFAULT_FONT_SIZE, .line_height = NAN},
                       .parent = LAYOUT_NONE};
    u32 cells = 0, loose = 0;
    read_node(tree, context, &cells, &loose);
    if (!json_end(&tree->reader)) {
        print_failure(&tree->reader);
        return KRAIT_EXIT_FAILED;
    }
    Layout layout = {.nodes = tree->nodes.items, .node_count = tree->nodes.count};
    layout.text = (LayoutText){tree->runs.items, layout_text_widths, layout_text_height};
    layout.scratch = arena_alloc(tree->arena, layout_scratch_bytes(layout.node_count));
    layout_run(&layout, tree->units.viewport_width, tree->units.viewport_height);
    Bytes out;
    bytes_init(&out, tree->arena);
    print_boxes(&out, tree, 0);
    bytes_push(&out, '\n');
    print_bytes(1, bytes_slice(&out));
    return 0;
}

int layout_command(Arena *arena, int argc, char **argv) {
    Tree tree = {.arena = arena, .units = {DEFAULT_FONT_SIZE, DEFAULT_WIDTH, DEFAULT_HEIGHT}};
    for (int i = 0; i < argc; i += 2) {
        const char *option = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(option, "--help") == 0 || strcmp(option, "-h") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        bool is_width = strcmp(option, "--width") == 0, is_height = strcmp(option, "--height") == 0;
        if (is_width || is_height) {
            f32 *size = is_width ? &tree.units.viewport_width : &tree.units.viewport_height;
            if (!read_size(option, value, size)) return KRAIT_EXIT_USAGE;
        } else if (strcmp(option, "--font") == 0) {
            if (!value) {
                print_error("--font needs a file (try --help)");
                return KRAIT_EXIT_USAGE;
            }
            if (!read_font(&tree, value)) return KRAIT_EXIT_FAILED;
        } else {
            print_error("layout: unknown option '%s' (try --help)", option);
            return KRAIT_EXIT_USAGE;
        }
    }
    return lay_out(&tree);
}
