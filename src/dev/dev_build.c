#include "dev/dev_build.h"

#include "base/check.h"
#include "os/stream.h"

enum { READ_BYTES = 65536 };

void dev_build_init(DevBuild *build, const char *const *argv) {
    *build = (DevBuild){.argv = argv};
    arena_init(&build->arena, arena_source_default());
    bytes_init(&build->output, &build->arena);
}

static void end_process(OsProcess *process, bool *has) {
    if (!*has) return;
    *has = false;
    i32 code;
    os_process_kill(process);
    Status status = os_process_wait(process, &code);
    (void)status;  // it was ended by us: how does not matter
}

void dev_build_deinit(DevBuild *build) {
    end_process(&build->running, &build->has_running);
    end_process(&build->next, &build->has_next);
    arena_deinit(&build->arena);
}

static Status prepare(DevBuild *build) {
    if (build->has_next) return STATUS_OK;
    OsProcessSpec spec = {
        .argv = build->argv, .input = OS_STREAM_PIPE, .output = OS_STREAM_PIPE, .is_group = true};
    Status status = os_process_start(&spec, &build->next);
    build->has_next = status == STATUS_OK;
    return status;
}

Status dev_build_begin(DevBuild *build, i32 *stream) {
    end_process(&build->running, &build->has_running);
    Status status = STATUS_OK;
    // One that waited may have been killed meanwhile: then another one is asked.
    for (u32 attempt = 0; attempt < 2; attempt++) {
        status = prepare(build);
        if (status != STATUS_OK) return status;
        status = os_stream_write(build->next.input, SLICE_LITERAL("go\n"));
        if (status == STATUS_OK) break;
        end_process(&build->next, &build->has_next);
    }
    if (status != STATUS_OK) return status;
    build->running = build->next;
    build->has_running = true;
    build->has_next = false;
    build->output.len = 0;
    *stream = build->running.output;
    return STATUS_OK;
}

Status dev_build_read(DevBuild *build, DevResult *result) {
    CHECK(build->has_running);
    bytes_reserve(&build->output, READ_BYTES);
    usize len = 0;
    Status status = os_stream_read(build->running.output, build->output.data + build->output.len,
                                   READ_BYTES, &len);
    if (status == STATUS_INTERRUPTED) return STATUS_BUSY;
    build->output.len += len;
    bool is_over = status != STATUS_OK || len == 0 || build->output.len > DEV_BUILD_BYTES_MAX;
    if (!is_over) return STATUS_BUSY;
    dev_result_parse(result, bytes_slice(&build->output));
    end_process(&build->running, &build->has_running);
    // Ahead of the next save. If this fails, dev_build_begin says so.
    status = prepare(build);
    return STATUS_OK;
}

// FNV-1a, for its result must be the same in every process.
u64 dev_content_hash(Slice content) {
    u64 hash = 0xcbf29ce484222325u;
    for (usize i = 0; i < content.len; i++) hash = (hash ^ content.data[i]) * 0x100000001b3u;
    return hash ? hash : 1;
}

typedef struct {
    Slice left;
    bool is_bad;
} Reader;

static Slice take(Reader *reader, usize len) {
    if (len > reader->left.len) reader->is_bad = true;
    if (reader->is_bad) return (Slice){0};
    Slice taken = slice_range(reader->left, 0, len);
    reader->left = slice_from(reader->left, len);
    return taken;
}

// Up to `end`, which is passed over.
static Slice take_until(Reader *reader, u8 end) {
    usize len = 0;
    while (len < reader->left.len && reader->left.data[len] != end) len++;
    Slice taken = take(reader, len);
    take(reader, 1);
    return taken;
}

static u64 number(Reader *reader, Slice text, u32 base) {
    u64 value = 0;
    for (usize i = 0; i < text.len && text.len <= 16; i++) {
        u8 c = text.data[i];
        u32 digit = (u32)c - (c <= '9' ? '0' : 'a' - 10);
        if (digit >= base) reader->is_bad = true;
        value = value * base + digit;
    }
    if (text.len == 0 || text.len > 16) reader->is_bad = true;
    return value;
}

static void parse_line(DevResult *result, Reader *reader, Slice line, bool *is_over) {
    Reader words = {line, false};
    Slice word = take_until(&words, ' ');
    words.is_bad = false;
    if (slice_equal(word, SLICE_LITERAL("dep"))) {
        u64 hash = number(&words, take_until(&words, ' '), 16);
        *VEC_PUSH(&result->arena, &result->inputs) = (DevInput){words.left, hash};
        reader->is_bad |= words.is_bad;
    } else if (slice_equal(word, SLICE_LITERAL("end"))) {
        *is_over = true;
        result->is_good = slice_equal(words.left, SLICE_LITERAL("good"));
    } else {
        bool is_file = slice_equal(word, SLICE_LITERAL("file"));
        Slice digits = is_file ? take_until(&words, ' ') : words.left;
        u64 len = number(&words, digits, 10);
        Slice content = take(reader, words.is_bad ? SIZE_MAX : (usize)len);
        if (is_file)
            *VEC_PUSH(&result->arena, &result->files) = (DevFile){words.left, content};
        else if (slice_equal(word, SLICE_LITERAL("text")))
            result->text = content;
        else if (slice_equal(word, SLICE_LITERAL("json")))
            result->json = content;
        else
            reader->is_bad = true;
    }
}

void dev_result_parse(DevResult *result, Slice output) {
    *result = (DevResult){0};
    arena_init(&result->arena, arena_source_default());
    Reader reader = {slice_make(arena_copy(&result->arena, output.data, output.len), output.len),
                     false};
    bool is_over = false;
    while (!is_over && !reader.is_bad) {
        parse_line(result, &reader, take_until(&reader, '\n'), &is_over);
    }
    if (reader.is_bad || !is_over) {
        result->is_good = false;
        result->files.count = 0;
        if (result->text.len == 0)
            result->text = SLICE_LITERAL("krait: the compiler ended before it was done\n");
        result->json = (Slice){0};
    }
    if (!result->is_good) return;
    u64 version = 1;
    for (u32 i = 0; i < result->files.count; i++) {
        const DevFile *file = &result->files.items[i];
        version = version * 31 + dev_content_hash(file->name);
        version = version * 31 + dev_content_hash(file->content);
    }
    result->version = version ? version : 1;
}

void dev_result_deinit(DevResult *result) {
    arena_deinit(&result->arena);
    *result = (DevResult){0};
}

const DevFile *dev_result_file(const DevResult *result, Slice name) {
    for (u32 i = 0; i < result->files.count; i++) {
        if (slice_equal(result->files.items[i].name, name)) return &result->files.items[i];
    }
    return NULL;
}
