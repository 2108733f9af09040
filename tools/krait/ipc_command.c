#include "tools/krait/ipc_command.h"

#include "krait/ipc.h"
#include "os/proc_alive.h"
#include "os/sem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_FAILED = 1, EXIT_USAGE = 2, PERCENT = 100 };

static const char usage[] =
    "Usage: krait ipc COMMAND\n\n"
    "  ls                                    the buffers there are\n"
    "  stat NAME                             everything about one\n"
    "  watch NAME [--interval S] [--count N] rates and fill level, live\n"
    "  bench [--json] [--pin] [--rounds N]   round trip and throughput on this machine\n"
    "  clean                                 removes what dead readers left\n";

static int fail(const char *name, KrIpcStatus status) {
    fprintf(stderr, "krait ipc: %s: %s\n", name, kr_ipc_status_text(status));
    return EXIT_FAILED;
}

static unsigned long long number(uint64_t value) {
    return value;
}

// "1234 (name)", "1234 (dead)" or "-".
static void peer_print(char *text, usize text_bytes, uint64_t pid, int is_alive) {
    char name[64] = "dead";
    if (pid == 0) {
        snprintf(text, text_bytes, "-");
        return;
    }
    if (is_alive) os_proc_name(pid, name, sizeof(name));
    snprintf(text, text_bytes, "%llu (%s)", number(pid), name);
}

static uint64_t used_percent(const KrIpcInfo *info) {
    if (info->payload_bytes == 0 || info->free_bytes > info->payload_bytes) return 0;
    return (info->payload_bytes - info->free_bytes) * PERCENT / info->payload_bytes;
}

static int list_one(void *context, const char *name) {
    KrIpcInfo info;
    int *count = context;
    if (kr_ipc_inspect(name, &info) != KR_IPC_OK) return 1;
    if ((*count)++ == 0) {
        printf("%-32s %12s %5s %8s  %-22s %s\n", "NAME", "BYTES", "USED", "WAITING", "READER",
               "WRITER");
    }
    char reader[96], writer[96];
    peer_print(reader, sizeof(reader), info.reader_pid, info.is_reader_alive);
    peer_print(writer, sizeof(writer), info.writer_pid, info.is_writer_alive);
    printf("%-32s %12llu %4llu%% %8u  %-22s %s\n", name, number(info.payload_bytes),
           number(used_percent(&info)), info.frames_waiting, reader, writer);
    return 1;
}

static int list_command(void) {
    int count = 0;
    KrIpcStatus status = kr_ipc_list(list_one, &count);
    if (status != KR_IPC_OK) return fail("ls", status);
    if (count == 0) puts("no buffers");
    return 0;
}

static int stat_command(const char *name) {
    KrIpcInfo info;
    KrIpcStatus status = kr_ipc_inspect(name, &info);
    if (status == KR_IPC_OK && !info.is_valid) status = KR_IPC_BAD_BUFFER;
    if (status != KR_IPC_OK) return fail(name, status);
    char reader[96], writer[96];
    peer_print(reader, sizeof(reader), info.reader_pid, info.is_reader_alive);
    peer_print(writer, sizeof(writer), info.writer_pid, info.is_writer_alive);
    printf("name      %s\n", name);
    printf("reader    %s\nwriter    %s\n", reader, writer);
    printf("ring      %llu bytes, %llu free, %llu%% used\n", number(info.payload_bytes),
           number(info.free_bytes), number(used_percent(&info)));
    printf("metadata  %llu bytes, %llu used\n", number(info.metadata_bytes),
           number(info.metadata_used_bytes));
    printf("positions write %llu, read %llu\n", number(info.write_position),
           number(info.read_position));
    printf("counts    written %llu, read %llu (with wrap markers)\n", number(info.written_count),
           number(info.read_count));
    printf("waiting   %u frame%s\n", info.frames_waiting, info.frames_waiting == 1 ? "" : "s");
    return 0;
}

