#include "runtime/core/generator_object.h"

#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"
#include "runtime/core/iter.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"
#include "runtime/core/unit.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static_assert(offsetof(Generator, state) == 8 + 8 * GENERATOR_SLOT_STATE, "see abi/object.h");
static_assert(offsetof(Generator, sent) == 8 + 8 * GENERATOR_SLOT_SENT, "see abi/object.h");
static_assert(offsetof(Generator, words) == 8 + 8 * GENERATOR_SLOT_WORDS, "see abi/object.h");

static const char *kind_text(const Generator *generator) {
    return generator->head.class_id == CLASS_COROUTINE         ? "coroutine"
           : generator->head.class_id == CLASS_ASYNC_GENERATOR ? "async generator"
                                                               : "generator";
}

// A coroutine that no code of the program's made: async_step.c.
static bool is_step(const Generator *generator) {
    return generator->head.class_id == CLASS_COROUTINE &&
           generator->spec->extra != FUNC_IS_COROUTINE;
}

static usize object_bytes(const FuncSpec *spec) {
    u32 count = spec->capture_count;
    if (count < GENERATOR_WORDS_MIN) count = GENERATOR_WORDS_MIN;
    return sizeof(Generator) + count * sizeof(u64);
}

Generator *generator_new(RtState *rt, u32 class_id, const FuncSpec *spec, GenericCode code) {
    PART_MAKE(CLASS_GENERATOR);  // the others: compiler/wasm/link_part.c
    Generator *made = object_new_of(rt, object_bytes(spec), class_id);
    made->code_slot = made->spec_slot = 0;
    memcpy(&made->code, &code, sizeof code);
    made->spec = spec;
    made->state = made->value_count = 0;
    made->flags = 0;
    made->result = made->sent = VALUE_NONE;
    rt_core(rt)->gc.has_generators = true;
    return made;
}

void *rt_generator_new(RtState *rt, u32 unit, u32 func) {
    const LoadedUnit *loaded = rt_core(rt)->units[unit];
    const FuncSpec *spec = &loaded->specs[func];
    u32 class_id = spec->extra == FUNC_IS_COROUTINE         ? CLASS_COROUTINE
                   : spec->extra == FUNC_IS_ASYNC_GENERATOR ? CLASS_ASYNC_GENERATOR
                                                            : CLASS_GENERATOR;
    return generator_new(rt, class_id, spec, loaded->codes[func]);
}

static bool is_suspended(const Generator *generator) {
    return generator->state < GENERATOR_ENDED;
}

// What the frame of a suspended generator owns goes.
static void drop_frame(RtState *rt, Generator *generator) {
    u32 count = generator->value_count;
    generator->state = GENERATOR_ENDED;
    generator->value_count = 0;
    for (u32 i = 0; i < count; i++) value_release(rt, generator->words[i]);
}

void rt_keep(RtState *rt, Value value) {
    (void)rt, (void)value;
}

// ---- going on

static ResultWord run(RtState *rt, Generator *generator) {
    GenericCode code;
    void *address = generator->code;
    memcpy(&code, &address, sizeof code);
    return code(rt, (Func *)(void *)generator, &generator->sent);
}

static ResultWord already_running(RtState *rt, const Generator *generator) {
    return error_format(rt, CLASS_VALUE_ERROR, "%s already executing", kind_text(generator));
}

// A coroutine gives its result once.
static ResultWord refuse_again(RtState *rt, const Generator *generator) {
    if (generator->head.class_id != CLASS_COROUTINE) return word_ok(VALUE_UNDEFINED);
    const char *name = !is_step(generator)     ? "coroutine"
                       : generator->flags == 0 ? "__anext__()/asend()"
                                               : "aclose()/athrow()";
    return error_format(rt, CLASS_RUNTIME_ERROR, "cannot reuse already awaited %s", name);
}

