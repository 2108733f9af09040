// Runs every registered test of one room. ROOM_tests PATTERN: those whose name contains it.
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TESTS_MAX = 4096 };

static struct CMUnitTest tests[TESTS_MAX];
static size_t test_count;

void test_register(const char *file, const char *name, CMUnitTestFunction run) {
    (void)file;
    if (test_count == TESTS_MAX) {
        fputs("tests/unit/main.c: too many tests\n", stderr);
        abort();
    }
    tests[test_count++] = (struct CMUnitTest){.name = name, .test_func = run};
}

int main(int argc, char **argv) {
    if (argc > 1) {
        size_t kept = 0;
        for (size_t i = 0; i < test_count; i++) {
            if (strstr(tests[i].name, argv[1])) tests[kept++] = tests[i];
        }
        test_count = kept;
    }
    if (test_count == 0) {
        fputs("no test matches\n", stderr);
        return 1;
    }
    return _cmocka_run_group_tests(argv[0], tests, test_count, NULL, NULL);
}
