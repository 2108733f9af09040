// runtime/core/generator_object.h — generators and coroutines: going on, throwing in, closing.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/result.h"

enum { GENERATOR_WORDS_MIN = 2 };  // every frame has room for those of an asynchronous step

Generator *generator_new(RtState *rt, u32 class_id, const FuncSpec *spec, GenericCode code);

Value async_step_of_promise(RtState *rt, Value promise);  // a coroutine: async_step.c

static inline bool generator_is(Value value) {
    return value_is(value, CLASS_GENERATOR) || value_is(value, CLASS_COROUTINE);
}

// Goes on until the next yield, which gives what is sent (taken). VALUE_UNDEFINED when it ends:
// then generator_result_take tells what it returned.
ResultWord generator_resume(RtState *rt, Generator *generator, Value sent);
// The same with the current exception raised where it stopped.
ResultWord generator_throw(RtState *rt, Generator *generator);
ResultWord generator_close(RtState *rt, Generator *generator);
Value generator_result_take(Generator *generator);
// Raises StopIteration with the value (taken).
ResultWord generator_stop(RtState *rt, Value value);
// An owned exception for the arguments of throw(), or UNDEFINED and an error.
Value generator_thrown(RtState *rt, Value type, Value value);
Value generator_attribute(RtState *rt, const Generator *generator, const Str *name);
const Str *generator_qualname(RtState *rt, const Generator *generator);  // borrowed
void generator_free(RtState *rt, Generator *generator);
// For the collector: closes one that is stopped amid its code while others still refer to it. True
// when its code ran.
bool generator_finalize_early(RtState *rt, Generator *generator);
// The program ends: closes it, wherever it is stopped.
void generator_end(RtState *rt, Generator *generator);
