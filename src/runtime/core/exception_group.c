#include "runtime/core/exception_group.h"

#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

#include "base/stack.h"

#include <string.h>

bool exception_group_is(RtState *rt, Value exception) {
    return exception_is(rt, exception) &&
           class_is_subclass(rt, value_class(exception), CLASS_BASE_EXCEPTION_GROUP);
}

Tuple *exception_group_items_peek(const Exception *group) {
    return value_ref(((Tuple *)value_ref(group->extra))->items[1]);
}

static Value message_peek(const Exception *group) {
    return ((Tuple *)value_ref(group->extra))->items[0];
}

// ---- making

static Tuple *check_items(RtState *rt, Value items) {
    bool is_sequence = value_has_layout(items, CLASS_LIST) ||
                       value_has_layout(items, CLASS_TUPLE) ||
                       class_find_user(rt, items, NAME_GETITEM);
    if (!is_sequence) {
        error_text(rt, CLASS_TYPE_ERROR, "second argument (exceptions) must be a sequence");
        return NULL;
    }
    Tuple *tuple = tuple_from_value(rt, items);
    if (!tuple) return NULL;
    u32 wrong = 0;
    while (wrong < tuple->len && exception_is(rt, tuple->items[wrong])) wrong++;
    if (tuple->len == 0)
        error_text(rt, CLASS_VALUE_ERROR,
                   "second argument (exceptions) must be a non-empty sequence");
    else if (wrong < tuple->len)
        error_format(rt, CLASS_VALUE_ERROR,
                     "Item %u of second argument (exceptions) is not an exception", wrong);
    else
        return tuple;
    object_release(rt, tuple);
    return NULL;
}

static bool are_plain(RtState *rt, const Tuple *items) {
    for (u32 i = 0; i < items->len; i++) {
        if (!class_is_subclass(rt, value_class(items->items[i]), CLASS_EXCEPTION)) return false;
    }
    return true;
}

bool exception_group_set(RtState *rt, Exception *group, const Value *args, u32 count) {
    const RtClass *holder = class_get(rt, group->head.class_id);
    if (count != 2) {
        error_format(rt, CLASS_TYPE_ERROR,
                     "BaseExceptionGroup.__new__() takes exactly 2 arguments (%u given)", count);
        return false;
    }
    if (!value_is_str(args[0])) {
        error_format(rt, CLASS_TYPE_ERROR,
                     "BaseExceptionGroup.__new__() argument 1 must be str, not %T", args[0]);
        return false;
    }
    Tuple *items = check_items(rt, args[1]);
    if (!items) return false;
    bool is_plain = class_is_subclass(rt, holder->id, CLASS_EXCEPTION);
    if (is_plain && !are_plain(rt, items)) {
        object_release(rt, items);
        if (holder->id == CLASS_EXCEPTION_GROUP)
            error_text(rt, CLASS_TYPE_ERROR, "Cannot nest BaseExceptions in an ExceptionGroup");
        else
            error_format(rt, CLASS_TYPE_ERROR, "Cannot nest BaseExceptions in '%S'", holder->name);
        return false;
    }
    Tuple *extra = tuple_new(rt, 2);
    extra->items[0] = value_retain(args[0]);
    extra->items[1] = value_from_ref(items);
    value_assign_take(rt, &group->extra, value_from_ref(extra));
    return true;
}
PART_ONLY(exception_group_set, CLASS_BASE_EXCEPTION_GROUP, CLASS_EXCEPTION_GROUP);

u32 exception_group_class(RtState *rt, u32 class_id, const Value *args, u32 count) {
    if (class_id != CLASS_BASE_EXCEPTION_GROUP || count != 2) return class_id;
    bool is_listed =
        value_has_layout(args[1], CLASS_LIST) || value_has_layout(args[1], CLASS_TUPLE);
    Tuple *items = is_listed ? tuple_from_value(rt, args[1]) : NULL;
    bool is_plain = items != NULL;
    for (u32 i = 0; items && i < items->len; i++)
        is_plain &= class_is_subclass(rt, value_class(items->items[i]), CLASS_EXCEPTION);
    if (items) object_release(rt, items);
    return is_plain ? (u32)CLASS_EXCEPTION_GROUP : class_id;
}

static ResultWord make(RtState *rt, Value message, Value items) {
    Value args[] = {message, items};
    PART_MAKE(PART_CLASS_VALUES);
    return call_class(rt, class_get(rt, CLASS_BASE_EXCEPTION_GROUP), args, 2, NULL, 0);
}

