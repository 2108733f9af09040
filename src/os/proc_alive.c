#define _GNU_SOURCE
#include "os/proc_alive.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static usize proc_file_read(u64 id, const char *file, char *text, usize text_bytes) {
    char path[64];
    snprintf(path, sizeof(path), "/proc/%llu/%s", (unsigned long long)id, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    isize count = read(fd, text, text_bytes - 1);
    close(fd);
    if (count < 0) count = 0;
    text[count] = 0;
    return (usize)count;
}

// The state letter follows the name, which stands in parentheses and may hold any character.
static bool is_ended(u64 id) {
    char text[512];
    if (proc_file_read(id, "stat", text, sizeof(text)) == 0) return false;
    const char *after_name = strrchr(text, ')');
    if (!after_name || after_name[1] != ' ') return false;
    char state = after_name[2];
    return state == 'Z' || state == 'X';
}

u64 os_proc_self(void) {
    return (u64)getpid();
}

bool os_proc_is_alive(u64 id) {
    if (id == 0 || id > INT32_MAX) return false;
    if (id == os_proc_self()) return true;
    if (kill((pid_t)id, 0) != 0 && errno != EPERM) return false;
    return !is_ended(id);
}

void os_proc_name(u64 id, char *text, usize text_bytes) {
    text[0] = 0;
    if (text_bytes < 2 || id > INT32_MAX) return;
    usize len = proc_file_read(id, "comm", text, text_bytes);
    if (len && text[len - 1] == '\n') text[len - 1] = 0;
}
