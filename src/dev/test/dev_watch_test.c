// How editors save, on a real folder.
#include "base/bytes.h"
#include "dev/dev_watch.h"
#include "os/files.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    Arena arena;
    const char *root;
    DevWatch watch;
} Project;

static const char *below(Project *project, const char *name) {
    char path[512];
    int len = snprintf(path, sizeof path, "%s/%s", project->root, name);
    return arena_text(&project->arena, path, (usize)len);
}

static void save(Project *project, const char *name) {
    assert_int_equal(os_file_write(below(project, name), SLICE_LITERAL("x"), 0), STATUS_OK);
}

static void set_up(Project *project) {
    *project = (Project){0};
    arena_init(&project->arena, arena_source_default());
    assert_int_equal(os_folder_make_temporary(&project->arena, &project->root), STATUS_OK);
    assert_int_equal(os_folder_make(below(project, "inner/deep")), STATUS_OK);
    assert_int_equal(os_folder_make(below(project, "node_modules/much")), STATUS_OK);
    save(project, "app.py");
    assert_int_equal(dev_watch_open(&project->watch, &project->arena, project->root), STATUS_OK);
}

static void tear_down(Project *project) {
    dev_watch_close(&project->watch);
    Status status = os_folder_remove(project->root);
    (void)status;
    arena_deinit(&project->arena);
}

// The paths that changed, without the root, one behind the other; "lost" where that is said.
static const char *changes(Project *project) {
    DevPaths paths = {0};
    bool is_lost;
    assert_int_equal(dev_watch_read(&project->watch, &project->arena, &paths, &is_lost), STATUS_OK);
    Bytes text;
    bytes_init(&text, &project->arena);
    for (u32 i = 0; i < paths.count; i++) {
        Slice name = slice_from(paths.items[i], strlen(project->root) + 1);
        bytes_format(&text, "%S ", &name);
    }
    if (is_lost) bytes_text(&text, "lost");
    bytes_push(&text, 0);
    return (const char *)text.data;
}

TEST(saves_are_told_once_whole) {
    Project own, *project = &own;
    set_up(project);
    assert_string_equal(changes(project), "");
    // os_file_write is itself a new file that takes the old one's place.
    save(project, "app.py");
    assert_non_null(strstr(changes(project), "app.py "));
    FILE *file = fopen(below(project, "inner/deep/a.py"), "w");
    assert_non_null(file);
    fputs("half", file);
    fflush(file);
    assert_string_equal(changes(project), "");  // its writer is not done
    fclose(file);
    assert_string_equal(changes(project), "inner/deep/a.py ");
    assert_int_equal(os_file_rename(below(project, "app.py"), below(project, "b.py")), STATUS_OK);
    assert_string_equal(changes(project), "app.py b.py ");
    assert_int_equal(os_file_remove(below(project, "b.py")), STATUS_OK);
    assert_string_equal(changes(project), "b.py ");
    save(project, "node_modules/much/x.py");
    assert_string_equal(changes(project), "");
    tear_down(project);
}

TEST(folders_come_and_go) {
    Project own, *project = &own;
    set_up(project);
    assert_int_equal(os_folder_make(below(project, "made")), STATUS_OK);
    assert_string_equal(changes(project), "lost");
    save(project, "made/c.py");
    assert_non_null(strstr(changes(project), "made/c.py "));
    assert_int_equal(os_folder_make(below(project, ".git")), STATUS_OK);
    assert_string_equal(changes(project), "");
    assert_int_equal(os_file_rename(below(project, "inner"), below(project, "outer")), STATUS_OK);
    assert_string_equal(changes(project), "lost");
    save(project, "outer/deep/d.py");
    assert_non_null(strstr(changes(project), "outer/deep/d.py "));
    tear_down(project);
}
