#include "timing.h"

#include <math.h>

static double element(int i, int j) {
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static void multiply(int n, const double *v, double *out) {
    for (int i = 0; i < n; i++) {
        out[i] = 0.0;
        for (int j = 0; j < n; j++) out[i] += element(i, j) * v[j];
    }
}

static void multiply_transposed(int n, const double *v, double *out) {
    for (int i = 0; i < n; i++) {
        out[i] = 0.0;
        for (int j = 0; j < n; j++) out[i] += element(j, i) * v[j];
    }
}

static void run(const void *data, char *result) {
    int n = *(const int *)data;
    double *u = malloc((size_t)n * sizeof *u), *v = malloc((size_t)n * sizeof *v),
           *between = malloc((size_t)n * sizeof *u);
    for (int i = 0; i < n; i++) u[i] = 1.0;
    for (int turn = 0; turn < 10; turn++) {
        multiply(n, u, between);
        multiply_transposed(n, between, v);
        multiply(n, v, between);
        multiply_transposed(n, between, u);
    }
    double vbv = 0.0, vv = 0.0;
    for (int i = 0; i < n; i++) {
        vbv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    sprintf(result, "%.16f", sqrt(vbv / vv));
    free(u), free(v), free(between);
}

int main(int argc, char **argv) {
    int n = size_of(argc, argv, 300);
    return time_runs(argc, argv, run, &n);
}
