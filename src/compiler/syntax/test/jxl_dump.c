// Prints trees or formatted text for tests/jxl: build/jxl_dump [--release] FILE...
#include "compiler/syntax/jxl/jxl_parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static u8 *read_whole(const char *path, usize *len) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fseek(file, 0, SEEK_SET);
    u8 *data = malloc((usize)size + 1);
    *len = fread(data, 1, (usize)size, file);
    fclose(file);
    return data;
}

static bool dump_file(const char *path, const JxlParseOptions *options) {
    usize len;
    u8 *data = read_whole(path, &len);
    if (data == NULL) return false;
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    Names names;
    names_init(&names, &arena);
    Diagnostics diags;
    diag_init(&diags, &arena);
    SourceFile *file = sources_add(&sources, slice_of_text(path), slice_make(data, len));
    JxlParsed parsed = jxl_parse(&arena, &names, file, &diags, options);
    Bytes out;
    bytes_init(&out, &arena);
    jxl_tree_print(&out, &parsed.tree);
    diag_sort(&diags);
    diag_print_all(&out, &sources, &diags);
    fwrite(out.data, 1, out.len, stdout);
    bool is_good = diags.error_count == 0;
    arena_deinit(&arena);
    free(data);
    return is_good;
}

int main(int argc, char **argv) {
    JxlParseOptions options = {0};
    int code = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--release") == 0)
            options.is_release = true;
        else if (!dump_file(argv[i], &options))
            code = 1;
    }
    return code;
}