ResultWord generator_resume(RtState *rt, Generator *generator, Value sent) {
    if (LIKELY(is_suspended(generator))) {
        if (UNLIKELY(rt_stack_check(rt))) {
            value_release(rt, sent);
            return word_error();
        }
        gc_codepoint(rt);
        generator->sent = sent;
        return run(rt, generator);
    }
    value_release(rt, sent);
    if (generator->state == GENERATOR_RUNNING) return already_running(rt, generator);
    return refuse_again(rt, generator);
}
PART_ONLY(generator_resume, CLASS_GENERATOR, CLASS_COROUTINE, CLASS_ASYNC_GENERATOR);

// Compiled code asks before it knows whether it may go on.
ResultWord rt_generator_refuse(RtState *rt, void *ref, i64 state) {
    Generator *generator = ref;
    generator->state = (u32)state;
    if (state == GENERATOR_RUNNING) return already_running(rt, generator);
    return word_ok(VALUE_UNDEFINED);
}

// A StopIteration would look like the end of the generator: RuntimeError from it.
void rt_generator_fail(RtState *rt, void *ref) {
    Generator *generator = ref;
    generator->state = GENERATOR_ENDED;
    generator->value_count = 0;
    bool is_async = generator->head.class_id == CLASS_ASYNC_GENERATOR;
    const char *name = error_is(rt, CLASS_STOP_ITERATION)                     ? "StopIteration"
                       : is_async && error_is(rt, CLASS_STOP_ASYNC_ITERATION) ? "StopAsyncIteration"
                                                                              : NULL;
    if (!name) return;
    Value stop = rt_exception_take(rt);
    error_format(rt, CLASS_RUNTIME_ERROR, "%s raised %s", kind_text(generator), name);
    Exception *error = value_ref(rt->exception);
    value_assign_take(rt, &error->cause, value_retain(stop));
    value_assign_take(rt, &error->context, stop);
    error->flags |= value_from_small(1);
}

ResultWord generator_throw(RtState *rt, Generator *generator) {
    if (generator->state == GENERATOR_RUNNING) {
        error_clear(rt);
        return already_running(rt, generator);
    }
    if (generator->state == GENERATOR_ENDED) {
        if (generator->head.class_id != CLASS_COROUTINE) return word_error();
        error_clear(rt);
        return refuse_again(rt, generator);
    }
    if (generator->state == 0) {
        Value thrown = rt_exception_take(rt);
        drop_frame(rt, generator);
        rt_exception_restore(rt, thrown);
        return word_error();
    }
    generator->sent = VALUE_UNDEFINED;
    return run(rt, generator);
}

ResultWord generator_close(RtState *rt, Generator *generator) {
    if (generator->state == GENERATOR_RUNNING) return already_running(rt, generator);
    if (generator->state == 0) drop_frame(rt, generator);
    if (generator->state == GENERATOR_ENDED) return word_ok(VALUE_NONE);
    error_set_take(rt, value_from_ref(exception_new(rt, CLASS_GENERATOR_EXIT, NULL, 0)));
    ResultWord given = generator_throw(rt, generator);
    if (given.is_error) {
        if (!error_is(rt, CLASS_GENERATOR_EXIT) && !error_is(rt, CLASS_STOP_ITERATION))
            return given;
        error_clear(rt);
        return word_ok(VALUE_NONE);
    }
    if (given.value == VALUE_UNDEFINED) return word_ok(generator_result_take(generator));
    value_release(rt, given.value);
    return error_format(rt, CLASS_RUNTIME_ERROR, "%s ignored GeneratorExit", kind_text(generator));
}

Value generator_result_take(Generator *generator) {
    Value result = generator->result;
    generator->result = VALUE_NONE;
    return result;
}

ResultWord generator_stop(RtState *rt, Value value) {
    Exception *stop = exception_new(rt, CLASS_STOP_ITERATION, &value, value != VALUE_NONE);
    value_release(rt, value);
    error_set_take(rt, value_from_ref(stop));
    return word_error();
}

// ---- the end of one that is suspended: its finally and with statements run

