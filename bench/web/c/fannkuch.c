#include "timing.h"

enum { N_MAX = 16 };

static void swap(int *a, int *b) {
    int held = *a;
    *a = *b;
    *b = held;
}

static int flips_of(const int *p, int n) {
    int q[N_MAX], flips = 1, first = p[0];
    if (first == 0) return 0;
    for (int i = 1; i < n; i++) q[i] = p[i];
    for (;;) {
        int next = q[first];
        if (next == 0) return flips;
        q[first] = first;
        for (int i = 1, j = first - 1; i < j; i++, j--) swap(&q[i], &q[j]);
        first = next;
        flips++;
    }
}

static void run(const void *data, char *result) {
    int n = *(const int *)data, p[N_MAX], s[N_MAX], sign = 1, most = 0, total = 0;
    for (int i = 0; i < n; i++) p[i] = s[i] = i;
    for (;;) {
        int flips = flips_of(p, n);
        total += sign * flips;
        if (flips > most) most = flips;
        if (sign == 1) {
            swap(&p[0], &p[1]);
            sign = -1;
            continue;
        }
        swap(&p[1], &p[2]);
        sign = 1;
        for (int i = 2; i < n; i++) {
            if (s[i] != 0) {
                s[i]--;
                break;
            }
            if (i == n - 1) {
                sprintf(result, "%d %d", total, most);
                return;
            }
            s[i] = i;
            int held = p[0];
            for (int j = 0; j <= i; j++) p[j] = p[j + 1];
            p[i + 1] = held;
        }
    }
}

int main(int argc, char **argv) {
    int n = size_of(argc, argv, 9);
    return time_runs(argc, argv, run, &n);
}
