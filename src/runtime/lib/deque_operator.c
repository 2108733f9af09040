// collections.deque as a whole: iteration, repr, comparison, + and *.
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/int.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/repr.h"
#include "runtime/lib/deque.h"
#include "runtime/lib/iterator.h"

// ---- iteration
typedef struct {
    Object head;
    Value deque;
    i64 place;
    u64 changes;
    i64 step;
} DequeIterator;
NATIVE_CLASS_CHECK(DequeIterator, COLLECTIONS_DEQUE_ITERATOR);
ITERATOR_IS_ITSELF(DEQUE_ITERATOR)

static ResultWord iterator_new(RtState *rt, Value deque, i64 place, i64 step) {
    DequeIterator *made = native_object_new(rt, CLASS_COLLECTIONS_DEQUE_ITERATOR);
    made->deque = value_retain(deque);
    made->place = place;
    made->step = step;
    made->changes = ((Deque *)value_ref(deque))->changes;
    return word_object(made);
}

ResultWord rt_native_DEQUE_ITER(RtState *rt, const Value *args) {
    return iterator_new(rt, args[0], 0, 1);
}

ResultWord rt_native_DEQUE_REVERSED(RtState *rt, const Value *args) {
    return iterator_new(rt, args[0], (i64)((Deque *)value_ref(args[0]))->len - 1, -1);
}

ResultWord rt_native_DEQUE_ITERATOR_NEXT(RtState *rt, const Value *args) {
    DequeIterator *self = value_ref(args[0]);
    if (self->deque == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    const Deque *deque = value_ref(self->deque);
    if (deque->changes != self->changes) {
        value_assign_take(rt, &self->deque, VALUE_NONE);
        return deque_changed(rt);
    }
    if (self->place < 0 || self->place >= (i64)deque->len) {
        value_assign_take(rt, &self->deque, VALUE_NONE);
        return word_ok(VALUE_UNDEFINED);
    }
    Value item = value_retain(*deque_place(deque, (u64)self->place));
    self->place += self->step;
    return word_ok(item);
}

// ---- repr
ResultWord rt_native_DEQUE_REPR(RtState *rt, const Value *args) {
    const Deque *self = value_ref(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    if (!repr_enter(&builder, args[0], "[...]")) return word_object(builder_finish(&builder));
    List *items = list_from_value(rt, args[0]);
    ResultRef text = items ? rt_repr(rt, value_from_ref(items)) : ref_error();
    if (items) object_release(rt, items);
    repr_leave(&builder);
    if (text.is_error) {
        builder_deinit(&builder);
        return word_error();
    }
    builder_format(&builder, "%S(%S", class_of(rt, args[0])->name, text.value);
    object_release(rt, text.value);
    if (self->maxlen >= 0) builder_format(&builder, ", maxlen=%d", self->maxlen);
    builder_char(&builder, ')');
    return word_object(builder_finish(&builder));
}

// ---- comparison, as of sequences
static bool is_deque(RtState *rt, Value value) {
    return class_is_subclass(rt, value_class(value), CLASS_COLLECTIONS_DEQUE);
}

static ResultWord compare(RtState *rt, const Value *args, RtCompareOp op) {
    if (!is_deque(rt, args[1])) return word_ok(VALUE_NOT_IMPLEMENTED);
    const Deque *left = value_ref(args[0]), *right = value_ref(args[1]);
    bool is_equality = op == RT_EQ || op == RT_NE;
    if (is_equality && args[0] == args[1]) return word_ok(value_from_bool(op == RT_EQ));
    if (is_equality && left->len != right->len) return word_ok(value_from_bool(op == RT_NE));
    List *a = list_from_value(rt, args[0]), *b = a ? list_from_value(rt, args[1]) : NULL;
    ResultWord answer = b ? rt_compare(rt, value_from_ref(a), value_from_ref(b), op) : word_error();
    if (a) object_release(rt, a);
    if (b) object_release(rt, b);
    return answer;
}

#define DEQUE_COMPARISON(NAME)                                                                     \
    ResultWord rt_native_DEQUE_##NAME(RtState *rt, const Value *args) {                            \
        return compare(rt, args, RT_##NAME);                                                       \
    }
DEQUE_COMPARISON(LT)
DEQUE_COMPARISON(LE)
DEQUE_COMPARISON(EQ)
DEQUE_COMPARISON(NE)
DEQUE_COMPARISON(GT)
DEQUE_COMPARISON(GE)

// ---- + and *
ResultWord rt_native_DEQUE_ADD(RtState *rt, const Value *args) {
    if (!is_deque(rt, args[1]))
        return error_format(rt, CLASS_TYPE_ERROR,
                            "can only concatenate deque (not \"%T\") to deque", args[1]);
    ResultWord made = deque_copy(rt, value_ref(args[0]));
    if (made.is_error || deque_extend(rt, value_ref(made.value), args[1])) return made;
    value_release(rt, made.value);
    return word_error();
}

ResultWord rt_native_DEQUE_IADD(RtState *rt, const Value *args) {
    return deque_extend(rt, value_ref(args[0]), args[1]) ? word_ok(value_retain(args[0]))
                                                         : word_error();
}

// Makes `made` hold its items `times` times.
static bool repeat(RtState *rt, Deque *made, Value times) {
    ResultWord word = int_index(rt, times, "can't multiply sequence by non-int of type '%T'");
    if (word.is_error) return false;
    i64 count;
    bool is_good = int_repeat_count(rt, (IntWord)word.value, &count);
    int_release(rt, (IntWord)word.value);
    if (!is_good) return false;
    if (count > 0 && made->len > 0 && (u64)count > LIST_LEN_MAX / made->len) {
        error_no_memory(rt);
        return false;
    }
    Deque *items = deque_copy_plain(rt, made);
    deque_clear(rt, made);
    for (i64 i = 0; i < count; i++) {
        for (u64 k = 0; k < items->len; k++)
            deque_push_take(rt, made, value_retain(*deque_place(items, k)));
    }
    object_release(rt, items);
    return true;
}

ResultWord rt_native_DEQUE_MUL(RtState *rt, const Value *args) {
    ResultWord made = deque_copy(rt, value_ref(args[0]));
    if (made.is_error || repeat(rt, value_ref(made.value), args[1])) return made;
    value_release(rt, made.value);
    return word_error();
}

ResultWord rt_native_DEQUE_RMUL(RtState *rt, const Value *args) {
    return rt_native_DEQUE_MUL(rt, args);
}

ResultWord rt_native_DEQUE_IMUL(RtState *rt, const Value *args) {
    return repeat(rt, value_ref(args[0]), args[1]) ? word_ok(value_retain(args[0])) : word_error();
}
