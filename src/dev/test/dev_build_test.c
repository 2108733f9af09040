// What a build's process may say, and what becomes of nonsense.
#include "dev/dev_build.h"
#include "tests/unit/test.h"

#include <string.h>

static const char good[] = "dep 1f app.py\ndep 0 lib/a b.py\ntext 4\nwarn"
                           "json 3\n{}\nfile 5 index.html\n<a>\n\nfile 0 empty\nend good\n";

TEST(a_good_build) {
    DevResult result;
    dev_result_parse(&result, slice_of_text(good));
    assert_true(result.is_good);
    assert_int_equal(result.inputs.count, 2);
    assert_int_equal(result.inputs.items[0].hash, 0x1f);
    assert_true(slice_equal(result.inputs.items[1].path, SLICE_LITERAL("lib/a b.py")));
    assert_true(slice_equal(result.text, SLICE_LITERAL("warn")));
    assert_true(slice_equal(result.json, SLICE_LITERAL("{}\n")));
    const DevFile *page = dev_result_file(&result, SLICE_LITERAL("index.html"));
    assert_true(page && slice_equal(page->content, SLICE_LITERAL("<a>\n\n")));
    assert_non_null(dev_result_file(&result, SLICE_LITERAL("empty")));
    assert_null(dev_result_file(&result, SLICE_LITERAL("index")));
    u64 version = result.version;
    assert_true(version != 0);
    dev_result_deinit(&result);
    dev_result_parse(&result, SLICE_LITERAL("file 5 index.html\n<b>\n\nfile 0 empty\nend good\n"));
    assert_true(result.version != 0 && result.version != version);
    dev_result_deinit(&result);
}

// A process that is killed ends anywhere: no half of a product is served.
TEST(a_cut_output_is_a_bad_build) {
    for (usize len = 0; len + 1 < sizeof good - 1; len++) {
        DevResult result;
        dev_result_parse(&result, slice_make(good, len));
        assert_false(result.is_good);
        assert_int_equal(result.files.count, 0);
        assert_int_equal(result.version, 0);
        assert_true(result.text.len > 0);
        dev_result_deinit(&result);
    }
}

TEST(nonsense_is_a_bad_build) {
    static const char *const outputs[] = {
        "hello\n",
        "file 99999999999999999999 a\nend good\n",
        "file -1 a\nend good\n",
        "file 18446744073709551615 a\nend good\n",
        "dep xyz a\nend good\n",
        "text \nend good\n",
        "json 1000\nend good\n",
        "end bad\n",
        "end good than\n",
        "\n",
    };
    for (usize i = 0; i < COUNT_OF(outputs); i++) {
        DevResult result;
        dev_result_parse(&result, slice_of_text(outputs[i]));
        assert_false(result.is_good);
        assert_null(dev_result_file(&result, SLICE_LITERAL("a")));
        dev_result_deinit(&result);
    }
}

static Status read_all(DevBuild *build, DevResult *result) {
    Status status;
    do {
        status = dev_build_read(build, result);
    } while (status == STATUS_BUSY);
    return status;
}

TEST(processes_are_asked_and_ended) {
    const char *argv[] = {"sh", "-c", "read line; echo \"text ${#line}\"; printf go; echo end good",
                          NULL};
    DevBuild build;
    DevResult result;
    i32 stream;
    dev_build_init(&build, argv);
    for (u32 i = 0; i < 3; i++) {
        assert_int_equal(dev_build_begin(&build, &stream), STATUS_OK);
        assert_int_equal(read_all(&build, &result), STATUS_OK);
        assert_true(result.is_good && slice_equal(result.text, SLICE_LITERAL("go")));
        dev_result_deinit(&result);
    }
    // One that hangs gives way to the next.
    const char *hanging[] = {"sh", "-c", "sleep 1000", NULL};
    DevBuild slow;
    dev_build_init(&slow, hanging);
    assert_int_equal(dev_build_begin(&slow, &stream), STATUS_OK);
    assert_int_equal(dev_build_begin(&slow, &stream), STATUS_OK);
    dev_build_deinit(&slow);
    const char *missing[] = {"/nonexistent/krait", NULL};
    dev_build_init(&slow, missing);
    assert_int_equal(dev_build_begin(&slow, &stream), STATUS_NOT_FOUND);
    dev_build_deinit(&slow);
    dev_build_deinit(&build);
}
