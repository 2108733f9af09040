#include "timing.h"

typedef struct {
    int size;
    unsigned char *pixels;
} Picture;

static void blur_rows(const unsigned char *source, unsigned char *target, int width, int height) {
    static const int kernel[] = {1, 6, 15, 20, 15, 6, 1};
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int red = 0, green = 0, blue = 0;
            for (int k = 0; k < 7; k++) {
                int at = x + k - 3;
                at = at < 0 ? 0 : at >= width ? width - 1 : at;
                const unsigned char *pixel = source + (y * width + at) * 4;
                red += pixel[0] * kernel[k];
                green += pixel[1] * kernel[k];
                blue += pixel[2] * kernel[k];
            }
            unsigned char *out = target + (x * height + y) * 4;
            out[0] = (unsigned char)(red >> 6);
            out[1] = (unsigned char)(green >> 6);
            out[2] = (unsigned char)(blue >> 6);
            out[3] = 255;
        }
    }
}

static void run(const void *data, char *result) {
    const Picture *picture = data;
    int n = picture->size, checksum = 0;
    unsigned char *between = calloc((size_t)n * (size_t)n, 4),
                  *blurred = calloc((size_t)n * (size_t)n, 4);
    blur_rows(picture->pixels, between, n, n);
    blur_rows(between, blurred, n, n);
    for (int i = 0; i < n * n * 4; i++) checksum = (checksum * 31 + blurred[i]) % 1000003;
    sprintf(result, "%d", checksum);
    free(between), free(blurred);
}

int main(int argc, char **argv) {
    Picture picture = {.size = size_of(argc, argv, 256)};
    picture.pixels = calloc((size_t)picture.size * (size_t)picture.size, 4);
    long x = 23;
    for (int at = 0; at < picture.size * picture.size * 4; at += 4) {
        x = x * 16807 % 2147483647;
        picture.pixels[at] = x & 255;
        picture.pixels[at + 1] = x >> 8 & 255;
        picture.pixels[at + 2] = x >> 16 & 255;
        picture.pixels[at + 3] = 255;
    }
    return time_runs(argc, argv, run, &picture);
}
