#include "runtime/core/test/fixture.h"

#include "runtime/core/unit.h"

#include <stdlib.h>
#include <string.h>

// A unit with constants of each kind, a global, two functions, a class with a subclass, one
// position.
static const u8 description[] = {
    'K', 'R', 'U',  '1',
    10,                                                      // constants
    'i', 4,   'm',  'a',  'i', 'n',                          // 0
    'i', 1,   'x',                                           // 1
    't', 1,   1,                                             // 2: ("x",)
    't', 0,                                                  // 3: ()
    's', 2,   0xc3, 0xa9,                                    // 4
    'b', 2,   0,    255,                                     // 5
    'n', 1,   9,    0,    0,   0,   0, 0,    0,    0, 0, 1,  // 6: -2**64
    'v', 8,   0,    0,    0,   0,   0, 0,    0,              // 7: 2
    'f', 0,   0,    0,    0,   0,   0, 0xf0, 0x7f,           // 8: inf
    'i', 1,   'C',                                           // 9
    1,   1,   0,                                             // globals: x, SLOT_VALUE
    2,                                                       // functions
    0,   0,   3,    0,    0,   0,   0, 1,    0,    0, 0, 0,
    0,   3,   3,  // main()
    1,   1,   2,    1,    1,   0,   0, 3,    1,    0, 0, 0,
    4,   2,   3,  // x(x)
    2,            // classes
    9,   9,   0,    0,    0,   1,   1, 0,    1,    1, 1, 0,
    1,   0,   0,                           // C(object): field x, method x, attribute main
    1,   1,   0,    1,    0,   0,   0, 0,  // x(C)
    1,                                     // positions
    0,   1,   0,    1,    4,
};

static ResultWord give_argument(RtState *rt, Func *self, const Value *args) {
    (void)rt, (void)self;
    return word_ok(value_retain(args[0]));
}

static u32 run_nothing(RtState *rt) {
    (void)rt;
    return 0;
}

static const GenericCode codes[] = {give_argument, give_argument};

TEST(a_unit_is_read_and_its_functions_and_classes_work) {
    RtState *rt = fixture_open();
    RtUnit unit = {description, sizeof description, codes, run_nothing};
    u32 index;
    u64 *block;
    assert_int_equal(rt_unit_load(rt, &unit, &index, &block), STATUS_OK);
    fixture_expect(rt, word_ok(value_retain(block[6])), "-18446744073709551616");
    fixture_expect(rt, word_ok(value_retain(block[5])), "b'\\x00\\xff'");
    fixture_expect(rt, word_ok(value_retain(block[8])), "inf");
    assert_true(block[10] == VALUE_UNDEFINED);

    Value function = value_from_ref(rt_closure_new(rt, index, 1));
    Value argument = value_from_small(7);
    fixture_expect(rt, rt_call(rt, function, 1, &argument), "7");
    fixture_expect(rt, rt_call(rt, function, 0, NULL),
                   "TypeError: x() missing 1 required positional argument: 'x'");
    Value two[2] = {argument, argument};
    fixture_expect(rt, rt_call(rt, function, 2, two),
                   "TypeError: x() takes 1 positional argument but 2 were given");
    KeywordArg keyword = {block[0], argument};
    fixture_expect(rt, rt_call_kw(rt, function, 0, NULL, 1, &keyword),
                   "TypeError: x() got an unexpected keyword argument 'main'");
    value_release(rt, function);

    ResultWord instance = rt_call(rt, block[12], 0, NULL);  // the subclass
    assert_false(instance.is_error);
    assert_int_equal(rt_isinstance(rt, instance.value, block[11]).value, 1);
    assert_int_equal(rt_setattr(rt, instance.value, value_ref(block[1]), argument), 0);
    fixture_expect(rt, rt_getattr(rt, instance.value, value_ref(block[1])), "7");
    fixture_expect(rt, rt_getattr(rt, instance.value, value_ref(block[0])),
                   "AttributeError: 'x' object has no attribute 'main'");
    block[10] = value_from_small(9);
    fixture_expect(rt, rt_getattr(rt, instance.value, value_ref(block[0])), "9");
    value_release(rt, instance.value);
    fixture_close(rt);
}

TEST(a_cut_or_damaged_description_is_refused_and_leaks_nothing) {
    u8 *damaged = malloc(sizeof description);
    for (usize cut = 0; cut < sizeof description; cut++) {
        RtState *rt = fixture_open();
        memcpy(damaged, description, cut);
        RtUnit unit = {damaged, cut, codes, run_nothing};
        u32 index;
        u64 *block;
        assert_int_equal(rt_unit_load(rt, &unit, &index, &block), STATUS_CORRUPT);
        fixture_close(rt);
    }
    for (usize at = 0; at < sizeof description; at++) {
        for (u32 bit = 0; bit < 8; bit++) {
            RtState *rt = fixture_open();
            memcpy(damaged, description, sizeof description);
            damaged[at] ^= (u8)(1u << bit);
            RtUnit unit = {damaged, sizeof description, codes, run_nothing};
            u32 index;
            u64 *block;
            Status status = rt_unit_load(rt, &unit, &index, &block);
            assert_true(status == STATUS_OK || status == STATUS_CORRUPT);
            fixture_close(rt);
        }
    }
    free(damaged);
}
