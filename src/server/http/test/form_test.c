// Multipart and urlencoded bodies, cut at every byte.
#include "server/http/multipart.h"
#include "server/http/urlencoded.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_BYTES = 4096 };

static void play(Slice bytes, usize cut, char *log) {
    Multipart *parser = malloc(sizeof(*parser));
    MultipartLimits limits = {.part_count_max = 3, .part_bytes_max = 20};
    usize len = 0, at = 0, have = cut;
    bool was_data = false;
    multipart_init(parser, SLICE_LITERAL("AaB"));
    log[0] = 0;
    for (;;) {
        u8 *piece = malloc(have - at + 1);
        memcpy(piece, bytes.data + at, have - at);
        MultipartStep step = multipart_step(parser, slice_make(piece, have - at), &limits);
        assert_true(step.used <= have - at);
        if (step.event == MULTIPART_PART) {
            len += (usize)sprintf(
                log + len, "[%.*s|%.*s|%.*s]", (int)step.name.len, step.name.data,
                (int)step.filename.len, step.has_filename ? (const char *)step.filename.data : "",
                (int)step.content_type.len,
                step.content_type.len ? (const char *)step.content_type.data : "");
        } else if (step.event == MULTIPART_DATA) {
            assert_true(step.data.len > 0);
            len += (usize)sprintf(log + len, "%.*s", (int)step.data.len, step.data.data);
        } else if (step.event == MULTIPART_PART_END) {
            len += (usize)sprintf(log + len, ";");
        } else if (step.event == MULTIPART_END) {
            len += (usize)sprintf(log + len, "end");
        }
        was_data = step.event == MULTIPART_DATA;
        free(piece);
        at += step.used;
        if (step.event == MULTIPART_FAILED) {
            sprintf(log + len, "!%s", parser->error);
            break;
        }
        if (step.event == MULTIPART_MORE && at == have) {
            if (have == bytes.len) break;
            have = bytes.len;
        }
    }
    (void)was_data;
    free(parser);
}

static void expect(const char *text, const char *expected) {
    static char whole[LOG_BYTES], cut_log[LOG_BYTES];
    Slice bytes = slice_of_text(text);
    play(bytes, bytes.len, whole);
    assert_string_equal(whole, expected);
    for (usize cut = 0; cut < bytes.len; cut++) {
        play(bytes, cut, cut_log);
        // A part that is too long fails earlier or later in its data.
        if (strstr(expected, "too long") == NULL) assert_string_equal(cut_log, expected);
    }
}

#define PART "--AaB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"

TEST(multipart_gives_parts_with_names_and_data) {
    expect("--AaB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
           "--AaB\r\ncontent-type: text/x\r\nContent-Disposition: form-data; name=b; "
           "filename=\"c \\\"d\\\\.t\"\r\n\r\n\r\n--AaX\r\n\r\n--AaB--\r\nrest",
           "[a||]one;[b|c \"d\\.t|text/x]\r\n--AaX\r\n;end");
}

TEST(multipart_passes_over_a_preamble_and_reads_empty_parts) {
    expect("preamble\r\n" PART "\r\n--AaB--", "[a||];end");
    expect("--AaB--", "end");
    expect(PART "\r\r\n\r\r\n--AaB--", "[a||]\r\r\n\r;end");
}

TEST(multipart_refuses_what_is_malformed) {
    expect("--AaB\r\n\r\nx", "!a part without a name");
    expect("--AaB\r\nContent-Disposition: form-data\r\n\r\nx", "!a malformed Content-Disposition");
    expect("--AaB\r\nContent-Disposition: file; name=a\r\n\r\nx",
           "!a malformed Content-Disposition");
    expect("--AaB\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx",
           "!a malformed Content-Disposition");
    expect("--AaB\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx",
           "!a malformed Content-Disposition");
    expect("--AaB\nContent", "!something behind a boundary");
    expect("--AaBx", "!something behind a boundary");
    expect("--AaB\r\na: b\n\r\n", "!a bare CR or LF");
    expect("--AaB\r\na : b\r\n\r\n", "!a malformed field of a part");
    expect(PART "1\r\n" PART "2\r\n" PART "3\r\n" PART "4\r\n--AaB--",
           "[a||]1;[a||]2;[a||]3;!too many parts");
    expect(PART "0123456789012345678901234567890", "[a||]!a part that is too long");
}

TEST(multipart_finds_the_boundary_in_a_content_type) {
    Slice boundary;
    assert_true(multipart_boundary(
        SLICE_LITERAL("Multipart/Form-Data; charset=x; boundary=\"a b\""), &boundary));
    assert_true(slice_equal(boundary, SLICE_LITERAL("a b")));
    assert_true(multipart_boundary(SLICE_LITERAL("multipart/form-data;boundary=abc"), &boundary));
    assert_true(slice_equal(boundary, SLICE_LITERAL("abc")));
    static const char *bad[] = {"multipart/form-data",
                                "multipart/mixed; boundary=a",
                                "multipart/form-data; boundary=",
                                "multipart/form-data; boundary=a@b",
                                "multipart/form-data; boundary=a; boundary=b",
                                "multipart/form-data; boundary=\"a",
                                "multipart/form-data; boundary=\"a \""};
    for (usize i = 0; i < COUNT_OF(bad); i++)
        assert_false(multipart_boundary(slice_of_text(bad[i]), &boundary));
}

TEST(urlencoded_takes_pairs_apart_and_decodes) {
    Slice query = SLICE_LITERAL("a=1&&b&=2&c=%41+%zz%4&d==");
    static const char *expected[] = {"a|1|1", "b||0", "|2|1", "c|A %zz%4|1", "d|=|1"};
    Slice name, value;
    bool has_value;
    u32 count = 0;
    while (urlencoded_next(&query, &name, &value, &has_value)) {
        u8 decoded[64];
        char text[128];
        usize len = urlencoded_decode(value, true, decoded);
        sprintf(text, "%.*s|%.*s|%d", (int)name.len, name.data, (int)len, decoded, has_value);
        assert_true(count < COUNT_OF(expected));
        assert_string_equal(text, expected[count++]);
    }
    assert_int_equal(count, COUNT_OF(expected));
    assert_true(urlencoded_is_valid(SLICE_LITERAL("a%20b")));
    assert_false(urlencoded_is_valid(SLICE_LITERAL("a%2")));
    u8 plus[4];
    assert_int_equal(urlencoded_decode(SLICE_LITERAL("a+b"), false, plus), 3);
    assert_memory_equal(plus, "a+b", 3);
}
