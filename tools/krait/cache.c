// Results by content: the name of a file is the hash of what it was made from.
#include "tools/krait/krait.h"

#include "os/files.h"
#include "os/paths.h"
#include "runtime/lib/sha512.h"
#include <string.h>

static const u64 CACHE_BYTES_MAX = 512u * 1024 * 1024;

static const char *cache_folder(Arena *arena) {
    const char *folder;
    if (os_path_cache(arena, &folder) != STATUS_OK || os_folder_make(folder) != STATUS_OK)
        return NULL;
    return folder;
}

const char *cache_path(Arena *arena, Slice content, const char *salt, const char *suffix) {
    const char *folder = cache_folder(arena);
    if (!folder) return NULL;
    Bytes keyed, name;
    bytes_init(&keyed, arena);
    bytes_init(&name, arena);
    bytes_format(&keyed, "%s %s\n%S", KRAIT_VERSION, salt, &content);
    u8 digest[SHA512_BYTES];
    sha512(bytes_slice(&keyed), digest);
    for (u32 i = 0; i < 16; i++) {
        if (digest[i] < 16) bytes_push(&name, '0');
        bytes_hex(&name, digest[i]);
    }
    bytes_text(&name, suffix);
    bytes_push(&name, 0);
    return path_join(arena, folder, (const char *)name.data);
}

// A use touches a file, so the oldest ones are those not used for longest.
void cache_trim(Arena *arena) {
    const char *folder = cache_folder(arena);
    OsFolder list;
    if (!folder || os_folder_list(folder, arena, &list) != STATUS_OK) return;
    u64 total = 0;
    OsFileInfo *infos = ARENA_NEW_ARRAY(arena, OsFileInfo, list.count + 1);
    const char **paths = ARENA_NEW_ARRAY(arena, const char *, list.count + 1);
    for (u32 i = 0; i < list.count; i++) {
        paths[i] = path_join(arena, folder, list.names[i]);
        if (os_file_info(paths[i], &infos[i]) == STATUS_OK) total += infos[i].bytes;
    }
    while (total > CACHE_BYTES_MAX) {
        u32 oldest = list.count;
        for (u32 i = 0; i < list.count; i++) {
            if (infos[i].bytes > 0 &&
                (oldest == list.count || infos[i].modified_ns < infos[oldest].modified_ns))
                oldest = i;
        }
        if (oldest == list.count) return;
        total -= infos[oldest].bytes;
        infos[oldest].bytes = 0;
        if (os_file_remove(paths[oldest]) != STATUS_OK) return;
    }
}
