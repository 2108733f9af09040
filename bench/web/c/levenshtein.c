#include "timing.h"

typedef struct {
    int len;
    char *a, *b;
} Words;

static char *word(int n, long seed) {
    char *letters = malloc((size_t)n);
    for (int i = 0; i < n; i++) {
        seed = seed * 16807 % 2147483647;
        letters[i] = "acgt"[seed / 1000 % 4];
    }
    return letters;
}

static void run(const void *data, char *result) {
    const Words *words = data;
    int n = words->len;
    int *previous = malloc((size_t)(n + 1) * sizeof *previous),
        *current = malloc((size_t)(n + 1) * sizeof *current);
    for (int j = 0; j <= n; j++) previous[j] = j;
    for (int i = 1; i <= n; i++) {
        current[0] = i;
        for (int j = 1; j <= n; j++) {
            int cost = previous[j - 1];
            if (words->a[i - 1] != words->b[j - 1]) {
                if (previous[j] < cost) cost = previous[j];
                if (current[j - 1] < cost) cost = current[j - 1];
                cost++;
            }
            current[j] = cost;
        }
        int *held = previous;
        previous = current;
        current = held;
    }
    sprintf(result, "%d", previous[n]);
    free(previous), free(current);
}

int main(int argc, char **argv) {
    Words words = {.len = size_of(argc, argv, 1500)};
    words.a = word(words.len, 11);
    words.b = word(words.len, 23);
    return time_runs(argc, argv, run, &words);
}
