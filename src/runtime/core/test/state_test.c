#include "runtime/core/test/fixture.h"

TEST(a_state_gives_back_all_its_memory) {
    RtState *rt = fixture_open();
    assert_true(rt_state_live_count(rt) > 0);
    fixture_close(rt);
}

TEST(modules_and_natives_give_back_their_memory) {
    RtState *rt = fixture_open();
    Value math = fixture_module(rt, "math");
    Str *name = str_intern_text(rt, "pi");
    ResultWord pi = rt_getattr(rt, math, name);
    assert_false(pi.is_error);
    assert_true(value_f64(pi.value) > 3.14 && value_f64(pi.value) < 3.15);
    object_release(rt, name);
    value_release(rt, math);
    fixture_close(rt);
}
