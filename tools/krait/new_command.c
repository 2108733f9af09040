// krait new: a project to begin with.
#include "tools/krait/krait.h"

#include "os/files.h"
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Usage: krait new NAME [--template counter|todo|page]\n\n"
    "Makes the folder NAME with a project that runs, has tests and is yours to change.\n"
    "  --template counter  views in JXL, rules in Python (default)\n"
    "  --template todo     the same with a list that outlives the page\n"
    "  --template page     a page in Python alone\n"
    "  --list              the templates that are installed\n";

enum { TEMPLATE_DEPTH_MAX = 8, TEMPLATE_BYTES_MAX = 1 << 20 };

typedef struct {
    Arena *arena;
    Slice name;  // of the project
    const char *folder;
} Project;

// `{{name}}` becomes the project's name.
static Slice filled(const Project *project, Slice text) {
    static const Slice mark = {(const u8 *)"{{name}}", 8};
    Bytes out;
    bytes_init(&out, project->arena);
    for (usize at = 0; at < text.len;) {
        if (slice_starts_with(slice_from(text, at), mark)) {
            bytes_append(&out, project->name);
            at += mark.len;
        } else {
            bytes_push(&out, text.data[at++]);
        }
    }
    return bytes_slice(&out);
}

static bool make_file(const Project *project, const char *from, const char *to) {
    Slice text;
    Status status = os_file_read(from, TEMPLATE_BYTES_MAX, project->arena, &text);
    if (status == STATUS_OK) status = os_file_write(to, filled(project, text), 0);
    if (status == STATUS_OK) return true;
    print_error("cannot make '%s': %s", to, status_text(status));
    return false;
}

static bool make_folder(const Project *project, const char *from, const char *to, u32 depth) {
    OsFolder list;
    Status status = os_folder_make(to);
    if (status == STATUS_OK) status = os_folder_list(from, project->arena, &list);
    if (status != STATUS_OK || depth == TEMPLATE_DEPTH_MAX)
        return print_error("cannot make '%s': %s", to, status_text(status)), false;
    for (u32 i = 0; i < list.count; i++) {
        // A file of this name would be the repository's own.
        bool is_hidden = strcmp(list.names[i], "dot_gitignore") == 0;
        const char *source = path_join(project->arena, from, list.names[i]);
        const char *target =
            path_join(project->arena, to, is_hidden ? ".gitignore" : list.names[i]);
        OsFileInfo info;
        if (os_file_info(source, &info) != STATUS_OK) continue;
        bool is_made = info.kind == OS_FILE_FOLDER ? make_folder(project, source, target, depth + 1)
                                                   : make_file(project, source, target);
        if (!is_made) return false;
    }
    return true;
}

// It becomes text in sources and a folder's name.
static bool is_good_name(Slice name) {
    if (name.len == 0 || name.len > 64 || name.data[0] == '-' || name.data[0] == '.') return false;
    for (usize i = 0; i < name.len; i++) {
        u8 c = name.data[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
        if (!is_plain) return false;
    }
    return true;
}

static int list_templates(Arena *arena, const char *folder) {
    OsFolder list;
    if (os_folder_list(folder, arena, &list) != STATUS_OK) list.count = 0;
    for (u32 i = 0; i < list.count; i++) printf("%s\n", list.names[i]);
    return list.count > 0 ? 0 : KRAIT_EXIT_FAILED;
}

static int make_project(Arena *arena, const char *path, const char *templates, const char *chosen) {
    const char *slash = strrchr(path, '/');
    Project project = {arena, slice_of_text(slash ? slash + 1 : path), path};
    OsFileInfo info;
    OsFolder list;
    const char *from = path_join(arena, templates, chosen);
    if (strchr(chosen, '/') || chosen[0] == '.' || os_file_info(from, &info) != STATUS_OK)
        return print_error("krait new: there is no template '%s' (try --list)", chosen),
               KRAIT_EXIT_USAGE;
    if (!is_good_name(project.name))
        return print_error("krait new: a name has letters, digits, '_', '-' and '.', not '%s'",
                           path),
               KRAIT_EXIT_USAGE;
    // What is there stays as it is: nothing is written into a folder that has anything.
    bool is_there = os_file_info(path, &info) == STATUS_OK;
    bool is_empty = is_there && os_folder_list(path, arena, &list) == STATUS_OK && list.count == 0;
    if (is_there && !is_empty)
        return print_error("krait new: '%s' is there already", path), KRAIT_EXIT_FAILED;
    if (!make_folder(&project, from, path, 0)) return KRAIT_EXIT_FAILED;
    printf("%s is ready:\n\n    cd %s\n    krait dev%s\n", path, path,
           strcmp(chosen, "page") == 0 ? " main.py" : "");
    return 0;
}

int new_command(Arena *arena, int argc, char **argv) {
    const char *templates = path_join(arena, install_folder(arena), "lib/templates");
    const char *path = NULL, *chosen = "counter";
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        if (strcmp(argv[i], "--list") == 0) return list_templates(arena, templates);
        if (strcmp(argv[i], "--template") == 0) {
            if (++i == argc)
                return print_error("krait new: --template needs a name"), KRAIT_EXIT_USAGE;
            chosen = argv[i];
        } else if (argv[i][0] == '-' || path) {
            return print_error("krait new does not know %s (try --help)", argv[i]),
                   KRAIT_EXIT_USAGE;
        } else {
            path = argv[i];
        }
    }
    if (!path) return print_error("krait new needs a name (try --help)"), KRAIT_EXIT_USAGE;
    return make_project(arena, path, templates, chosen);
}