static const char *fill_bar(uint64_t percent, char *bar, usize bar_bytes) {
    usize width = bar_bytes - 1;
    for (usize i = 0; i < width; i++) bar[i] = i * PERCENT < percent * width ? '#' : '.';
    bar[width] = 0;
    return bar;
}

// One line per interval; ends when the buffer is gone, by Ctrl-C, or after `count` lines.
static int watch_command(const char *name, double interval_s, long count) {
    KrIpcInfo before, now;
    KrIpcStatus status = kr_ipc_inspect(name, &before);
    if (status == KR_IPC_OK && !before.is_valid) status = KR_IPC_BAD_BUFFER;
    if (status != KR_IPC_OK) return fail(name, status);
    u64 then_ns = os_sem_clock_ns();
    for (long i = 0; count == 0 || i < count; i++) {
        os_sem_nap_us((u32)(interval_s * 1e6));
        if (kr_ipc_inspect(name, &now) != KR_IPC_OK || !now.is_valid) {
            printf("%s is gone\n", name);
            return 0;
        }
        u64 now_ns = os_sem_clock_ns();
        double seconds = (double)(now_ns - then_ns) / 1e9;
        char bar[21];
        printf("%s %3llu%%  waiting %6u  in %10.1f/s  out %10.1f/s  writer %s%s\n",
               fill_bar(used_percent(&now), bar, sizeof(bar)), number(used_percent(&now)),
               now.frames_waiting, (double)(now.written_count - before.written_count) / seconds,
               (double)(now.read_count - before.read_count) / seconds,
               now.writer_pid == 0   ? "none"
               : now.is_writer_alive ? "alive"
                                     : "DEAD",
               now.is_reader_alive ? "" : "  reader DEAD");
        fflush(stdout);
        before = now;
        then_ns = now_ns;
    }
    return 0;
}

static void clean_one(void *context, const char *name) {
    ++*(int *)context;
    printf("removed %s\n", name);
}

static int clean_command(void) {
    int count = 0;
    KrIpcStatus status = kr_ipc_clean(clean_one, &count);
    if (status != KR_IPC_OK) return fail("clean", status);
    if (count == 0) puts("nothing to remove");
    return 0;
}

typedef struct {
    const char *name;
    double interval_s;
    long count, rounds;
    bool is_json, is_pinned;
} Options;

static bool options_parse(int argc, char **argv, Options *options) {
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        bool has_value = i + 1 < argc;
        if (strcmp(word, "--interval") == 0 && has_value) {
            options->interval_s = strtod(argv[++i], NULL);
        } else if (strcmp(word, "--count") == 0 && has_value) {
            options->count = strtol(argv[++i], NULL, 10);
        } else if (strcmp(word, "--rounds") == 0 && has_value) {
            options->rounds = strtol(argv[++i], NULL, 10);
        } else if (strcmp(word, "--json") == 0) {
            options->is_json = true;
        } else if (strcmp(word, "--pin") == 0) {
            options->is_pinned = true;
        } else if (word[0] == '-' || options->name) {
            return false;
        } else {
            options->name = word;
        }
    }
    return options->interval_s >= 0.001 && options->interval_s <= 3600 && options->count >= 0 &&
           options->rounds >= 1 && options->rounds <= 1000;
}

int ipc_command(int argc, char **argv) {
    Options options = {.interval_s = 1, .rounds = 7};
    const char *command = argc > 0 ? argv[0] : "";
    if (strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    bool is_right = argc > 0 && options_parse(argc, argv, &options);
    bool has_name = options.name != NULL;
    if (is_right && !has_name && strcmp(command, "ls") == 0) return list_command();
    if (is_right && !has_name && strcmp(command, "clean") == 0) return clean_command();
    if (is_right && has_name && strcmp(command, "stat") == 0) return stat_command(options.name);
    if (is_right && has_name && strcmp(command, "watch") == 0) {
        return watch_command(options.name, options.interval_s, options.count);
    }
    if (is_right && !has_name && strcmp(command, "bench") == 0) {
        return ipc_bench(options.is_json, options.is_pinned, (int)options.rounds);
    }
    fputs(usage, stderr);
    return EXIT_USAGE;
}
