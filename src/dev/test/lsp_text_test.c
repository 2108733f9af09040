#include "dev/lsp_frame.h"
#include "dev/lsp_text.h"
#include "tests/unit/test.h"

#include <string.h>

static LspPosition at(u32 line, u32 column) {
    return (LspPosition){line, column};
}

TEST(columns_count_utf16_units) {
    Slice text = SLICE_LITERAL("a\xc3\xb6\xe2\x82\xac\xf0\x9f\x98\x80z\r\nb\rc\n");
    static const struct {
        u32 line, column;
        usize offset;
    } places[] = {{0, 0, 0},  {0, 1, 1},  {0, 2, 3},  {0, 3, 6},  {0, 5, 10}, {0, 6, 11},
                  {1, 0, 13}, {1, 1, 14}, {2, 0, 15}, {2, 1, 16}, {3, 0, 17}};
    for (usize i = 0; i < COUNT_OF(places); i++) {
        LspPosition position = at(places[i].line, places[i].column);
        assert_int_equal(lsp_text_offset(text, position), places[i].offset);
        LspPosition back = lsp_text_position(text, places[i].offset);
        assert_int_equal(back.line, position.line);
        assert_int_equal(back.column, position.column);
    }
    assert_int_equal(lsp_text_offset(text, at(0, 4)), 6);    // within a pair
    assert_int_equal(lsp_text_offset(text, at(0, 99)), 11);  // behind the line's end
    assert_int_equal(lsp_text_offset(text, at(99, 3)), 17);
    Slice broken = SLICE_LITERAL("\xf0\x9fq\xff\x80");
    assert_int_equal(lsp_text_offset(broken, at(0, 3)), 3);
}

static void check_replace(const char *text, LspRange range, const char *by, const char *wanted) {
    Arena arena;
    Bytes out;
    arena_init(&arena, arena_source_default());
    bytes_init(&out, &arena);
    lsp_text_replace(&out, slice_of_text(text), range, slice_of_text(by));
    assert_true(slice_equal(bytes_slice(&out), slice_of_text(wanted)));
    arena_deinit(&arena);
}

TEST(edits_replace_ranges) {
    check_replace("one\ntwo\n", (LspRange){at(1, 0), at(1, 3)}, "2", "one\n2\n");
    check_replace("one\ntwo\n", (LspRange){at(0, 3), at(1, 0)}, " ", "one two\n");
    check_replace("", (LspRange){at(0, 0), at(0, 0)}, "x", "x");
    check_replace("ab", (LspRange){at(0, 2), at(0, 1)}, "x", "abx");
    check_replace("ab", (LspRange){at(7, 2), at(9, 1)}, "x", "abx");
}

// Every pair of short texts: applying the difference to one gives the other.
TEST(differences_lead_from_one_text_to_the_other) {
    static const char *const texts[] = {"",    "a",    "a\n",        "a\nb\n",
                                        "b\n", "a\nb", "a\nc\nb\n",  "a\n\nb\n",
                                        "\n",  "\n\n", "a\r\nb\r\n", "aa\nb\n"};
    for (usize i = 0; i < COUNT_OF(texts); i++) {
        for (usize j = 0; j < COUNT_OF(texts); j++) {
            LspRange range;
            Slice by;
            bool is_other =
                lsp_text_difference(slice_of_text(texts[i]), slice_of_text(texts[j]), &range, &by);
            assert_int_equal(is_other, i != j);
            if (!is_other) continue;
            char text[64] = {0};
            memcpy(text, by.data, by.len);
            check_replace(texts[i], range, text, texts[j]);
        }
    }
}

static LspFrame frame(const char *text) {
    return lsp_frame_next(slice_of_text(text));
}

TEST(frames_are_cut_by_their_length) {
    static const char text[] = "content-type: x\r\nContent-Length: 3 \r\n\r\n{} more";
    for (usize len = 0; len < sizeof text - 6; len++) {
        assert_int_equal(lsp_frame_next(slice_make(text, len)).kind, LSP_FRAME_MORE);
    }
    LspFrame whole = frame(text);
    assert_int_equal(whole.kind, LSP_FRAME_MESSAGE);
    assert_true(slice_equal(whole.body, SLICE_LITERAL("{} ")));
    assert_int_equal(whole.used, sizeof text - 1 - 4);
    assert_int_equal(frame("Content-Length: 0\r\n\r\n").kind, LSP_FRAME_MESSAGE);
    LspFrame large = frame("Content-Length: 999999999999\r\n\r\n{");
    assert_int_equal(large.kind, LSP_FRAME_LARGE);
    assert_int_equal(large.skip, 999999999999u);
    static const char *const broken[] = {
        "Content-Length: x\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length:\r\n\r\n",
        "Content-Length: 1\n\n{}",
        "\r\n{}",
        "Content-Length: 9999999999999999\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    };
    for (usize i = 0; i < COUNT_OF(broken); i++) {
        assert_int_equal(frame(broken[i]).kind, LSP_FRAME_BROKEN);
    }
}
