// From a file to IR: sources through the file system, diagnostics to standard error.
#include "tools/krait/krait.h"

#include "compiler/freeze/freeze.h"
#include "os/clock.h"
#include "os/files.h"
#include "os/paths.h"
#include "tools/krait/jxl_files.h"
#include <string.h>

const char *path_join(Arena *arena, const char *folder, const char *name) {
    Bytes path;
    bytes_init(&path, arena);
    bytes_format(&path, "%s/%s", folder, name);
    bytes_push(&path, 0);
    return (const char *)path.data;
}

const char *path_folder(Arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? arena_text(arena, path, slash == path ? 1 : (usize)(slash - path)) : ".";
}

const char *install_folder(Arena *arena) {
    const char *self, *real;
    if (os_path_self(arena, &self) != STATUS_OK) return ".";
    return path_folder(arena, os_path_real(self, arena, &real) == STATUS_OK ? real : self);
}

bool source_read(Arena *arena, const char *path, Slice *bytes) {
    OsFileInfo info;
    Status status = os_file_info(path, &info);
    if (status == STATUS_OK && info.kind == OS_FILE_FOLDER) {
        print_error("can't open file '%s': is a directory", path);
        return false;
    }
    if (status == STATUS_OK) status = os_file_read(path, KRAIT_SOURCE_BYTES_MAX, arena, bytes);
    if (status == STATUS_OK) return true;
    print_error("can't open file '%s': %s", path, status_text(status));
    return false;
}

static void print_diagnostics(Driver *driver) {
    Bytes text;
    bytes_init(&text, driver->arena);
    driver_print_diagnostics(driver, &text);
    print_bytes(2, bytes_slice(&text));
}

bool compile_file(Driver *driver, const char *path, DriverOptions options) {
    Arena *arena = driver->arena;
    Slice bytes;
    if (!source_read(arena, path, &bytes)) return false;
    SemaLoader loader = module_loader(arena, path_folder(arena, path), options.python);
    Slice name = slice_of_text(options.shown_name ? options.shown_name : path);
    JxlFiles files = {.arena = arena};
    bool is_good = jxl_is_source(path)
                       ? jxl_analyze(driver, &files, path, name, bytes, &loader, options)
                       : driver_analyze(driver, name, bytes, &loader, options);
    bool is_form = options.last_pass && strcmp(options.last_pass, "desugar") == 0;
    is_good = is_good && (is_form || driver_lower(driver, options));
    print_diagnostics(driver);
    return is_good;
}

void freeze_program(Driver *driver, const KraitOptions *options) {
    if (!options->is_frozen || options->driver.optimize == 0 || options->target == TARGET_EXT)
        return;
    FreezeReport report;
    freeze_bodies(driver->arena, driver->module, &report);
    driver_note_time(driver, "freeze");
    if (!options->shows_report && !options->shows_types) return;
    Bytes text;
    bytes_init(&text, driver->arena);
    freeze_print(&report, &text);
    print_bytes(1, bytes_slice(&text));
}

void timings_start(Driver *driver) {
    driver->clock_ns = os_clock_monotonic_ns;
    driver->started_ns = os_clock_monotonic_ns();
}

void timings_print(const Driver *driver) {
    if (!driver->clock_ns) return;
    Bytes text;
    bytes_init(&text, driver->arena);
    driver_print_timings(driver, &text);
    print_bytes(2, bytes_slice(&text));
}
