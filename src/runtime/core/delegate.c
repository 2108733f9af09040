// `yield from` and `await`: one generator hands on what it gets to another iterator.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/foreign.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/iter.h"
#include "runtime/core/str.h"

static ResultWord ended_with(RtState *rt, Value value) {  // takes it
    value_assign_take(rt, &rt_core(rt)->stop_value, value);
    return word_ok(VALUE_UNDEFINED);
}

Value rt_stop_value(RtState *rt) {
    Value value = rt_core(rt)->stop_value;
    rt_core(rt)->stop_value = VALUE_NONE;
    return value;
}

// A StopIteration is the end of the iterator, and holds its value.
static ResultWord ended_by_stop(RtState *rt, ResultWord given) {
    if (!given.is_error || !error_is(rt, CLASS_STOP_ITERATION)) return given;
    Value stop = rt_exception_take(rt);
    Value value = value_retain(((Exception *)value_ref(stop))->extra);
    value_release(rt, stop);
    return ended_with(rt, value);
}

static ResultWord of_generator(RtState *rt, Generator *generator, ResultWord given) {
    if (given.is_error || given.value != VALUE_UNDEFINED) return given;
    return ended_with(rt, generator_result_take(generator));
}

ResultWord rt_delegate_iter(RtState *rt, Value value) {
    if (value_is(value, CLASS_COROUTINE))
        return error_text(rt, CLASS_TYPE_ERROR,
                          "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return rt_iter(rt, value);
}

static bool is_promise(RtState *rt, Value value) {
    if (!value_is(value, CLASS_FOREIGN)) return false;
    Str *name = str_intern_text(rt, "then");
    ResultWord then = rt_getattr(rt, value, name);
    object_release(rt, name);
    if (then.is_error)
        error_clear(rt);
    else
        value_release(rt, then.value);
    return !then.is_error;
}

ResultWord rt_await_iter(RtState *rt, Value value) {
    if (value_is(value, CLASS_COROUTINE)) return word_ok(value_retain(value));
    if (is_promise(rt, value)) return word_ok(async_step_of_promise(rt, value));
    ClassAttribute *method = class_find_user(rt, value, NAME_AWAIT);
    if (!method) return error_format(rt, CLASS_TYPE_ERROR, "'%T' object can't be awaited", value);
    ResultWord iterator = call_attribute(rt, method, value, NULL, 0);
    if (iterator.is_error) return iterator;
    bool is_iterator =
        value_is(iterator.value, CLASS_COROUTINE) || iter_is_iterator(rt, iterator.value);
    if (is_iterator) return iterator;
    error_format(rt, CLASS_TYPE_ERROR, "__await__() returned non-iterator of type '%T'",
                 iterator.value);
    value_release(rt, iterator.value);
    return word_error();
}

ResultWord rt_delegate_step(RtState *rt, Value iterator, Value sent) {
    if (generator_is(iterator)) {
        Generator *generator = value_ref(iterator);
        return of_generator(rt, generator, generator_resume(rt, generator, value_retain(sent)));
    }
    if (sent != VALUE_NONE)
        return ended_by_stop(rt, call_method(rt, iterator, NAME_SEND, &sent, 1));
    ClassAttribute *method = class_find_user(rt, iterator, NAME_NEXT);
    if (method) return ended_by_stop(rt, call_attribute(rt, method, iterator, NULL, 0));
    ResultWord given = rt_next(rt, iterator);
    return given.is_error || given.value != VALUE_UNDEFINED ? given : ended_with(rt, VALUE_NONE);
}

// The method, UNDEFINED when there is none.
static ResultWord find_method(RtState *rt, Value iterator, NameId name) {
    ResultWord found = rt_getattr(rt, iterator, rt_name(rt, name));
    if (!found.is_error || !error_is(rt, CLASS_ATTRIBUTE_ERROR)) return found;
    error_clear(rt);
    return word_ok(VALUE_UNDEFINED);
}

static bool close_iterator(RtState *rt, Value iterator) {
    ResultWord closed;
    if (generator_is(iterator)) {
        closed = generator_close(rt, value_ref(iterator));
    } else {
        closed = find_method(rt, iterator, NAME_CLOSE);
        if (!closed.is_error && closed.value == VALUE_UNDEFINED) return true;
        if (!closed.is_error) {
            Value method = closed.value;
            closed = call_value(rt, method, NULL, 0);
            value_release(rt, method);
        }
    }
    if (closed.is_error) return false;
    value_release(rt, closed.value);
    return true;
}

// GeneratorExit closes the iterator and goes on; all else is thrown into it.
ResultWord rt_delegate_throw(RtState *rt, Value iterator) {
    bool is_exit = error_is(rt, CLASS_GENERATOR_EXIT);
    if (generator_is(iterator) && !is_exit) {
        Generator *generator = value_ref(iterator);
        return of_generator(rt, generator, generator_throw(rt, generator));
    }
    Value thrown = rt_exception_take(rt);
    ResultWord method = {VALUE_UNDEFINED, 0};
    bool is_good = true;
    if (is_exit)
        is_good = close_iterator(rt, iterator);
    else
        method = find_method(rt, iterator, NAME_THROW);
    if (!is_good || method.is_error) {
        value_release(rt, thrown);
        return word_error();
    }
    if (method.value == VALUE_UNDEFINED) {
        rt_exception_restore(rt, thrown);
        return word_error();
    }
    ResultWord given = call_value(rt, method.value, &thrown, 1);
    value_release(rt, method.value);
    value_release(rt, thrown);
    return ended_by_stop(rt, given);
}
