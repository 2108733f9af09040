// Any bytes: lexing and parsing end, node ids are dense and used once, spans are inside, the tree
// can be printed, and so can what is wrong.
#include "base/check.h"
#include "compiler/syntax/jxl/jxl_parser.h"

int LLVMFuzzerTestOneInput(const u8 *data, usize len);

typedef struct {
    const JxlTree *tree;
    u8 *is_seen;
} Walk;

static void check_node(void *context, JxlNode *node) {
    Walk *walk = context;
    CHECK(node->id < walk->tree->node_count && !walk->is_seen[node->id]);
    walk->is_seen[node->id] = 1;
    CHECK(node->span.start <= node->span.end && node->span.end <= walk->tree->file->text.len);
    jxl_each_child(node, check_node, walk);
}

int LLVMFuzzerTestOneInput(const u8 *data, usize len) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    Names names;
    names_init(&names, &arena);
    Diagnostics diags;
    diag_init(&diags, &arena);
    SourceFile *file = sources_add(&sources, SLICE_LITERAL("fuzz.jxl"), slice_make(data, len));
    JxlParseOptions options = {.is_release = len % 2 == 0};
    JxlParsed parsed = jxl_parse(&arena, &names, file, &diags, &options);
    Walk walk = {&parsed.tree, arena_alloc(&arena, parsed.tree.node_count)};
    check_node(&walk, parsed.tree.root);
    Bytes out;
    bytes_init(&out, &arena);
    jxl_tree_print(&out, &parsed.tree);
    diag_sort(&diags);
    diag_print_all(&out, &sources, &diags);
    arena_deinit(&arena);
    return 0;
}
