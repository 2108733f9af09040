// fmt: lays out JXL source.
#include "tools/krait/krait.h"

#include "compiler/syntax/jxl/jxl_format.h"
#include "os/files.h"
#include <stdio.h>
#include <string.h>

enum { STDIN_CHUNK_BYTES = 65536 };

static bool read_stdin(Arena *arena, Slice *bytes) {
    Bytes text;
    bytes_init(&text, arena);
    for (;;) {
        bytes_reserve(&text, STDIN_CHUNK_BYTES);
        usize count = fread(text.data + text.len, 1, STDIN_CHUNK_BYTES, stdin);
        text.len += count;
        if (text.len > KRAIT_SOURCE_BYTES_MAX) return false;
        if (count == 0) break;
    }
    *bytes = bytes_slice(&text);
    return ferror(stdin) == 0;
}

static bool format_bytes(Arena *arena, const char *name, Slice bytes, Bytes *out) {
    Names names;
    Sources sources;
    Diagnostics diags;
    names_init(&names, arena);
    sources_init(&sources, arena);
    diag_init(&diags, arena);
    SourceFile *file = sources_add(&sources, slice_of_text(name), bytes);
    JxlParseOptions options = {0};
    JxlParsed parsed = jxl_parse(arena, &names, file, &diags, &options);
    if (diags.error_count > 0) {
        Bytes text;
        bytes_init(&text, arena);
        diag_sort(&diags);
        diag_print_all(&text, &sources, &diags);
        print_bytes(2, bytes_slice(&text));
        return false;
    }
    jxl_format(arena, out, file, &parsed);
    return true;
}

static Slice next_line(Slice text, usize *at) {
    usize start = *at;
    while (*at < text.len && text.data[*at] != '\n') ++*at;
    Slice line = slice_range(text, start, *at);
    if (*at < text.len) ++*at;
    return line;
}

static u32 count_lines(Slice text) {
    u32 count = 0;
    for (usize at = 0; at < text.len; count++) next_line(text, &at);
    return count;
}

// Formatting changes lines in place and drops some, so a line's partner is near: the lines are
// walked side by side, and the next pair that is equal ends a change.
static void print_diff(const char *name, Slice before, Slice after) {
    enum { WINDOW = 50 };
    printf("--- %s\n+++ %s\n", name, name);
    usize old_at = 0, new_at = 0;
    u32 old_line = 1;
    while (old_at < before.len || new_at < after.len) {
        usize old_next = old_at, new_next = new_at;
        Slice old = next_line(before, &old_next), new = next_line(after, &new_next);
        if (old_at < before.len && new_at < after.len && slice_equal(old, new)) {
            old_at = old_next;
            new_at = new_next;
            old_line++;
            continue;
        }
        usize old_end = before.len, new_end = after.len;
        bool is_found = false;
        usize i_at = old_at;
        for (u32 i = 0; i < WINDOW && !is_found && i_at < before.len; i++) {
            usize i_next = i_at;
            Slice left = next_line(before, &i_next);
            usize j_at = new_at;
            for (u32 j = 0; j < WINDOW && j_at < after.len; j++) {
                usize j_next = j_at;
                if (left.len > 0 && slice_equal(left, next_line(after, &j_next))) {
                    old_end = i_at;
                    new_end = j_at;
                    is_found = true;
                    break;
                }
                if (j_next == j_at) next_line(after, &j_next);
                j_at = j_next;
            }
            i_at = i_next;
        }
        printf("@@ line %u @@\n", old_line);
        while (old_at < old_end) {
            old = next_line(before, &old_at);
            printf("-%.*s\n", (int)old.len, old.data);
            old_line++;
        }
        while (new_at < new_end) {
            new = next_line(after, &new_at);
            printf("+%.*s\n", (int)new.len, new.data);
        }
    }
}

static int format_stdin(Arena *arena, const KraitOptions *options) {
    Slice bytes;
    Bytes out;
    bytes_init(&out, arena);
    if (!read_stdin(arena, &bytes)) return print_error("can't read the input"), KRAIT_EXIT_FAILED;
    if (!format_bytes(arena, "<stdin>", bytes, &out)) return KRAIT_EXIT_FAILED;
    bool is_same = slice_equal(bytes, bytes_slice(&out));
    if (options->is_diff && !is_same) print_diff("<stdin>", bytes, bytes_slice(&out));
    if (options->is_check || options->is_diff) return is_same ? 0 : KRAIT_EXIT_FAILED;
    print_bytes(1, bytes_slice(&out));
    return 0;
}

static int format_file(Arena *arena, const char *path, const KraitOptions *options) {
    if (!jxl_is_source(path)) {
        print_error("krait fmt handles .jxl files; '%s' is none", path);
        return KRAIT_EXIT_USAGE;
    }
    Slice bytes;
    Bytes out;
    bytes_init(&out, arena);
    if (!source_read(arena, path, &bytes) || !format_bytes(arena, path, bytes, &out))
        return KRAIT_EXIT_FAILED;
    if (slice_equal(bytes, bytes_slice(&out))) return 0;
    if (options->is_diff) print_diff(path, bytes, bytes_slice(&out));
    if (options->is_check && !options->is_diff) printf("%s (%u lines)\n", path, count_lines(bytes));
    if (options->is_check || options->is_diff) return KRAIT_EXIT_FAILED;
    Status status = os_file_write(path, bytes_slice(&out), 0644);
    if (status == STATUS_OK) return 0;
    print_error("can't write '%s': %s", path, status_text(status));
    return KRAIT_EXIT_FAILED;
}

int fmt_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "fmt", argc, argv, "--check --diff", false, &options))
        return KRAIT_EXIT_USAGE;
    int code = 0;
    for (u32 i = 0; i < options.file_count; i++) {
        ArenaMark mark = arena_mark(arena);
        int one = strcmp(options.files[i], "-") == 0
                      ? format_stdin(arena, &options)
                      : format_file(arena, options.files[i], &options);
        if (one > code) code = one;
        arena_reset(arena, mark);
    }
    return code;
}