// A group of some of the exceptions of `group`; takes over the list. None when it is empty.
static ResultWord subset_take(RtState *rt, Value group, List *items) {
    Value list = value_from_ref(items);
    ResultWord made = word_ok(VALUE_NONE);
    if (items->len && value_class(group) < CLASS_USER_FIRST) {
        made = make(rt, message_peek(value_ref(group)), list);
    } else if (items->len) {
        Str *derive = str_intern_text(rt, "derive");
        ResultWord method = rt_getattr(rt, group, derive);
        object_release(rt, derive);
        made = method.is_error ? method : call_value(rt, method.value, &list, 1);
        if (!method.is_error) value_release(rt, method.value);
    }
    object_release(rt, items);
    if (made.is_error || made.value == VALUE_NONE) return made;
    if (!exception_group_is(rt, made.value)) {
        value_release(rt, made.value);
        return error_text(rt, CLASS_TYPE_ERROR,
                          "derive must return an instance of BaseExceptionGroup");
    }
    exception_copy_state(rt, value_ref(made.value), value_ref(group));
    return made;
}

ResultWord rt_native_GROUP_INIT(RtState *rt, const Value *args) {
    const Tuple *given = value_ref(((Exception *)value_ref(args[0]))->args);
    bool is_good = exception_group_set(rt, value_ref(args[0]), given->items, given->len);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

// ---- splitting

typedef struct {
    Value condition;  // a class, a tuple of classes or a callable
    bool is_callable;
    const List *leaves;  // instead of the condition: identity with one of these
} Matcher;

typedef struct {
    Value match, rest;  // owned; None: empty
} Split;

static int matches(RtState *rt, const Matcher *matcher, Value exception) {
    if (matcher->leaves) {
        for (u32 i = 0; i < matcher->leaves->len; i++) {
            if (list_slots(matcher->leaves)[i] == exception) return 1;
        }
        return 0;
    }
    if (!matcher->is_callable) {
        ResultI32 answer = rt_isinstance(rt, exception, matcher->condition);
        return answer.is_error ? -1 : (int)answer.value;
    }
    ResultWord answer = call_value(rt, matcher->condition, &exception, 1);
    if (answer.is_error) return -1;
    ResultI32 truth = rt_truth(rt, answer.value);
    value_release(rt, answer.value);
    return truth.is_error ? -1 : (int)truth.value;
}

static bool split(RtState *rt, const Matcher *matcher, Value exception, Split *out);

// Takes over both lists.
static bool split_done(RtState *rt, Value group, List *match, List *rest, Split *out) {
    ResultWord matched = subset_take(rt, group, match);
    ResultWord others = matched.is_error ? matched : subset_take(rt, group, rest);
    if (matched.is_error) object_release(rt, rest);
    if (!matched.is_error && others.is_error) value_release(rt, matched.value);
    if (matched.is_error || others.is_error) return false;
    *out = (Split){matched.value, others.value};
    return true;
}

static bool split_items(RtState *rt, const Matcher *matcher, Value group, Split *out) {
    const Tuple *items = exception_group_items_peek(value_ref(group));
    List *match = list_new(rt, SLOT_VALUE, items->len), *rest = list_new(rt, SLOT_VALUE, 0);
    for (u32 i = 0; i < items->len; i++) {
        Split one;
        if (!split(rt, matcher, items->items[i], &one)) {
            object_release(rt, match);
            object_release(rt, rest);
            return false;
        }
        if (one.match != VALUE_NONE) list_append(rt, match, one.match);
        if (one.rest != VALUE_NONE) list_append(rt, rest, one.rest);
        value_release(rt, one.match);
        value_release(rt, one.rest);
    }
    return split_done(rt, group, match, rest, out);
}

static bool split(RtState *rt, const Matcher *matcher, Value exception, Split *out) {
    STACK_RESERVE();
    if (rt_stack_check(rt)) return false;
    int answer = matches(rt, matcher, exception);
    if (answer < 0) return false;
    bool is_whole = answer > 0 || !exception_group_is(rt, exception);
    if (!is_whole) return split_items(rt, matcher, exception, out);
    Value owned = value_retain(exception);
    *out = answer > 0 ? (Split){owned, VALUE_NONE} : (Split){VALUE_NONE, owned};
    return true;
}

static bool is_exception_class(Value value) {
    return value_is_class(value) &&
           ((RtClass *)value_ref(value))->layout_id >= CLASS_BASE_EXCEPTION;
}

static bool matcher_init(RtState *rt, Value condition, Matcher *matcher) {
    bool is_type = is_exception_class(condition);
    if (value_has_layout(condition, CLASS_TUPLE)) {
        const Tuple *tuple = value_ref(condition);
        is_type = true;
        for (u32 i = 0; i < tuple->len; i++) is_type &= is_exception_class(tuple->items[i]);
    }
    ResultWord callable = rt_native_CALLABLE(rt, &condition);
    bool is_callable = callable.value == VALUE_TRUE && !value_is_class(condition);
    *matcher = (Matcher){condition, !is_type, NULL};
    if (is_type || is_callable) return true;
    error_text(rt, CLASS_TYPE_ERROR,
               "expected an exception type, a tuple of exception types, or a callable (other than "
               "a class)");
    return false;
}

ResultWord rt_native_GROUP_SPLIT(RtState *rt, const Value *args) {
    Matcher matcher;
    Split parts;
    if (!matcher_init(rt, args[1], &matcher) || !split(rt, &matcher, args[0], &parts))
        return word_error();
    Tuple *pair = tuple_new(rt, 2);
    pair->items[0] = parts.match;
    pair->items[1] = parts.rest;
    return word_object(pair);
}

ResultWord rt_native_GROUP_SUBGROUP(RtState *rt, const Value *args) {
    Matcher matcher;
    Split parts;
    if (!matcher_init(rt, args[1], &matcher) || !split(rt, &matcher, args[0], &parts))
        return word_error();
    value_release(rt, parts.rest);
    return word_ok(parts.match);
}

ResultWord rt_native_GROUP_DERIVE(RtState *rt, const Value *args) {
    return make(rt, message_peek(value_ref(args[0])), args[1]);
}

Str *exception_group_str(RtState *rt, const Exception *group) {
    u32 count = exception_group_items_peek(group)->len;
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "%S (%u sub-exception%s)", value_ref(message_peek(group)), count,
                   count == 1 ? "" : "s");
    return builder_finish(&builder);
}
PART_ONLY(exception_group_str, CLASS_BASE_EXCEPTION_GROUP, CLASS_EXCEPTION_GROUP);

