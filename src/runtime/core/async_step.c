// What an asynchronous generator's __anext__, asend, athrow and aclose give: one step of it, to be
// awaited. It is a coroutine whose code is here. What the generator awaits goes through; what it
// yields is the step's result.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/native.h"

static ResultWord raise_class(RtState *rt, u32 class_id) {
    error_set_take(rt, value_from_ref(exception_new(rt, class_id, NULL, 0)));
    return word_error();
}

typedef enum { STEP_SEND, STEP_THROW, STEP_CLOSE } StepKind;

// Words of the step's frame; its flags are the kind.
enum { WORD_GENERATOR, WORD_ARGUMENT, WORD_COUNT = GENERATOR_WORDS_MIN };

// What came of resuming the generator. Sets `is_done` unless it awaits something.
static ResultWord outcome(RtState *rt, const Generator *generator, bool is_close, ResultWord given,
                          bool *is_done) {
    *is_done = true;
    if (given.is_error) {
        bool is_closed = is_close && (error_is(rt, CLASS_GENERATOR_EXIT) ||
                                      error_is(rt, CLASS_STOP_ASYNC_ITERATION));
        if (!is_closed) return given;
        error_clear(rt);
        return word_ok(VALUE_NONE);
    }
    if (given.value == VALUE_UNDEFINED)
        return is_close ? word_ok(VALUE_NONE) : raise_class(rt, CLASS_STOP_ASYNC_ITERATION);
    if (generator->flags == 0) {
        *is_done = false;
        return given;
    }
    if (!is_close) return given;
    value_release(rt, given.value);
    return error_text(rt, CLASS_RUNTIME_ERROR, "async generator ignored GeneratorExit");
}

static ResultWord begin(RtState *rt, const Generator *step, Generator *generator) {
    Value argument = step->words[WORD_ARGUMENT];
    if (step->flags == STEP_SEND) return generator_resume(rt, generator, value_retain(argument));
    if (step->flags == STEP_THROW) {
        error_set_take(rt, value_retain(argument));
    } else {
        if (generator->state == GENERATOR_ENDED) return word_ok(VALUE_UNDEFINED);
        raise_class(rt, CLASS_GENERATOR_EXIT);
    }
    return generator_throw(rt, generator);
}

// As compiled code does it: goes on from `state`, leaves the next one.
static ResultWord step_code(RtState *rt, Func *self, const Value *args) {
    Generator *step = (Generator *)(void *)self,
              *generator = value_ref(step->words[WORD_GENERATOR]);
    bool is_begun = step->state > 0, is_done;
    step->state = GENERATOR_RUNNING;
    ResultWord given = !is_begun                    ? begin(rt, step, generator)
                       : args[0] == VALUE_UNDEFINED ? generator_throw(rt, generator)
                                                    : generator_resume(rt, generator, args[0]);
    given = outcome(rt, generator, step->flags == STEP_CLOSE, given, &is_done);
    if (!is_done) {
        step->state = 1;
        return given;
    }
    step->state = GENERATOR_ENDED;
    step->value_count = 0;
    for (u32 i = 0; i < WORD_COUNT; i++) value_release(rt, step->words[i]);
    if (given.is_error) return given;
    step->result = given.value;
    return word_ok(VALUE_UNDEFINED);
}

static Value step_new(RtState *rt, Value generator, Value argument, StepKind kind) {
    Generator *step =
        generator_new(rt, CLASS_COROUTINE, ((Generator *)value_ref(generator))->spec, step_code);
    step->flags = kind;
    step->words[WORD_GENERATOR] = value_retain(generator);
    step->words[WORD_ARGUMENT] = value_retain(argument);
    step->value_count = WORD_COUNT;
    return value_from_ref(step);
}

// ---- methods

ResultWord rt_native_ASYNC_GENERATOR_AITER(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(args[0]));
}

ResultWord rt_native_ASYNC_GENERATOR_ANEXT(RtState *rt, const Value *args) {
    return word_ok(step_new(rt, args[0], VALUE_NONE, STEP_SEND));
}

ResultWord rt_native_ASYNC_GENERATOR_ASEND(RtState *rt, const Value *args) {
    const Generator *generator = value_ref(args[0]);
    if (generator->state == 0 && args[1] != VALUE_NONE)
        return error_text(rt, CLASS_TYPE_ERROR,
                          "can't send non-None value to a just-started async generator");
    return word_ok(step_new(rt, args[0], args[1], STEP_SEND));
}

ResultWord rt_native_ASYNC_GENERATOR_ATHROW(RtState *rt, const Value *args) {
    Value thrown = generator_thrown(rt, args[1], args[2]);
    if (thrown == VALUE_UNDEFINED) return word_error();
    Value step = step_new(rt, args[0], thrown, STEP_THROW);
    value_release(rt, thrown);
    return word_ok(step);
}

ResultWord rt_native_ASYNC_GENERATOR_ACLOSE(RtState *rt, const Value *args) {
    return word_ok(step_new(rt, args[0], VALUE_NONE, STEP_CLOSE));
}

// ---- aiter, anext, async with

static bool has_method(RtState *rt, Value value, NameId name) {
    return class_find(rt, class_of(rt, value), rt_name(rt, name)) != NULL;
}

ResultWord rt_native_AITER(RtState *rt, const Value *args) {
    if (!has_method(rt, args[0], NAME_AITER))
        return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not an async iterable", args[0]);
    ResultWord iterator = call_method(rt, args[0], NAME_AITER, NULL, 0);
    if (iterator.is_error || has_method(rt, iterator.value, NAME_ANEXT)) return iterator;
    error_format(rt, CLASS_TYPE_ERROR, "aiter() returned not an async iterator of type '%T'",
                 iterator.value);
    value_release(rt, iterator.value);
    return word_error();
}

ResultWord rt_native_HIDDEN_AITER(RtState *rt, const Value *args) {
    if (!has_method(rt, args[0], NAME_AITER))
        return error_format(rt, CLASS_TYPE_ERROR,
                            "'async for' requires an object with __aiter__ method, got %T",
                            args[0]);
    ResultWord iterator = call_method(rt, args[0], NAME_AITER, NULL, 0);
    if (iterator.is_error || has_method(rt, iterator.value, NAME_ANEXT)) return iterator;
    error_format(rt, CLASS_TYPE_ERROR,
                 "'async for' received an object from __aiter__ that does not implement "
                 "__anext__: %T",
                 iterator.value);
    value_release(rt, iterator.value);
    return word_error();
}

ResultWord rt_native_ANEXT(RtState *rt, const Value *args) {
    if (!has_method(rt, args[0], NAME_ANEXT))
        return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not an async iterator", args[0]);
    return call_method(rt, args[0], NAME_ANEXT, NULL, 0);
}

ResultWord rt_native_ASYNC_WITH_CHECK(RtState *rt, const Value *args) {
    bool has_enter = has_method(rt, args[0], NAME_AENTER);
    if (has_enter && has_method(rt, args[0], NAME_AEXIT)) return word_ok(VALUE_NONE);
    return error_format(rt, CLASS_TYPE_ERROR,
                        has_enter ? "'%T' object does not support the asynchronous context manager "
                                    "protocol (missed __aexit__ method)"
                                  : "'%T' object does not support the asynchronous context manager "
                                    "protocol",
                        args[0]);
}
