// What each Python program's `main` does: SIZE REPS, a line for each repetition, the result.
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef void (*Run)(const void *data, char *result);

static inline double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline int size_of(int argc, char **argv, int size) {
    return argc > 1 ? atoi(argv[1]) : size;
}

static inline int time_runs(int argc, char **argv, Run run, const void *data) {
    int reps = argc > 2 ? atoi(argv[2]) : 10;
    char result[256] = "";
    for (int rep = 0; rep < reps; rep++) {
        double start = now_ms();
        run(data, result);
        fprintf(stderr, "rep %d %.3f\n", rep, now_ms() - start);
    }
    puts(result);
    return 0;
}
