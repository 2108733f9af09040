#include "os/files.h"
#include "base/bytes.h"
#include "os/mapping.h"
#include "os/paths.h"
#include "os/process.h"
#include "os/stream.h"
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena arena;
    const char *folder;
} Place;

static Place place_open(void) {
    Place place;
    arena_init(&place.arena, arena_source_default());
    assert_int_equal(os_folder_make_temporary(&place.arena, &place.folder), STATUS_OK);
    return place;
}

static void place_close(Place *place) {
    OsFileInfo info;
    assert_int_equal(os_folder_remove(place->folder), STATUS_OK);
    assert_int_equal(os_file_info(place->folder, &info), STATUS_NOT_FOUND);
    arena_deinit(&place->arena);
}

static const char *inside(Place *place, const char *name) {
    Bytes bytes;
    bytes_init(&bytes, &place->arena);
    bytes_format(&bytes, "%s/%s", place->folder, name);
    return arena_text(&place->arena, bytes.data, bytes.len);
}

TEST(a_written_file_reads_back_and_leaves_no_temporary) {
    Place place = place_open();
    const char *path = inside(&place, "a");
    usize len = 3000000;
    u8 *data = arena_alloc(&place.arena, len);
    for (usize i = 0; i < len; i++) data[i] = (u8)(i * 7);
    Slice content = slice_make(data, len), found;
    assert_int_equal(os_file_write(path, SLICE_LITERAL("old"), 0), STATUS_OK);
    assert_int_equal(os_file_write(path, content, 0), STATUS_OK);
    assert_int_equal(os_file_read(path, len, &place.arena, &found), STATUS_OK);
    assert_true(slice_equal(content, found));
    assert_int_equal(found.data[found.len], 0);
    assert_int_equal(os_file_read(path, len - 1, &place.arena, &found), STATUS_LIMIT);
    OsFolder folder;
    assert_int_equal(os_folder_list(place.folder, &place.arena, &folder), STATUS_OK);
    assert_int_equal(folder.count, 1);
    place_close(&place);
}

TEST(what_is_not_there_is_not_found) {
    Place place = place_open();
    Slice content;
    OsFolder folder;
    const char *path = inside(&place, "absent/file");
    assert_int_equal(os_file_read(path, 10, &place.arena, &content), STATUS_NOT_FOUND);
    assert_int_equal(os_file_write(path, SLICE_LITERAL("x"), 0), STATUS_NOT_FOUND);
    assert_int_equal(os_file_remove(path), STATUS_NOT_FOUND);
    assert_int_equal(os_folder_list(path, &place.arena, &folder), STATUS_NOT_FOUND);
    assert_int_equal(os_file_read(place.folder, 10, &place.arena, &content), STATUS_INVALID);
    place_close(&place);
}

TEST(folders_are_made_with_their_parents_and_listed_in_order) {
    Place place = place_open();
    assert_int_equal(os_folder_make(inside(&place, "b/c/d")), STATUS_OK);
    assert_int_equal(os_folder_make(inside(&place, "b/c/d")), STATUS_OK);
    assert_int_equal(os_folder_make(inside(&place, "a")), STATUS_OK);
    assert_int_equal(os_file_write(inside(&place, "B"), SLICE_LITERAL(""), 0), STATUS_OK);
    assert_int_equal(os_folder_make(inside(&place, "B")), STATUS_EXISTS);
    OsFolder folder;
    assert_int_equal(os_folder_list(place.folder, &place.arena, &folder), STATUS_OK);
    assert_int_equal(folder.count, 3);
    assert_string_equal(folder.names[0], "B");
    assert_string_equal(folder.names[2], "b");
    OsFileInfo info;
    assert_int_equal(os_file_info(inside(&place, "b"), &info), STATUS_OK);
    assert_int_equal(info.kind, OS_FILE_FOLDER);
    place_close(&place);
}

TEST(mode_and_time_of_a_file_are_kept) {
    Place place = place_open();
    const char *path = inside(&place, "program");
    OsFileInfo before, after;
    assert_int_equal(os_file_write(path, SLICE_LITERAL("#!/bin/sh\nexit 3\n"), 0700), STATUS_OK);
    assert_int_equal(os_file_info(path, &before), STATUS_OK);
    assert_int_equal(before.mode, 0700);
    assert_int_equal(before.bytes, 17);
    i32 exit_code;
    assert_int_equal(os_process_run((const char *[]){path, NULL}, &exit_code), STATUS_OK);
    assert_int_equal(exit_code, 3);
    assert_int_equal(os_file_touch(path), STATUS_OK);
    assert_int_equal(os_file_info(path, &after), STATUS_OK);
    assert_true(after.modified_ns >= before.modified_ns && before.modified_ns > 0);
    place_close(&place);
}