static void report_ignored(RtState *rt, Value generator) {
    Value exception = rt_exception_take(rt);
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_text(&builder, "Exception ignored in: ");
    ResultRef text = rt_repr(rt, generator);
    if (text.is_error) {
        error_clear(rt);
    } else {
        builder_str(&builder, text.value);
        object_release(rt, text.value);
    }
    builder_char(&builder, '\n');
    exception_print(rt, exception, &builder);
    Str *all = builder_finish(&builder);
    if (!file_write_str(rt, 2, all)) error_clear(rt);
    object_release(rt, all);
    value_release(rt, exception);
}

static void warn_never_awaited(RtState *rt, const Generator *generator) {
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder,
                   "sys:1: RuntimeWarning: coroutine '%S' was never awaited\n"
                   "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n",
                   generator_qualname(rt, generator));
    Str *all = builder_finish(&builder);
    if (!file_write_str(rt, 2, all)) error_clear(rt);
    object_release(rt, all);
}

// An event loop finishes the asynchronous generators that nobody has any more.
static bool is_taken_over(const Generator *generator, Value finalizer) {
    return generator->head.class_id == CLASS_ASYNC_GENERATOR && generator->state > 0 &&
           is_suspended(generator) && finalizer != VALUE_NONE;
}

static bool hand_over(RtState *rt, Generator *generator) {
    Value pending = rt_exception_take(rt), argument = value_from_ref(generator);
    Value finalizer = value_retain(rt_core(rt)->asyncgen_finalizer);
    generator->head.refs++;
    ResultWord given = call_value(rt, finalizer, &argument, 1);
    if (given.is_error)
        report_ignored(rt, argument);
    else
        value_release(rt, given.value);
    value_release(rt, finalizer);
    rt->exception = pending;
    return --generator->head.refs == 0;
}

// Whether the generator may go: its code may have stored it somewhere.
static bool finish(RtState *rt, Generator *generator) {
    if (is_taken_over(generator, rt_core(rt)->asyncgen_finalizer) && !hand_over(rt, generator))
        return false;
    if (generator->state == 0) {
        if (generator->head.class_id == CLASS_COROUTINE && !is_step(generator))
            warn_never_awaited(rt, generator);
        drop_frame(rt, generator);
    }
    if (!is_suspended(generator)) return true;
    Value pending = rt_exception_take(rt);
    generator->head.refs++;
    ResultWord closed = generator_close(rt, generator);
    if (closed.is_error)
        report_ignored(rt, value_from_ref(generator));
    else
        value_release(rt, closed.value);
    if (is_suspended(generator)) drop_frame(rt, generator);
    rt->exception = pending;
    return --generator->head.refs == 0;
}

bool generator_finalize_early(RtState *rt, Generator *generator) {
    bool is_stopped = generator->state > 0 && is_suspended(generator);
    if (is_stopped) finish(rt, generator);
    return is_stopped;
}
PART_ONLY(generator_finalize_early, CLASS_GENERATOR, CLASS_COROUTINE, CLASS_ASYNC_GENERATOR);

void generator_end(RtState *rt, Generator *generator) {
    if (is_suspended(generator)) finish(rt, generator);
}

void generator_free(RtState *rt, Generator *generator) {
    if (!finish(rt, generator)) return;
    value_release(rt, generator->result);
    object_give(rt, generator, object_bytes(generator->spec));
}
PART_ONLY(generator_free, CLASS_GENERATOR, CLASS_COROUTINE, CLASS_ASYNC_GENERATOR);

// ---- what others see of it

static Value text_const(RtState *rt, const Generator *generator, u32 index) {
    return rt_core(rt)->units[generator->spec->unit_index]->block[index];
}

const Str *generator_qualname(RtState *rt, const Generator *generator) {
    if (is_step(generator)) return rt_name(rt, NAME_ANEXT);
    return value_ref(text_const(rt, generator, generator->spec->qualname_const));
}

