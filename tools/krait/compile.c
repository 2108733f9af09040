// From a file to IR: sources through the file system, diagnostics to standard error.
#include "tools/krait/krait.h"

#include "os/clock.h"
#include "os/files.h"
#include "os/paths.h"
#include <string.h>

const char *path_join(Arena *arena, const char *folder, const char *name) {
    Bytes path;
    bytes_init(&path, arena);
    bytes_format(&path, "%s/%s", folder, name);
    bytes_push(&path, 0);
    return (const char *)path.data;
}

static const char *folder_of(Arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? arena_text(arena, path, slash == path ? 1 : (usize)(slash - path)) : ".";
}

const char *install_folder(Arena *arena) {
    const char *self, *real;
    if (os_path_self(arena, &self) != STATUS_OK) return ".";
    return folder_of(arena, os_path_real(self, arena, &real) == STATUS_OK ? real : self);
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

typedef struct {
    Arena *arena;
    const char *program_folder, *library_folder, *web_folder;
} FileLoader;

static Status load_file(void *context, bool is_library, Slice path, Slice *bytes,
                        Slice *shown_name) {
    FileLoader *loader = context;
    const char *name = arena_text(loader->arena, path.data, path.len);
    const char *folder = is_library ? loader->library_folder : loader->program_folder;
    if (is_library && slice_ends_with(path, SLICE_LITERAL(".idl"))) folder = loader->web_folder;
    bool is_plain = strcmp(folder, ".") == 0;
    const char *full = is_plain ? name : path_join(loader->arena, folder, name);
    OsFileInfo info;
    if (os_file_info(full, &info) != STATUS_OK || info.kind != OS_FILE_PLAIN)
        return STATUS_NOT_FOUND;
    *shown_name = slice_of_text(full);
    return os_file_read(full, KRAIT_SOURCE_BYTES_MAX, loader->arena, bytes);
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
    FileLoader *files = ARENA_NEW(arena, FileLoader);
    *files = (FileLoader){arena, folder_of(arena, path),
                          path_join(arena, install_folder(arena), "lib/python"),
                          path_join(arena, install_folder(arena), "web")};
    SemaLoader loader = {files, load_file};
    bool is_good = driver_analyze(driver, slice_of_text(path), bytes, &loader, options) &&
                   driver_lower(driver, options);
    print_diagnostics(driver);
    return is_good;
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
