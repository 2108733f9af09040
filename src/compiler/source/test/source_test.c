#include "compiler/source/diag.h"
#include "tests/unit/test.h"

#include <string.h>

static SourceFile *add(Sources *sources, const char *text) {
    return sources_add(sources, SLICE_LITERAL("x.py"), slice_of_text(text));
}

static void assert_text(Slice slice, const char *text) {
    assert_int_equal(slice.len, strlen(text));
    assert_memory_equal(slice.data, text, slice.len);
}

TEST(positions_count_lines_bytes_and_characters) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    SourceFile *file = add(&sources, "a\nb\xc3\xa9"
                                     "c\n");
    SourcePosition position = source_position(file, 5);
    assert_int_equal(position.line, 2);
    assert_int_equal(position.byte_column, 3);
    assert_int_equal(position.char_column, 2);
    assert_int_equal(source_line(file, 0), 1);
    assert_int_equal(source_line(file, 1), 1);
    assert_text(source_line_text(file, 2), "b\xc3\xa9"
                                           "c");
    assert_text(source_line_text(file, 9), "");
    arena_deinit(&arena);
}

TEST(newlines_and_marks_are_normalized) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    assert_text(add(&sources, "a\r\nb\rc")->text, "a\nb\nc");
    assert_text(add(&sources, "\xef\xbb\xbfx")->text, "x");
    assert_text(add(&sources, "# coding: latin-1\n\xe9")->text, "# coding: latin-1\n\xc3\xa9");
    assert_text(add(&sources, "#!x\n# vim: set fileencoding=Latin_1 :\n\xe9")->text,
                "#!x\n# vim: set fileencoding=Latin_1 :\n\xc3\xa9");
    arena_deinit(&arena);
}

TEST(undecodable_files_say_why) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    assert_null(add(&sources, "x = 1\n# coding: nothing\n# coding: nothing\n")->problem);
    assert_string_equal(add(&sources, "\n# coding: nothing")->problem, "unknown encoding: nothing");
    assert_string_equal(
        add(&sources, "x\xff")->problem,
        "(unicode error) 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte");
    assert_string_equal(add(&sources, "\xef\xbb\xbf# coding: latin-1")->problem,
                        "encoding problem: latin-1 with BOM");
    SourceFile *file = sources_add(&sources, SLICE_LITERAL("x.py"), slice_make("a\0b", 3));
    assert_string_equal(file->problem, "source code string cannot contain null bytes");
    arena_deinit(&arena);
}

TEST(a_diagnostic_prints_as_in_cpython) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Sources sources;
    sources_init(&sources, &arena);
    add(&sources, "if x:\n\tfoo(a b)\n");
    Diagnostics diags;
    diag_init(&diags, &arena);
    diag_error(&diags, DIAG_SYNTAX_ERROR, (Span){0, 11, 14}, "a %s %u", "message", (u32)7);
    Bytes out;
    bytes_init(&out, &arena);
    diag_print_all(&out, &sources, &diags);
    assert_text(bytes_slice(&out),
                "  File \"x.py\", line 2\n    foo(a b)\n        ^^^\nSyntaxError: a message 7\n");
    arena_deinit(&arena);
}

TEST(sorting_keeps_notes_behind_their_error) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Diagnostics diags;
    diag_init(&diags, &arena);
    diag_error(&diags, DIAG_SYNTAX_ERROR, (Span){0, 9, 9}, "late");
    diag_note(&diags, (Span){0, 1, 1}, "of late");
    diag_error(&diags, DIAG_SYNTAX_ERROR, (Span){0, 3, 3}, "early");
    diag_sort(&diags);
    assert_text(diags.items[0].message, "early");
    assert_text(diags.items[1].message, "late");
    assert_text(diags.items[2].message, "of late");
    assert_int_equal(diags.error_count, 2);
    arena_deinit(&arena);
}
