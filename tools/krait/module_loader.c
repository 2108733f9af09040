// Where imported modules are found: beside the program, in PYTHONPATH, in this installation, in the
// installed CPython and its site-packages.
#include "tools/krait/krait.h"

#include "os/files.h"
#include "os/paths.h"
#include "os/process.h"
#include <string.h>

enum { LOADER_FOLDERS_MAX = 64, LOADER_ANSWER_BYTES_MAX = 64 * 1024 };

typedef struct {
    const char *names[LOADER_FOLDERS_MAX];
    u32 count;
} Folders;

typedef struct {
    Arena *arena;
    const char *python;
    const char *web_folder;
    Folders folders[SEMA_ORIGIN_COUNT];
    bool is_python_asked;
} FileLoader;

static void add_folder(Folders *folders, const char *name) {
    if (folders->count < LOADER_FOLDERS_MAX) folders->names[folders->count++] = name;
}

// `text` holds folders between `separator`s; empty ones are left out.
static void add_folders(Arena *arena, Folders *folders, Slice text, u8 separator) {
    usize start = 0;
    for (usize i = 0; i <= text.len; i++) {
        if (i < text.len && text.data[i] != separator) continue;
        if (i > start)
            add_folder(folders, arena_text(arena, (const char *)text.data + start, i - start));
        start = i + 1;
    }
}

// $VIRTUAL_ENV says which Python is meant even where its folder is not on PATH.
static const char *python_program(Arena *arena, const char *wanted) {
    if (wanted) return wanted;
    const char *environment = os_path_variable("VIRTUAL_ENV");
    return environment && environment[0] ? path_join(arena, environment, "bin/python3") : "python3";
}

// Once, and only when something was not found before: the standard library and site-packages, in
// Python's order.
static void ask_python(FileLoader *loader) {
    if (loader->is_python_asked) return;
    loader->is_python_asked = true;
    static const char question[] = "import sys, sysconfig\n"
                                   "own = sysconfig.get_path('stdlib')\n"
                                   "for p in sys.path if own in sys.path else [own, *sys.path]:\n"
                                   "    if p == own or p.endswith('-packages'): print(p)\n";
    const char *argv[] = {python_program(loader->arena, loader->python), "-c", question, NULL};
    Slice answer;
    i32 code = 1;
    Status status =
        os_process_capture(argv, false, LOADER_ANSWER_BYTES_MAX, loader->arena, &answer, &code);
    if (status != STATUS_OK || code != 0) return;
    add_folders(loader->arena, &loader->folders[SEMA_ORIGIN_PYTHON], answer, '\n');
}

static Status load(void *context, SemaOrigin origin, Slice path, Slice *bytes, Slice *shown_name) {
    FileLoader *loader = context;
    const char *name = arena_text(loader->arena, (const char *)path.data, path.len);
    Folders table = {{loader->web_folder}, 1}, *folders = &loader->folders[origin];
    if (slice_ends_with(path, SLICE_LITERAL(".idl"))) folders = &table;
    if (origin == SEMA_ORIGIN_PYTHON) ask_python(loader);
    for (u32 i = 0; i < folders->count; i++) {
        bool is_plain = strcmp(folders->names[i], ".") == 0;
        const char *full = is_plain ? name : path_join(loader->arena, folders->names[i], name);
        OsFileInfo info;
        if (os_file_info(full, &info) != STATUS_OK || info.kind != OS_FILE_PLAIN) continue;
        *shown_name = slice_of_text(full);
        return os_file_read(full, KRAIT_SOURCE_BYTES_MAX, loader->arena, bytes);
    }
    return STATUS_NOT_FOUND;
}

SemaLoader module_loader(Arena *arena, const char *program_folder, const char *python) {
    FileLoader *loader = ARENA_NEW(arena, FileLoader);
    *loader = (FileLoader){
        .arena = arena,
        .python = python,
        .web_folder = path_join(arena, install_folder(arena), "web"),
    };
    add_folder(&loader->folders[SEMA_ORIGIN_PROGRAM], program_folder);
    const char *extra = os_path_variable("PYTHONPATH");
    if (extra) add_folders(arena, &loader->folders[SEMA_ORIGIN_PROGRAM], slice_of_text(extra), ':');
    add_folder(&loader->folders[SEMA_ORIGIN_LIBRARY],
               path_join(arena, install_folder(arena), "lib/python"));
    return (SemaLoader){loader, load};
}