// ---- except*. Its state is a list: what was caught, what no clause took yet (or None), a list of
// what the clauses took (each followed by the length of its traceback then), a list of what they
// raised. What is handled meanwhile is on top of the stack of handled exceptions.
enum { STAR_ORIGINAL, STAR_REST, STAR_TAKEN, STAR_RAISED };

static u64 *star(Value state) {
    return list_slots(value_ref(state));
}

static void set_handled(RtState *rt, Value exception) {
    ValueStack *handling = &rt_core(rt)->handling;
    value_assign_take(rt, &handling->items[handling->count - 1], value_retain(exception));
}

static u32 trace_count(Value exception) {
    Value traceback = ((Exception *)value_ref(exception))->traceback;
    return value_is(traceback, CLASS_TRACEBACK) ? ((Traceback *)value_ref(traceback))->count : 0;
}

ResultWord rt_native_STAR_BEGIN(RtState *rt, const Value *args) {
    List *state = list_new(rt, SLOT_VALUE, 4);
    list_append(rt, state, args[0]);
    list_append(rt, state, args[0]);
    for (u32 i = 0; i < 2; i++) {
        List *list = list_new(rt, SLOT_VALUE, 0);
        list_append(rt, state, value_from_ref(list));
        object_release(rt, list);
    }
    return word_object(state);
}

// Only classes of exceptions, and none of groups.
static bool check_star_type(RtState *rt, Value type) {
    const Value *items = &type;
    u32 count = 1;
    if (value_has_layout(type, CLASS_TUPLE)) {
        items = ((Tuple *)value_ref(type))->items;
        count = ((Tuple *)value_ref(type))->len;
    }
    for (u32 i = 0; i < count; i++) {
        if (!is_exception_class(items[i])) {
            error_text(rt, CLASS_TYPE_ERROR,
                       "catching classes that do not inherit from BaseException is not allowed");
            return false;
        }
        if (class_is_subclass(rt, ((RtClass *)value_ref(items[i]))->id,
                              CLASS_BASE_EXCEPTION_GROUP)) {
            error_text(rt, CLASS_TYPE_ERROR,
                       "catching ExceptionGroup with except* is not allowed. Use except instead.");
            return false;
        }
    }
    return true;
}

static ResultWord wrap(RtState *rt, Value exception) {
    Str *empty = str_from_text(rt, "");
    Tuple *items = tuple_from(rt, &exception, 1);
    ResultWord made = make(rt, value_from_ref(empty), value_from_ref(items));
    object_release(rt, items);
    object_release(rt, empty);
    return made;
}

