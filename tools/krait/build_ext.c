// krait build --target ext: a module that CPython imports. It uses only the limited API of 3.11, so
// one file serves all later versions too, but no free-threaded ones.
#include "tools/krait/krait.h"

#include "compiler/c/c.h"
#include "os/files.h"
#include "os/paths.h"
#include "os/process.h"
#include <string.h>

enum { PROBE_BYTES_MAX = 4096 };

static const char suffix[] = ".abi3.so";

// The file's name up to its first dot.
static Slice stem(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    return slice_make(name, strcspn(name, "."));
}

static bool is_identifier(Slice name) {
    for (usize i = 0; i < name.len; i++) {
        u8 c = name.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!is_letter && (i == 0 || c < '0' || c > '9')) return false;
    }
    return name.len > 0;
}

bool ext_options(Arena *arena, KraitOptions *options) {
    Slice name = stem(options->output ? options->output : options->files[0]);
    if (!is_identifier(name)) {
        print_error("a module cannot be called '%s': give it a name with -o NAME%s",
                    arena_text(arena, (const char *)name.data, name.len), suffix);
        return false;
    }
    if (!options->output) {
        Bytes path;
        bytes_init(&path, arena);
        bytes_format(&path, "%S%s", &name, suffix);
        bytes_push(&path, 0);
        options->output = (const char *)path.data;
    }
    options->driver.extension =
        (SemaExtension){name, options->specializations, options->specialization_count};
    return true;
}

// Whether that CPython can import what will be made. False: complained.
static bool check_python(Arena *arena, const char *python) {
    static const char probe[] = "import sys, sysconfig\n"
                                "print(*sys.version_info[:2], "
                                "bool(sysconfig.get_config_var('Py_GIL_DISABLED')), "
                                "sys.implementation.name)";
    const char *argv[] = {python, "-I", "-c", probe, NULL};
    Slice answer = {0};
    i32 code = 1;
    Status status = os_process_capture(argv, false, PROBE_BYTES_MAX, arena, &answer, &code);
    if (status != STATUS_OK || code != 0) {
        print_error("cannot run '%s': %s", python,
                    status == STATUS_OK ? "it failed" : status_text(status));
        return false;
    }
    const char *text = arena_text(arena, (const char *)answer.data, answer.len);
    const char *minor = strchr(text, ' ');
    bool is_new =
        text[0] == '3' && minor && strcspn(minor + 1, " ") >= 2 && strncmp(minor + 1, "11", 2) >= 0;
    const char *reason = !strstr(text, "cpython") ? "it is not CPython"
                         : !is_new                ? "it is older than 3.11"
                         : strstr(text, "True")   ? "it is free-threaded: it has no stable ABI"
                                                  : NULL;
    if (reason) print_error("'%s' cannot import such a module: %s", python, reason);
    return !reason;
}

int ext_build(Arena *arena, Driver *driver, const KraitOptions *options) {
    const char *library = path_join(arena, install_folder(arena), "lib/libkrait_ext.a");
    OsFileInfo info;
    if (os_file_info(library, &info) != STATUS_OK)
        return print_error("this Krait was built without Python's headers: no modules for CPython"),
               KRAIT_EXIT_FAILED;
    if (options->driver.python && !check_python(arena, options->driver.python))
        return KRAIT_EXIT_FAILED;
    Bytes out;
    bytes_init(&out, arena);
    c_print(&out, driver->module, C_EXTENSION, options->driver.extension.module_name);
    driver_note_time(driver, "c");
    bool is_good = cc_compile(arena, bytes_slice(&out), options->driver.optimize, CC_EXTENSION,
                              options->output);
    driver_note_time(driver, "cc");
    return is_good ? 0 : KRAIT_EXIT_FAILED;
}
