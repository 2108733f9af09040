#include "runtime/core/test/fixture.h"

#include "runtime/core/native.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(a_request_too_large_is_a_memory_error) {
    RtState *rt = fixture_open();
    Value text = fixture_text(rt, "abcdefgh"), list = fixture_list(rt, 1, value_from_small(1));
    Value count = value_from_small(100000);
    fixture_expect(rt, rt_mul(rt, text, value_from_small(INT64_C(1) << 50)), "MemoryError: ");
    fixture_expect(rt, rt_mul(rt, list, value_from_small(INT64_C(1) << 50)), "MemoryError: ");
    fixture_expect(rt, rt_pow(rt, value_from_small(3), value_from_small(INT64_C(1) << 50)),
                   "MemoryError: ");
    ResultWord long_text = rt_mul(rt, text, count);
    assert_false(long_text.is_error);
    assert_int_equal(value_str(long_text.value)->len, 800000);
    value_release(rt, long_text.value);
    value_release(rt, text);
    value_release(rt, list);
    fixture_close(rt);
}

// Any allocation of an ordinary program may be the one that fails: the state cannot go on, but it
// ends with a message and never with a wrong access. Each failing number runs in a process of its
// own.
static void work(RtState *rt) {
    Value words = fixture_list(rt, 0);
    for (i64 i = 0; i < 40; i++) {
        ResultRef text = rt_int_to_str(rt, i * 12345);
        rt_list_append_value(rt, value_ref(words), value_from_ref(text.value));
    }
    fixture_expect(rt, fixture_call(rt, NATIVE_LEN, 1, words), "40");
    fixture_expect(rt, rt_add(rt, value_from_small(1), VALUE_NONE),
                   "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'");
}

TEST(each_failing_allocation_ends_the_program_with_a_message) {
    for (u64 number = 1; number < 60; number++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            close(2);  // the message itself
            RtState *rt = fixture_open();
            rt_state_fail_allocation(rt, number);
            work(rt);
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        bool is_clean_end = WIFSIGNALED(status)
                                ? WTERMSIG(status) == SIGABRT || WTERMSIG(status) == SIGTRAP ||
                                      WTERMSIG(status) == SIGILL
                                : WIFEXITED(status);
        assert_true(is_clean_end);
    }
}