// Whether the clause takes something: that is handled from then on.
ResultWord rt_native_STAR_MATCH(RtState *rt, const Value *args) {
    if (!check_star_type(rt, args[1])) return word_error();
    Value rest = star(args[0])[STAR_REST];
    if (rest == VALUE_NONE) return word_ok(VALUE_FALSE);
    Matcher matcher = {args[1], false, NULL};
    Split parts;
    if (!split(rt, &matcher, rest, &parts)) return word_error();
    if (parts.match != VALUE_NONE && !exception_group_is(rt, parts.match)) {
        ResultWord wrapped = wrap(rt, parts.match);
        value_release(rt, parts.match);
        if (wrapped.is_error) return wrapped;
        parts.match = wrapped.value;
    }
    bool is_taken = parts.match != VALUE_NONE;
    value_assign_take(rt, &star(args[0])[STAR_REST], parts.rest);
    if (is_taken) {
        List *taken = value_ref(star(args[0])[STAR_TAKEN]);
        list_append(rt, taken, parts.match);
        list_append(rt, taken, value_from_small(trace_count(parts.match)));
        set_handled(rt, parts.match);
    }
    value_release(rt, parts.match);
    return word_ok(value_from_bool(is_taken));
}

ResultWord rt_native_STAR_RAISED(RtState *rt, const Value *args) {
    list_append(rt, value_ref(star(args[0])[STAR_RAISED]), args[1]);
    return word_ok(VALUE_NONE);
}

// A part that its clause raised again as it was.
static bool is_raised_again(Value state, Value exception) {
    const List *taken = value_ref(star(state)[STAR_TAKEN]);
    for (u32 i = 0; i < taken->len; i += 2) {
        if (list_slots(taken)[i] == exception)
            return (u32)value_small(list_slots(taken)[i + 1]) == trace_count(exception);
    }
    return false;
}

static void collect_leaves(RtState *rt, Value exception, List *leaves) {
    if (!exception_group_is(rt, exception)) {
        list_append(rt, leaves, exception);
        return;
    }
    const Tuple *items = exception_group_items_peek(value_ref(exception));
    for (u32 i = 0; i < items->len; i++) collect_leaves(rt, items->items[i], leaves);
}

// What remains of the group that was caught, or None; what was raised anew goes to `raised`.
static ResultWord remaining(RtState *rt, Value state, List *raised) {
    const List *all = value_ref(star(state)[STAR_RAISED]);
    List *leaves = list_new(rt, SLOT_VALUE, 0);
    for (u32 i = 0; i < all->len; i++) {
        Value one = list_slots(all)[i];
        if (is_raised_again(state, one))
            collect_leaves(rt, one, leaves);
        else
            list_append(rt, raised, one);
    }
    if (star(state)[STAR_REST] != VALUE_NONE) collect_leaves(rt, star(state)[STAR_REST], leaves);
    Matcher matcher = {VALUE_NONE, false, leaves};
    Split parts = {VALUE_NONE, VALUE_NONE};
    bool is_good = leaves->len == 0 || split(rt, &matcher, star(state)[STAR_ORIGINAL], &parts);
    object_release(rt, leaves);
    if (!is_good) return word_error();
    value_release(rt, parts.rest);
    return word_ok(parts.match);
}

static ResultWord outcome(RtState *rt, Value state) {
    const List *all = value_ref(star(state)[STAR_RAISED]);
    Value rest = star(state)[STAR_REST];
    if (!exception_group_is(rt, star(state)[STAR_ORIGINAL]))
        return word_ok(value_retain(all->len ? list_slots(all)[0] : rest));
    List *raised = list_new(rt, SLOT_VALUE, 0);
    ResultWord left = remaining(rt, state, raised);
    if (!left.is_error && raised->len) {
        if (left.value != VALUE_NONE) list_append(rt, raised, left.value);
        value_release(rt, left.value);
        Str *empty = str_from_text(rt, "");
        left = raised->len == 1 ? word_ok(value_retain(list_slots(raised)[0]))
                                : make(rt, value_from_ref(empty), value_from_ref(raised));
        object_release(rt, empty);
    }
    object_release(rt, raised);
    return left;
}

// Whether something is left to be raised: it is handled from then on.
ResultWord rt_native_STAR_END(RtState *rt, const Value *args) {
    ResultWord left = outcome(rt, args[0]);
    if (left.is_error) return left;
    bool is_left = left.value != VALUE_NONE;
    set_handled(rt, is_left ? left.value : star(args[0])[STAR_ORIGINAL]);
    value_release(rt, left.value);
    return word_ok(value_from_bool(is_left));
}
