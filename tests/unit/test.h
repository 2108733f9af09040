// tests/unit/test.h — unit tests on cmocka: TEST(name) { ... } in a *_test.c registers itself.
//
// All tests of a room link into one program, so building them stays cheap. Assertions are cmocka's:
// assert_int_equal, assert_string_equal, assert_memory_equal, assert_true, …
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void test_register(const char *file, const char *name, CMUnitTestFunction run);

#define TEST(name)                                                                                 \
    static void name(void **state);                                                                \
    __attribute__((constructor)) static void register_##name(void) {                               \
        test_register(__FILE__, #name, name);                                                      \
    }                                                                                              \
    static void name(__attribute__((unused)) void **state)
