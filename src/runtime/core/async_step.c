// What an asynchronous generator's __anext__, asend, athrow and aclose give: one step of it, to be
// awaited. It is a coroutine whose code is here. What the generator awaits goes through; what it
// yields is the step's result. anext() with a default is a step around another one; a promise of
// JavaScript's is awaited as a step that gives it to the event loop.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/native.h"

static ResultWord raise_class(RtState *rt, u32 class_id) {
    error_set_take(rt, value_from_ref(exception_new_of(rt, class_id, NULL, 0)));
    return word_error();
}

typedef enum { STEP_SEND, STEP_THROW, STEP_CLOSE, STEP_DEFAULT, STEP_PROMISE } StepKind;

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
    static const char *const names[] = {"anext", "athrow", "aclose"};
    Value argument = step->words[WORD_ARGUMENT];
    if (generator->result == VALUE_TRUE)
        return error_format(rt, CLASS_RUNTIME_ERROR,
                            "%s(): asynchronous generator is already running", names[step->flags]);
    bool is_over = step->flags != STEP_SEND && generator->state == GENERATOR_ENDED;
    if (is_over) return word_ok(VALUE_UNDEFINED);
    generator->result = VALUE_TRUE;
    if (step->flags == STEP_SEND) return generator_resume(rt, generator, value_retain(argument));
    if (step->flags == STEP_THROW)
        error_set_take(rt, value_retain(argument));
    else
        raise_class(rt, CLASS_GENERATOR_EXIT);
    return generator_throw(rt, generator);
}

// One turn of the step; sets `is_done` unless it awaits something.
static ResultWord turn(RtState *rt, const Generator *step, Value sent, bool is_begun,
                       bool *is_done) {
    Generator *generator = value_ref(step->words[WORD_GENERATOR]);
    bool was_over = !is_begun && generator->state == GENERATOR_ENDED,
         is_close = step->flags != STEP_SEND && (was_over || step->flags == STEP_CLOSE);
    bool is_refused = !is_begun && generator->result == VALUE_TRUE;
    ResultWord given = !is_begun                 ? begin(rt, step, generator)
                       : sent == VALUE_UNDEFINED ? generator_throw(rt, generator)
                                                 : generator_resume(rt, generator, sent);
    given = outcome(rt, generator, is_close, given, is_done);
    if (*is_done && !is_refused) generator->result = VALUE_NONE;
    return given;
}

// The same around an awaitable's iterator: at its end by StopAsyncIteration the default.
static ResultWord turn_default(RtState *rt, const Generator *step, Value sent, bool is_begun,
                               bool *is_done) {
    Value inner = step->words[WORD_GENERATOR];
    ResultWord given = !is_begun                 ? rt_delegate_step(rt, inner, VALUE_NONE)
                       : sent == VALUE_UNDEFINED ? rt_delegate_throw(rt, inner)
                                                 : rt_delegate_step(rt, inner, sent);
    if (is_begun) value_release(rt, sent);
    *is_done = given.is_error || given.value == VALUE_UNDEFINED;
    if (given.is_error && rt_async_stopped(rt))
        return word_ok(value_retain(step->words[WORD_ARGUMENT]));
    return *is_done && !given.is_error ? word_ok(rt_stop_value(rt)) : given;
}

// Gives the promise to the event loop, and then what that sends.
static ResultWord turn_promise(const Generator *step, Value sent, bool is_begun, bool *is_done) {
    *is_done = is_begun;
    if (!is_begun) return word_ok(value_retain(step->words[WORD_GENERATOR]));
    return sent == VALUE_UNDEFINED ? word_error() : word_ok(sent);
}

static ResultWord turn_of_kind(RtState *rt, const Generator *step, Value sent, bool is_begun,
                               bool *is_done) {
    if (step->flags == STEP_DEFAULT) return turn_default(rt, step, sent, is_begun, is_done);
    if (step->flags == STEP_PROMISE) return turn_promise(step, sent, is_begun, is_done);
    return turn(rt, step, sent, is_begun, is_done);
}

// As compiled code does it: goes on from `state`, leaves the next one.
static ResultWord step_code(RtState *rt, Func *self, const Value *args) {
    Generator *step = (Generator *)(void *)self;
    bool is_begun = step->state > 0, is_done;
    step->state = GENERATOR_RUNNING;
    ResultWord given = turn_of_kind(rt, step, args[0], is_begun, &is_done);
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
    // A step has no code in the program: any spec will do that is no coroutine's.
    static const FuncSpec spec = {.extra = FUNC_IS_ASYNC_GENERATOR};
    PART_MAKE(CLASS_COROUTINE);
    Generator *step = generator_new(rt, CLASS_COROUTINE, &spec, step_code);
    step->flags = kind;
    step->words[WORD_GENERATOR] = value_retain(generator);
    step->words[WORD_ARGUMENT] = value_retain(argument);
    step->value_count = WORD_COUNT;
    return value_from_ref(step);
}

Value async_step_of_promise(RtState *rt, Value promise) {
    return step_new(rt, promise, VALUE_NONE, STEP_PROMISE);
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

ResultWord rt_async_iter(RtState *rt, Value value) {
    if (!has_method(rt, value, NAME_AITER))
        return error_format(rt, CLASS_TYPE_ERROR,
                            "'async for' requires an object with __aiter__ method, got %T", value);
    ResultWord iterator = call_method(rt, value, NAME_AITER, NULL, 0);
    if (iterator.is_error || has_method(rt, iterator.value, NAME_ANEXT)) return iterator;
    error_format(rt, CLASS_TYPE_ERROR,
                 "'async for' received an object from __aiter__ that does not implement "
                 "__anext__: %T",
                 iterator.value);
    value_release(rt, iterator.value);
    return word_error();
}

ResultWord rt_async_next(RtState *rt, Value iterator) {
    ResultWord given = call_method(rt, iterator, NAME_ANEXT, NULL, 0);
    if (given.is_error) return given;
    ResultWord step = rt_await_iter(rt, given.value);
    value_release(rt, given.value);
    return step;
}

u32 rt_async_stopped(RtState *rt) {
    if (!error_is(rt, CLASS_STOP_ASYNC_ITERATION)) return false;
    error_clear(rt);
    return true;
}

ResultWord rt_native_HIDDEN_AITER(RtState *rt, const Value *args) {
    return rt_async_iter(rt, args[0]);
}

ResultWord rt_native_ANEXT(RtState *rt, const Value *args) {
    if (!has_method(rt, args[0], NAME_ANEXT))
        return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not an async iterator", args[0]);
    if (args[1] == VALUE_UNDEFINED) return call_method(rt, args[0], NAME_ANEXT, NULL, 0);
    ResultWord inner = rt_async_next(rt, args[0]);
    if (inner.is_error) return inner;
    Value step = step_new(rt, inner.value, args[1], STEP_DEFAULT);
    value_release(rt, inner.value);
    return word_ok(step);
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
