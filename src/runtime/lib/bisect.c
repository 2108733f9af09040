// Module bisect.
#include "runtime/core/call.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/iterator.h"

// Where a typed list compares raw. False: it does not.
static bool search_raw(const List *list, Value x, bool is_left, i64 low, i64 high, i64 *place) {
    bool is_int = list->kind == SLOT_INT && value_is_small_int(x);
    bool is_float = list->kind == SLOT_F64 && value_is_float(x);
    if (!is_int && !is_float) return false;
    const u64 *slots = list_slots(list);
    f64 number = is_float ? value_f64(x) : 0;
    while (low < high) {
        i64 middle = low + (high - low) / 2;
        bool is_behind;  // x lies behind the middle
        if (is_int) {
            // Big ints order rightly against small ones, raw.
            i64 word = (i64)slots[middle], wanted = value_small(x);
            is_behind = is_left ? word < wanted : word <= wanted;
        } else {
            f64 at = float_from_bits(slots[middle]);
            is_behind = is_left ? at < number : !(number < at);
        }
        if (is_behind)
            low = middle + 1;
        else
            high = middle;
    }
    *place = low;
    return true;
}

static ResultWord key_at(RtState *rt, Value sequence, i64 index, Value key) {
    ResultWord item = rt_getitem(rt, sequence, value_from_small(index));
    if (item.is_error || argument_is_none(key)) return item;
    ResultWord result = call_value(rt, key, &item.value, 1);
    value_release(rt, item.value);
    return result;
}

// args: a, x, lo, hi, key. `wanted`: x, or its key. False: exception.
static bool search(RtState *rt, const Value *args, Value wanted, bool is_left, i64 *place) {
    i64 low = 0, high = -1;
    if (!argument_is_absent(args[2]) && !int_size(rt, args[2], &low)) return false;
    if (!argument_is_none(args[3]) && !int_size(rt, args[3], &high)) return false;
    if (low < 0) {
        error_text(rt, CLASS_VALUE_ERROR, "lo must be non-negative");
        return false;
    }
    if (argument_is_none(args[3])) {
        ResultWord len = rt_len(rt, args[0]);
        if (len.is_error) return false;
        high = (i64)len.value;
    }
    bool is_list = value_is(args[0], CLASS_LIST) && argument_is_none(args[4]);
    bool is_inside = is_list && high <= ((List *)value_ref(args[0]))->len;
    if (is_inside && search_raw(value_ref(args[0]), wanted, is_left, low, high, place)) return true;
    while (low < high) {
        i64 middle = low + (high - low) / 2;
        ResultWord item = key_at(rt, args[0], middle, args[4]);
        if (item.is_error) return false;
        ResultI32 less = is_left ? rt_compare_bool(rt, item.value, wanted, RT_LT)
                                 : rt_compare_bool(rt, wanted, item.value, RT_LT);
        value_release(rt, item.value);
        if (less.is_error) return false;
        if ((less.value != 0) == is_left)
            low = middle + 1;
        else
            high = middle;
    }
    *place = low;
    return true;
}

static ResultWord find(RtState *rt, const Value *args, bool is_left) {
    i64 place;
    return search(rt, args, args[1], is_left, &place) ? word_ok(value_from_small(place))
                                                      : word_error();
}

static ResultWord insert(RtState *rt, const Value *args, bool is_left) {
    ResultWord wanted = argument_is_none(args[4]) ? word_ok(value_retain(args[1]))
                                                  : call_value(rt, args[4], &args[1], 1);
    if (wanted.is_error) return wanted;
    i64 place;
    bool is_found = search(rt, args, wanted.value, is_left, &place);
    value_release(rt, wanted.value);
    if (!is_found) return word_error();
    if (value_is(args[0], CLASS_LIST)) {
        bool is_good = list_insert(rt, value_ref(args[0]), place, args[1]);
        return is_good ? word_ok(VALUE_NONE) : word_error();
    }
    Str *name = str_intern_text(rt, "insert");
    Value both[] = {value_from_small(place), args[1]};
    ResultWord result = rt_call_method(rt, args[0], name, 2, both);
    object_release(rt, name);
    if (result.is_error) return result;
    value_release(rt, result.value);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_BISECT_BISECT_LEFT(RtState *rt, const Value *args) {
    return find(rt, args, true);
}

ResultWord rt_native_BISECT_BISECT_RIGHT(RtState *rt, const Value *args) {
    return find(rt, args, false);
}

ResultWord rt_native_BISECT_BISECT(RtState *rt, const Value *args) {
    return find(rt, args, false);
}

ResultWord rt_native_BISECT_INSORT_LEFT(RtState *rt, const Value *args) {
    return insert(rt, args, true);
}

ResultWord rt_native_BISECT_INSORT_RIGHT(RtState *rt, const Value *args) {
    return insert(rt, args, false);
}

ResultWord rt_native_BISECT_INSORT(RtState *rt, const Value *args) {
    return insert(rt, args, false);
}
