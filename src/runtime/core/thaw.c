// Containers of constants, made from the templates that compiled units bring along (abi/object.h).
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/set.h"

#include "base/check.h"

enum { TEMPLATE_HEAD = 2 };

static bool is_template(Value value) {
    if (!value_is(value, CLASS_TUPLE)) return false;
    const Tuple *tuple = value_ref(value);
    return tuple->len >= TEMPLATE_HEAD && tuple->items[0] == VALUE_UNDEFINED;
}

static void *thaw(RtState *rt, const Tuple *template);

static Value thaw_item(RtState *rt, Value item) {
    return is_template(item) ? value_from_ref(thaw(rt, value_ref(item))) : value_retain(item);
}

static List *thaw_list(RtState *rt, const Tuple *template, SlotKind kind) {
    List *list = list_new(rt, kind, template->len - TEMPLATE_HEAD);
    for (u32 i = TEMPLATE_HEAD; i < template->len; i++) {
        Value item = template->items[i];
        if (kind == SLOT_VALUE)
            rt_list_append_value(rt, list, thaw_item(rt, item));
        else if (kind == SLOT_INT)
            rt_list_append_int(rt, list, value_int_peek(item));
        else
            rt_list_append_f64(rt, list, value_f64(item));
    }
    return list;
}

// Constants can be hashed and compared without code of the program's.
static Dict *thaw_dict(RtState *rt, const Tuple *template) {
    Dict *dict = dict_new(rt, (template->len - TEMPLATE_HEAD) / 2);
    for (u32 i = TEMPLATE_HEAD; i + 1 < template->len; i += 2) {
        Value value = thaw_item(rt, template->items[i + 1]);
        bool is_set = dict_set(rt, dict, template->items[i], value);
        CHECK(is_set);
        value_release(rt, value);
    }
    return dict;
}

static void *thaw(RtState *rt, const Tuple *template) {
    i64 kind = value_small(template->items[1]);
    if (kind == TEMPLATE_DICT) return thaw_dict(rt, template);
    if (kind != TEMPLATE_SET) return thaw_list(rt, template, (SlotKind)kind);
    ResultRef set = rt_set_of_constants(rt, template->len - TEMPLATE_HEAD,
                                        (Value *)(uintptr_t)(template->items + TEMPLATE_HEAD));
    CHECK(!set.is_error);
    return set.value;
}

void *rt_thaw(RtState *rt, void *template) {
    gc_safepoint(rt);
    return thaw(rt, template);
}
