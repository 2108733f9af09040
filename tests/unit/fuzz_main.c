// Runs a fuzz target on the files (and the files of the folders) given: a corpus as a plain test.
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH_BYTES_MAX = 4096, INPUT_BYTES_MAX = 16 << 20 };

static int input_count;

static int run_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    uint8_t *data = malloc(INPUT_BYTES_MAX);
    if (!data) abort();
    size_t size = fread(data, 1, INPUT_BYTES_MAX, file);
    fclose(file);
    // An exact copy, so that the address sanitizer sees a read past the end.
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact) abort();
    for (size_t i = 0; i < size; i++) exact[i] = data[i];
    free(data);
    fprintf(stderr, "%s\n", path);  // the last line before a crash names the input
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    input_count++;
    return 0;
}

static int run_path(const char *path) {
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode)) return run_file(path);
    DIR *folder = opendir(path);
    if (!folder) return 1;
    int failed_count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        char inner[PATH_BYTES_MAX];
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        failed_count += run_path(inner);
    }
    closedir(folder);
    return failed_count;
}

int main(int argc, char **argv) {
    int failed_count = 0;
    for (int i = 1; i < argc; i++) failed_count += run_path(argv[i]);
    if (input_count == 0) {
        fputs("no input: every fuzz target keeps a corpus/NAME/ with at least one file\n", stderr);
        return 1;
    }
    printf("%d inputs\n", input_count);
    return failed_count > 0;
}
