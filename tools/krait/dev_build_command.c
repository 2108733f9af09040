// krait dev-build: one build of krait dev, in a process that was started ahead (dev/dev_build.h).
#include "tools/krait/krait.h"

#include "dev/dev_build.h"
#include "os/files.h"
#include "os/stream.h"
#include "tools/krait/jxl_files.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    Arena *arena;
    SemaLoader inner;
    const char *folder;  // of the program
    Bytes *out;
} Recorder;

static void record(Bytes *out, Slice path, const Slice *content) {
    bytes_text(out, "dep ");
    bytes_hex(out, content ? dev_content_hash(*content) : 0);
    bytes_format(out, " %S\n", &path);
}

// What belongs to the program is told, also what it looked for in vain: it may come.
static Status load(void *context, SemaOrigin origin, Slice path, Slice *bytes, Slice *shown_name) {
    Recorder *recorder = context;
    Status status = recorder->inner.load(recorder->inner.context, origin, path, bytes, shown_name);
    if (origin != SEMA_ORIGIN_PROGRAM) return status;
    bool is_here = strcmp(recorder->folder, ".") == 0;
    const char *name = arena_text(recorder->arena, path.data, path.len);
    if (!is_here) name = path_join(recorder->arena, recorder->folder, name);
    if (status == STATUS_OK)
        record(recorder->out, *shown_name, bytes);
    else
        record(recorder->out, slice_of_text(name), NULL);
    return status;
}

static void record_jxl(void *context, Slice path, const Slice *content) {
    record(context, path, content);
}

static void put(Bytes *out, const char *kind, Slice content) {
    bytes_format(out, "%s %U\n%S", kind, (u64)content.len, &content);
}

// `complaints`: about files that are no modules.
static void put_diagnostics(Driver *driver, Slice complaints, Bytes *out) {
    Bytes text, json;
    bytes_init(&text, driver->arena);
    bytes_append(&text, complaints);
    bytes_init(&json, driver->arena);
    driver_print_diagnostics(driver, &text);
    for (u32 i = 0; i < driver->diags.count; i++) {
        diag_print_json(&json, &driver->sources, &driver->diags.items[i]);
    }
    put(out, "text", bytes_slice(&text));
    put(out, "json", bytes_slice(&json));
}

static bool build_program(Arena *arena, const KraitOptions *options, Bytes *out) {
    const char *path = options->files[0];
    const char *folder = path_folder(arena, path);
    Slice source;
    Status status = os_file_read(path, KRAIT_SOURCE_BYTES_MAX, arena, &source);
    record(out, slice_of_text(path), status == STATUS_OK ? &source : NULL);
    if (status != STATUS_OK) {
        Bytes text;
        bytes_init(&text, arena);
        bytes_format(&text, "can't open file '%s': %s\n", path, status_text(status));
        put(out, "text", bytes_slice(&text));
        return false;
    }
    Recorder recorder = {arena, module_loader(arena, folder, options->driver.python), folder, out};
    SemaLoader loader = {&recorder, load};
    Driver driver;
    driver_init(&driver, arena);
    Bytes complaints;
    bytes_init(&complaints, arena);
    JxlFiles files = {
        .arena = arena, .on_load = record_jxl, .context = out, .complaints = &complaints};
    Slice name = slice_of_text(path);
    bool is_good = jxl_is_source(path)
                       ? jxl_analyze(&driver, &files, path, name, source, &loader, options->driver)
                       : driver_analyze(&driver, name, source, &loader, options->driver);
    is_good = is_good && driver_lower(&driver, options->driver);
    put_diagnostics(&driver, bytes_slice(&complaints), out);
    WebProduct product;
    if (!is_good || !web_product(arena, &driver, options, &product)) return false;
    for (u32 i = 0; i < product.count; i++) {
        const WebFile *file = &product.files[i];
        bytes_format(out, "file %U %s\n%S", (u64)file->content.len, file->name, &file->content);
    }
    return true;
}

int dev_build_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "dev-build", argc, argv, "-O0 -O2", false, &options))
        return KRAIT_EXIT_USAGE;
    u8 line[8];
    usize len = 0;
    // The end of the input without a line: nobody wants a build any more.
    if (os_stream_read(0, line, sizeof line, &len) != STATUS_OK || len == 0) return 0;
    Bytes out;
    bytes_init(&out, arena);
    bool is_good = build_program(arena, &options, &out);
    bytes_format(&out, "end %s\n", is_good ? "good" : "bad");
    return os_stream_write(1, bytes_slice(&out)) == STATUS_OK ? 0 : KRAIT_EXIT_FAILED;
}