Value generator_attribute(RtState *rt, const Generator *generator, const Str *name) {
    const FuncSpec *spec = generator->spec;
    bool is_name = name == rt_name(rt, NAME_NAME) || name == rt_name(rt, NAME_QUALNAME);
    if (is_name && is_step(generator)) return VALUE_UNDEFINED;
    if (name == rt_name(rt, NAME_NAME))
        return value_retain(text_const(rt, generator, spec->name_const));
    if (name == rt_name(rt, NAME_QUALNAME))
        return value_retain(text_const(rt, generator, spec->qualname_const));
    if (name == rt_name(rt, NAME_GI_RUNNING) || name == rt_name(rt, NAME_CR_RUNNING))
        return value_from_bool(generator->state == GENERATOR_RUNNING);
    if (name == rt_name(rt, NAME_GI_SUSPENDED) || name == rt_name(rt, NAME_CR_SUSPENDED))
        return value_from_bool(is_suspended(generator) && generator->state > 0);
    return VALUE_UNDEFINED;
}
PART_ONLY(generator_attribute, CLASS_GENERATOR, CLASS_COROUTINE, CLASS_ASYNC_GENERATOR);

// The exception of throw(type, value): an instance, or a class and what it is made from.
Value generator_thrown(RtState *rt, Value type, Value value) {
    bool has_value = value != VALUE_UNDEFINED && value != VALUE_NONE;
    if (exception_is(rt, type)) {
        if (!has_value) return value_retain(type);
        error_text(rt, CLASS_TYPE_ERROR, "instance exception may not have a separate value");
        return VALUE_UNDEFINED;
    }
    bool is_class =
        value_is_class(type) && ((RtClass *)value_ref(type))->layout_id >= CLASS_BASE_EXCEPTION;
    if (!is_class) {
        error_format(rt, CLASS_TYPE_ERROR,
                     "exceptions must be classes or instances deriving from BaseException, not %T",
                     type);
        return VALUE_UNDEFINED;
    }
    if (has_value && exception_is(rt, value)) return value_retain(value);
    const Tuple *args = has_value && value_has_layout(value, CLASS_TUPLE) ? value_ref(value) : NULL;
    if (args) return exception_made(rt, type, args->items, args->len, false);
    return exception_made(rt, type, &value, has_value, false);
}

// ---- methods

static ResultWord given_or_stop(RtState *rt, Generator *generator, ResultWord given) {
    if (given.is_error || given.value != VALUE_UNDEFINED) return given;
    return generator_stop(rt, generator_result_take(generator));
}

ResultWord rt_native_GENERATOR_ITER(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(args[0]));
}

ResultWord rt_native_GENERATOR_NEXT(RtState *rt, const Value *args) {
    Generator *generator = value_ref(args[0]);
    return given_or_stop(rt, generator, generator_resume(rt, generator, VALUE_NONE));
}

ResultWord rt_native_GENERATOR_SEND(RtState *rt, const Value *args) {
    Generator *generator = value_ref(args[0]);
    if (generator->state == 0 && args[1] != VALUE_NONE)
        return error_format(rt, CLASS_TYPE_ERROR, "can't send non-None value to a just-started %s",
                            kind_text(generator));
    return given_or_stop(rt, generator, generator_resume(rt, generator, value_retain(args[1])));
}

ResultWord rt_native_GENERATOR_THROW(RtState *rt, const Value *args) {
    Generator *generator = value_ref(args[0]);
    Value thrown = generator_thrown(rt, args[1], args[2]);
    if (thrown == VALUE_UNDEFINED) return word_error();
    error_set_take(rt, thrown);
    return given_or_stop(rt, generator, generator_throw(rt, generator));
}

ResultWord rt_native_GENERATOR_CLOSE(RtState *rt, const Value *args) {
    return generator_close(rt, value_ref(args[0]));
}

// ---- coroutines: the same, but they are not iterated

ResultWord rt_native_COROUTINE_AWAIT(RtState *rt, const Value *args) {
    return rt_native_GENERATOR_ITER(rt, args);
}

ResultWord rt_native_COROUTINE_SEND(RtState *rt, const Value *args) {
    return rt_native_GENERATOR_SEND(rt, args);
}

ResultWord rt_native_COROUTINE_THROW(RtState *rt, const Value *args) {
    return rt_native_GENERATOR_THROW(rt, args);
}

ResultWord rt_native_COROUTINE_CLOSE(RtState *rt, const Value *args) {
    return rt_native_GENERATOR_CLOSE(rt, args);
}
