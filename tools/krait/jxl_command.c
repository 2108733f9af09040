// check for .jxl files, and the tree of one.
#include "tools/krait/krait.h"

#include "compiler/jxl/jxl_program.h"
#include "os/files.h"
#include "tools/krait/jxl_files.h"
#include <stdio.h>
#include <string.h>

static Status load_file(JxlFiles *files, const char *name, Slice *bytes) {
    Slice shown = slice_of_text(name);
    if (files->open_text && files->open_text(files->documents, shown, bytes)) return STATUS_OK;
    OsFileInfo info;
    if (os_file_info(name, &info) != STATUS_OK || info.kind != OS_FILE_PLAIN)
        return STATUS_NOT_FOUND;
    return os_file_read(name, KRAIT_SOURCE_BYTES_MAX, files->arena, bytes);
}

static Status load(void *context, Slice path, Slice *bytes, Slice *shown_name) {
    JxlFiles *files = context;
    const char *name = arena_text(files->arena, path.data, path.len);
    if (strcmp(files->root, ".") != 0) name = path_join(files->arena, files->root, name);
    *shown_name = slice_of_text(name);
    Status status = load_file(files, name, bytes);
    if (files->on_load)
        files->on_load(files->context, *shown_name, status == STATUS_OK ? bytes : NULL);
    return status;
}

static void complain(JxlFiles *files, Slice file, u32 line, const char *problem) {
    if (files->complaints)
        bytes_format(files->complaints, "%S:%u: %s\n", &file, line, problem);
    else
        print_error("%.*s:%u: %s", (int)file.len, file.data, line, problem);
}

JxlLoader jxl_loader(JxlFiles *files) {
    return (JxlLoader){files, load};
}

bool jxl_read_tokens(JxlFiles *files, JxlOptions *options) {
    static const char *const names[] = {"tokens.yml", "tokens.yaml", "tokens.json"};
    for (usize i = 0; i < COUNT_OF(names); i++) {
        Slice bytes, shown;
        JxlDesignToken *tokens;
        const char *problem;
        u32 line;
        if (load(files, slice_of_text(names[i]), &bytes, &shown) != STATUS_OK) continue;
        bool is_good =
            jxl_design_tokens(files->arena, bytes, &tokens, &options->token_count, &problem, &line);
        options->tokens = tokens;
        if (!is_good) complain(files, shown, line, problem);
        return is_good;
    }
    return true;
}

bool jxl_read_settings(JxlFiles *files, JxlSettings *settings) {
    *settings = (JxlSettings){0};
    Slice bytes, shown;
    const char *problem;
    u32 line;
    bool is_toml = load(files, SLICE_LITERAL("jxl.toml"), &bytes, &shown) == STATUS_OK;
    if (!is_toml && load(files, SLICE_LITERAL("jxl.json"), &bytes, &shown) != STATUS_OK)
        return true;
    bool is_good = is_toml ? jxl_settings_toml(files->arena, bytes, settings, &problem, &line)
                           : jxl_settings_json(files->arena, bytes, settings, &problem, &line);
    if (!is_good) complain(files, shown, line, problem);
    return is_good;
}

const char *jxl_project_entry(Arena *arena, const char *folder) {
    JxlFiles files = {.arena = arena, .root = folder};
    JxlSettings settings;
    if (!jxl_read_settings(&files, &settings)) return NULL;
    if (settings.entry.len == 0) {
        print_error("no file is named, and there is no jxl.toml with an `entry` in '%s'", folder);
        return NULL;
    }
    const char *entry = arena_text(arena, settings.entry.data, settings.entry.len);
    return strcmp(folder, ".") == 0 ? entry : path_join(arena, folder, entry);
}

static void print_found(Arena *arena, const Sources *sources, Diagnostics *diags, bool is_json) {
    Bytes text;
    bytes_init(&text, arena);
    diag_sort(diags);
    if (is_json) {
        for (u32 i = 0; i < diags->count; i++) diag_print_json(&text, sources, &diags->items[i]);
        print_bytes(1, bytes_slice(&text));
    } else {
        diag_print_all(&text, sources, diags);
        print_bytes(2, bytes_slice(&text));
    }
}

bool jxl_is_source(const char *path) {
    return slice_ends_with(slice_of_text(path), SLICE_LITERAL(".jxl"));
}

static bool is_folder_read(JxlFiles *files, const char *path, JxlOptions *options) {
    JxlSettings settings;
    files->root = path_folder(files->arena, path);
    if (!jxl_read_tokens(files, options) || !jxl_read_settings(files, &settings)) return false;
    options->parse.environment = settings.environment.items;
    options->parse.environment_count = settings.environment.count;
    return true;
}

static Slice file_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slice_of_text(slash ? slash + 1 : path);
}

bool jxl_check_file(Arena *arena, const char *path, const KraitOptions *options) {
    Slice bytes;
    if (!source_read(arena, path, &bytes)) return false;
    JxlFiles files = {.arena = arena};
    JxlLoader loader = jxl_loader(&files);
    JxlOptions jxl = {.parse.is_release = options->is_release, .is_library = options->is_library};
    if (!is_folder_read(&files, path, &jxl)) return false;
    Names names;
    Sources sources;
    Diagnostics diags;
    names_init(&names, arena);
    sources_init(&sources, arena);
    diag_init(&diags, arena);
    JxlProgram *program = jxl_check(arena, &names, &sources, &diags, file_of(path),
                                    slice_of_text(path), bytes, &loader, &jxl);
    print_found(arena, &sources, &diags, options->is_json);
    if (options->shows_types && diags.error_count == 0) {
        Bytes text;
        bytes_init(&text, arena);
        jxl_print_program(&text, program);
        print_bytes(1, bytes_slice(&text));
    }
    return diags.error_count == 0;
}

bool jxl_analyze(Driver *driver, JxlFiles *files, const char *path, Slice shown, Slice bytes,
                 const SemaLoader *modules, DriverOptions options) {
    JxlLoader loader = jxl_loader(files);
    // A program without views that has `func main()` runs that.
    JxlOptions jxl = {.may_lack_view = true};
    return is_folder_read(files, path, &jxl) &&
           driver_analyze_jxl(driver, file_of(path), shown, bytes, &loader, &jxl, modules, options);
}

bool jxl_dump_file(Arena *arena, const char *path, bool prints) {
    Slice bytes;
    if (!source_read(arena, path, &bytes)) return false;
    Names names;
    Sources sources;
    Diagnostics diags;
    names_init(&names, arena);
    sources_init(&sources, arena);
    diag_init(&diags, arena);
    SourceFile *file = sources_add(&sources, slice_of_text(path), bytes);
    JxlParseOptions parse = {0};
    JxlParsed parsed = jxl_parse(arena, &names, file, &diags, &parse);
    print_found(arena, &sources, &diags, false);
    if (prints && diags.error_count == 0) {
        Bytes text;
        bytes_init(&text, arena);
        jxl_tree_print(&text, &parsed.tree);
        print_bytes(1, bytes_slice(&text));
    }
    return diags.error_count == 0;
}
