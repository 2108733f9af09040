// Any bytes: lexing and parsing end, node ids are dense and used once, spans are inside, the tree
// can be printed, and so can what is wrong. A good text formatted is the same tree, once and for
// all.
#include "base/check.h"
#include "compiler/syntax/jxl/jxl_format.h"
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

static JxlParsed parse(Arena *arena, Sources *sources, Names *names, Diagnostics *diags,
                       Slice text) {
    SourceFile *file = sources_add(sources, SLICE_LITERAL("fuzz.jxl"), text);
    JxlParseOptions options = {0};
    return jxl_parse(arena, names, file, diags, &options);
}

static void check_format(Arena *arena, Sources *sources, Names *names, Slice text) {
    Diagnostics diags;
    diag_init(&diags, arena);
    JxlParsed before = parse(arena, sources, names, &diags, text);
    if (diags.error_count > 0) return;
    Bytes once, twice, left, right;
    bytes_init(&once, arena);
    jxl_format(arena, &once, before.tree.file, &before);
    JxlParsed after = parse(arena, sources, names, &diags, bytes_slice(&once));
    CHECK(diags.error_count == 0);
    bytes_init(&left, arena);
    bytes_init(&right, arena);
    jxl_tree_print(&left, &before.tree);
    jxl_tree_print(&right, &after.tree);
    CHECK(slice_equal(bytes_slice(&left), bytes_slice(&right)));
    CHECK(before.tokens.comment_count == after.tokens.comment_count);
    bytes_init(&twice, arena);
    jxl_format(arena, &twice, after.tree.file, &after);
    CHECK(slice_equal(bytes_slice(&once), bytes_slice(&twice)));
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
    check_format(&arena, &sources, &names, slice_make(data, len));
    arena_deinit(&arena);
    return 0;
}
