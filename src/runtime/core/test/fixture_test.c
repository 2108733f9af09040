#include "runtime/core/test/fixture.h"

#include "runtime/core/exception.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    RtHost host;
    char output[65536];
    usize output_len;
    void *pages[4096];
    u32 page_count;
    u64 live_before;
} Fixture;

static Fixture *fixture_of(RtState *rt) {
    return rt_core(rt)->host->context;
}

static Status write_output(void *context, i32 file, const u8 *data, usize len) {
    Fixture *fixture = context;
    (void)file;
    if (fixture->output_len + len >= sizeof fixture->output) return STATUS_LIMIT;
    memcpy(fixture->output + fixture->output_len, data, len);
    fixture->output_len += len;
    return STATUS_OK;
}

static void *give_pages(void *context, usize bytes) {
    Fixture *fixture = context;
    void *memory = fixture->page_count < 4096 ? malloc(bytes) : NULL;
    if (memory) fixture->pages[fixture->page_count++] = memory;
    return memory;
}

RtState *fixture_open(void) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->host = (RtHost){.context = fixture, .write = write_output, .pages = give_pages};
    RtState *rt = calloc(1, rt_state_bytes());
    static const char *const argv[] = {"test.py"};
    assert_int_equal(rt_state_init(rt, &fixture->host, 4 << 20, 1, argv), STATUS_OK);
    return rt;
}

void fixture_close(RtState *rt) {
    Fixture *fixture = fixture_of(rt);
    assert_true(rt->exception == VALUE_UNDEFINED);
    rt_state_deinit(rt);
    assert_int_equal(rt_state_live_count(rt), 0);
    for (u32 i = 0; i < fixture->page_count; i++) free(fixture->pages[i]);
    free(fixture);
    free(rt);
}

const char *fixture_output(RtState *rt) {
    return fixture_of(rt)->output;
}

Value fixture_text(RtState *rt, const char *text) {
    return value_from_ref(str_from_text(rt, text));
}

Value fixture_module(RtState *rt, const char *name) {
    Str *text = str_from_text(rt, name);
    Value module = rt_module_value(rt, text);
    object_release(rt, text);
    return module;
}

static char *utf8_text(RtState *rt, Str *str) {
    usize len, capacity;
    u8 *utf8 = str_utf8(rt, str, &len, &capacity);
    char *text = calloc(1, len + 1);
    memcpy(text, utf8, len);
    rt_free_memory(rt, utf8, capacity);
    return text;
}

void fixture_expect(RtState *rt, ResultWord result, const char *expected) {
    if (result.is_error) {
        fixture_expect_error(rt, true, expected);
        return;
    }
    ResultRef repr = rt_repr(rt, result.value);
    assert_false(repr.is_error);
    char *text = utf8_text(rt, repr.value);
    assert_string_equal(text, expected);
    free(text);
    object_release(rt, repr.value);
    value_release(rt, result.value);
}

void fixture_expect_error(RtState *rt, bool is_error, const char *expected) {
    assert_true(is_error);
    assert_true(rt->exception != VALUE_UNDEFINED);
    Value exception = rt_exception_take(rt);
    StrBuilder builder;
    builder_init(&builder, rt);
    ResultRef str = rt_str(rt, exception);
    assert_false(str.is_error);
    builder_format(&builder, "%T: %S", exception, str.value);
    Str *both = builder_finish(&builder);
    char *text = utf8_text(rt, both);
    assert_string_equal(text, expected);
    free(text);
    object_release(rt, both);
    object_release(rt, str.value);
    value_release(rt, exception);
}

enum { ARGS_MAX = 16 };

ResultWord fixture_call(RtState *rt, u32 native, u32 count, ...) {
    Value args[ARGS_MAX];
    va_list list;
    va_start(list, count);
    for (u32 i = 0; i < count; i++) args[i] = va_arg(list, Value);
    va_end(list);
    ResultWord result = call_native(rt, native, VALUE_UNDEFINED, args, count, NULL, 0);
    for (u32 i = 0; i < count; i++) value_release(rt, args[i]);
    return result;
}

ResultWord fixture_method(RtState *rt, const char *name, u32 count, ...) {
    Value args[ARGS_MAX];
    va_list list;
    va_start(list, count);
    for (u32 i = 0; i < count; i++) args[i] = va_arg(list, Value);
    va_end(list);
    Str *text = str_intern_text(rt, name);
    ResultWord result = rt_call_method(rt, args[0], text, count - 1, args + 1);
    object_release(rt, text);
    for (u32 i = 0; i < count; i++) value_release(rt, args[i]);
    return result;
}

Value fixture_list(RtState *rt, u32 count, ...) {
    List *made = list_new(rt, SLOT_VALUE, count);
    va_list list;
    va_start(list, count);
    for (u32 i = 0; i < count; i++) {
        Value item = va_arg(list, Value);
        list_append(rt, made, item);
        value_release(rt, item);
    }
    va_end(list);
    return value_from_ref(made);
}
