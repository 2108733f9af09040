#include "timing.h"

enum { LIMIT = 100 };

static int escape_steps(double cr, double ci) {
    double zr = 0.0, zi = 0.0;
    for (int step = 0; step < LIMIT; step++) {
        double zr2 = zr * zr, zi2 = zi * zi;
        if (zr2 + zi2 > 4.0) return step;
        zi = 2.0 * zr * zi + ci;
        zr = zr2 - zi2 + cr;
    }
    return LIMIT;
}

static void run(const void *data, char *result) {
    int width = *(const int *)data, height = width * 2 / 3, at = 0, checksum = 0;
    unsigned char *pixels = calloc((size_t)width * (size_t)height, 4);
    for (int y = 0; y < height; y++) {
        double ci = 2.0 * y / height - 1.0;
        for (int x = 0; x < width; x++, at += 4) {
            int steps = escape_steps(3.0 * x / width - 2.0, ci);
            if (steps < LIMIT) {
                pixels[at] = (unsigned char)(steps * 5);
                pixels[at + 1] = (unsigned char)(steps * 9);
                pixels[at + 2] = (unsigned char)(255 - steps * 2);
            }
            pixels[at + 3] = 255;
        }
    }
    for (int i = 0; i < at; i++) checksum = (checksum * 31 + pixels[i]) % 1000003;
    sprintf(result, "%d", checksum);
    free(pixels);
}

int main(int argc, char **argv) {
    int n = size_of(argc, argv, 480);
    return time_runs(argc, argv, run, &n);
}