TEST(an_open_file_is_copied_and_outlives_its_name) {
    Place place = place_open();
    const char *path = inside(&place, "opened");
    i32 first, second, none;
    u64 bytes;
    u8 data[8];
    usize len;
    assert_int_equal(os_file_open(path, &first, &bytes), STATUS_NOT_FOUND);
    assert_int_equal(os_file_open(place.folder, &first, &bytes), STATUS_INVALID);
    assert_int_equal(os_file_write(path, SLICE_LITERAL("hello"), 0), STATUS_OK);
    assert_int_equal(os_file_open(path, &first, &bytes), STATUS_OK);
    assert_int_equal(bytes, 5);
    bytes = 0;
    assert_int_equal(os_file_copy(first, &second, &bytes), STATUS_OK);
    assert_true(second != first && bytes == 5);
    os_stream_close(first);
    assert_int_equal(os_file_remove(path), STATUS_OK);
    assert_int_equal(os_stream_read(second, data, sizeof(data), &len), STATUS_OK);
    assert_true(slice_equal(slice_make(data, len), SLICE_LITERAL("hello")));
    os_stream_close(second);
    assert_int_equal(os_file_copy(second, &none, &bytes), STATUS_INVALID);
    place_close(&place);
}

TEST(a_mapped_file_has_its_bytes) {
    Place place = place_open();
    const char *path = inside(&place, "mapped");
    Slice content;
    assert_int_equal(os_file_write(path, SLICE_LITERAL(""), 0), STATUS_OK);
    assert_int_equal(os_mapping_open(path, &content), STATUS_OK);
    assert_int_equal(content.len, 0);
    assert_int_equal(os_file_write(path, SLICE_LITERAL("hello"), 0), STATUS_OK);
    assert_int_equal(os_mapping_open(path, &content), STATUS_OK);
    assert_true(slice_equal(content, SLICE_LITERAL("hello")));
    os_mapping_close(content);
    assert_int_equal(os_mapping_open(place.folder, &content), STATUS_INVALID);
    place_close(&place);
}

TEST(fresh_pages_are_zero) {
    void *memory;
    assert_int_equal(os_mapping_new(100000, &memory), STATUS_OK);
    u8 *bytes = memory;
    for (u32 i = 0; i < 100000; i++) assert_int_equal(bytes[i], 0);
    bytes[99999] = 1;
    os_mapping_free(memory, 100000);
}

TEST(pages_of_a_path_are_the_same_for_all) {
    Place place = place_open();
    const char *path = inside(&place, "pages");
    void *one, *two;
    assert_int_equal(os_mapping_open_shared(path, 5000, &one), STATUS_OK);
    assert_int_equal(os_mapping_open_shared(path, 5000, &two), STATUS_OK);
    assert_ptr_not_equal(one, two);
    for (u32 i = 0; i < 5000; i++) assert_int_equal(((u8 *)two)[i], 0);
    ((u8 *)one)[4999] = 7;
    assert_int_equal(((u8 *)two)[4999], 7);
    void *other;
    assert_int_equal(os_mapping_open_shared(path, 5001, &other), STATUS_INVALID);
    os_mapping_free(one, 5000);
    os_mapping_free(two, 5000);
    assert_int_equal(os_mapping_open_shared(inside(&place, "no/pages"), 1, &other),
                     STATUS_NOT_FOUND);
    place_close(&place);
}

TEST(the_cache_follows_the_variable_and_then_home) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    const char *path;
    setenv("XDG_CACHE_HOME", "/there", 1);
    assert_int_equal(os_path_cache(&arena, &path), STATUS_OK);
    assert_string_equal(path, "/there/krait");
    setenv("XDG_CACHE_HOME", "relative", 1);
    setenv("HOME", "/me", 1);
    assert_int_equal(os_path_cache(&arena, &path), STATUS_OK);
    assert_string_equal(path, "/me/.cache/krait");
    unsetenv("HOME");
    assert_int_equal(os_path_cache(&arena, &path), STATUS_NOT_FOUND);
    arena_deinit(&arena);
}

TEST(programs_are_found_where_the_shell_finds_them) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    const char *path, *real;
    assert_int_equal(os_path_program("sh", &arena, &path), STATUS_OK);
    assert_int_equal(os_path_real(path, &arena, &real), STATUS_OK);
    assert_int_equal(os_path_program("no-such-program", &arena, &path), STATUS_NOT_FOUND);
    assert_int_equal(os_path_program("/etc", &arena, &path), STATUS_NOT_FOUND);
    assert_int_equal(os_path_self(&arena, &path), STATUS_OK);
    assert_non_null(strstr(path, "os_tests"));
    arena_deinit(&arena);
}
